"""Who wants to be told, what is to be told, and whether it arrived."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q

from common.models import IdentifiedModel
from feeds.enums import DeliveryState, EventType, WebhookState
from releases.models import ClaimSet
from workspaces.models import User, Workspace
from workspaces.querysets import InWorkspaceQuerySet


@pghistory.track(exclude=["secret", "former_secret"])
class Webhook(IdentifiedModel):
    """An address that is told of changes, signed as Standard Webhooks 1.0 says."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="webhooks")
    claim_set = models.ForeignKey(
        ClaimSet, null=True, blank=True, on_delete=models.CASCADE, related_name="webhooks", help_text="None: all."
    )
    url = models.CharField(max_length=2000)
    secret = models.CharField(max_length=80, help_text="Key of the signature, `whsec_` and base64.")
    former_secret = models.CharField(max_length=80, blank=True, help_text="Of before; signs too while it is valid.")
    former_until = models.DateTimeField(null=True, blank=True)
    event_types = models.JSONField(default=list, help_text="Types of events; none: all.")
    state = models.CharField(max_length=8, choices=WebhookState.choices, default=WebhookState.ACTIVE)
    failing_since = models.DateTimeField(null=True, blank=True, help_text="First failure after the last success.")
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = InWorkspaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=WebhookState.values), name="webhook_state_known"),
            models.CheckConstraint(condition=~Q(url=""), name="webhook_has_an_address"),
        ]

    def __str__(self) -> str:
        return self.url


class Message(IdentifiedModel):
    """One event to be told, written in the transaction that it tells of: the outbox. Its id is the `webhook-id`."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="messages")
    claim_set = models.ForeignKey(ClaimSet, null=True, blank=True, on_delete=models.CASCADE, related_name="messages")
    type = models.CharField(max_length=40, choices=EventType.choices)
    body = models.JSONField(help_text="What is sent: `type`, `timestamp` and `data`.")

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(type__in=EventType.values), name="message_type_known"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.pk}"


class Delivery(IdentifiedModel):
    """One message on its way to one webhook: how often it was tried, with what answer, and when it is tried next."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="deliveries")
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    state = models.CharField(max_length=9, choices=DeliveryState.choices, default=DeliveryState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True, blank=True, help_text="When it is tried next.")
    answered = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Status of the last answer.")
    reason = models.TextField(blank=True, help_text="Why the last try failed.")
    delivered_at = models.DateTimeField(null=True, blank=True)

    objects = InWorkspaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        verbose_name_plural = "deliveries"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["webhook", "message"], name="delivery_once_a_webhook_and_message"),
            models.CheckConstraint(condition=Q(state__in=DeliveryState.values), name="delivery_state_known"),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.PENDING, due_at__isnull=False)
                | (~Q(state=DeliveryState.PENDING) & Q(due_at__isnull=True)),
                name="delivery_due_while_pending",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=Q(state=DeliveryState.PENDING), name="delivery_due"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} to {self.webhook_id}: {self.state}"
