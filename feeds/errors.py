"""What can go wrong with feeds and webhooks."""

from common.errors import ParallaxError


class FeedRenewedError(ParallaxError):
    """The token is of an earlier life of the feed, before the database was restored: read everything again."""

    code = "feed_renewed"


class WebhookTargetError(ParallaxError):
    """The address is none that messages are sent to: it is not https on the public web, or does not resolve."""

    code = "webhook_target"
