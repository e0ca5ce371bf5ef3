"""Tables of the feeds app."""

from feeds.models.changes import FeedHead, PendingChange, SetChange
from feeds.models.webhooks import Delivery, Message, Webhook

__all__ = ["Delivery", "FeedHead", "Message", "PendingChange", "SetChange", "Webhook"]
