"""What the worker does for feeds."""

import logging

from celery import shared_task
from django.db import DatabaseError

from feeds import delivering, sequencing

logger = logging.getLogger(__name__)


@shared_task(name="feeds.deliver_messages")
def deliver_messages() -> None:
    """Send the messages that are due to their webhooks."""
    counts = delivering.deliver_due()
    if any(counts.values()):
        logger.info("messages: %s", counts)


@shared_task(name="feeds.settle_changes")
def settle_changes() -> None:
    """Give changes that nobody has asked for yet their places, so that webhooks tell of them."""
    placed = 0
    for workspace in sequencing.marked_workspaces():
        try:
            placed += sequencing.settle(workspace)
        except DatabaseError:
            # Nothing is lost, and the other workspaces do not have to wait for it.
            logger.exception("changes of workspace %s are not settled", workspace)
    if placed:
        logger.info("settled changes: %d", placed)
