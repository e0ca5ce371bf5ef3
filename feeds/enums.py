"""Words of the change feed and of webhooks."""

from django.db import models


class MarkKind(models.TextChoices):
    """What a transaction touched that may change what claim sets give out."""

    CLAIM = "claim", "Claim"
    CLAIM_SET = "claim_set", "Claim set"
    AUTHOR = "author", "Author"
    SOURCE = "source", "Source"
    PASSAGE = "passage", "Passage"


class ChangeKind(models.TextChoices):
    """What happened to a claim in a claim set."""

    UPSERT = "upsert", "In the set, new or changed"
    TOMBSTONE = "tombstone", "No longer in the set"
    MERGE = "merge", "Merged into another claim"


class WebhookState(models.TextChoices):
    """Whether messages go to a webhook."""

    ACTIVE = "active", "Active"
    PAUSED = "paused", "Paused"
    FAILED = "failed", "Given up after too many failures"


class DeliveryState(models.TextChoices):
    """Where one message to one webhook stands."""

    PENDING = "pending", "Waiting to be sent"
    DELIVERED = "delivered", "Delivered"
    FAILED = "failed", "Given up"


class EventType(models.TextChoices):
    """What a webhook can be told."""

    CLAIM_SET_CHANGED = "claim_set.changed", "The claim set changed"
    RELEASE_PUBLISHED = "release.published", "A release was published"
    RELEASE_NOTICED = "release.noticed", "A release was retracted or corrected"
    TEST = "webhook.test", "A message to try the webhook"
