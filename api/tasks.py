"""What the worker does for the API."""

import logging

from celery import shared_task

from api import idempotency

logger = logging.getLogger(__name__)


@shared_task(name="api.remove_expired_responses")
def remove_expired_responses() -> None:
    """Remove the stored answers of idempotency keys that are older than they have to be kept."""
    removed = idempotency.remove_expired()
    if removed:
        logger.info("removed %d stored answers", removed)
