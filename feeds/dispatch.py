"""Wakes the worker that delivers messages. Losing a call loses nothing: the clock calls it too."""

import logging

from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

TASK = "feeds.deliver_messages"


def wake() -> None:
    """Ask a worker to deliver what is due, now."""
    try:
        current_app.send_task(TASK, retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("nobody told to deliver messages, the broker does not answer: %s", error)
