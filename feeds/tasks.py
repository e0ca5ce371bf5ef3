"""What the worker does for feeds."""

import logging

from celery import shared_task

from feeds import delivering

logger = logging.getLogger(__name__)


@shared_task(name="feeds.deliver_messages")
def deliver_messages() -> None:
    """Send the messages that are due to their webhooks."""
    counts = delivering.deliver_due()
    if any(counts.values()):
        logger.info("messages: %s", counts)
