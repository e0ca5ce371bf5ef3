"""Reads over webhooks and what went to them."""

from django.db.models import Count, Q, QuerySet

from feeds.enums import DeliveryState
from feeds.models import Delivery, Webhook
from workspaces.models import Workspace


def list_webhooks(workspace: Workspace) -> QuerySet[Webhook]:
    """Return the workspace's webhooks, each with `waiting_count` and `failed_count` of its deliveries."""
    return (
        Webhook.objects.filter(workspace=workspace)
        .select_related("claim_set")
        .annotate(
            waiting_count=Count("deliveries", filter=Q(deliveries__state=DeliveryState.PENDING)),
            failed_count=Count("deliveries", filter=Q(deliveries__state=DeliveryState.FAILED)),
        )
        .order_by("created_at", "id")
    )


def list_deliveries(webhook: Webhook) -> QuerySet[Delivery]:
    """Return what went or waits to go to the webhook, the latest first, with its messages."""
    return Delivery.objects.filter(webhook=webhook).select_related("message").order_by("-created_at", "-id")
