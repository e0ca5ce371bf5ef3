"""What people do with feeds and webhooks."""

from feeds.services.outbox import announce
from feeds.services.renewing import renew_feeds
from feeds.services.webhooks import (
    change_webhook,
    create_webhook,
    delete_webhook,
    replay_delivery,
    replay_since,
    rotate_secret,
    send_test,
    set_webhook_state,
)

__all__ = [
    "announce",
    "change_webhook",
    "create_webhook",
    "delete_webhook",
    "renew_feeds",
    "replay_delivery",
    "replay_since",
    "rotate_secret",
    "send_test",
    "set_webhook_state",
]
