"""Writes what is to be told in the transaction that it tells of: no event without its message, nor the other way."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from feeds import dispatch
from feeds.enums import DeliveryState, EventType, WebhookState
from feeds.models import Delivery, Message, Webhook
from releases.models import ClaimSet
from workspaces.models import Workspace


@transaction.atomic
def announce(
    *, workspace: Workspace, claim_set: ClaimSet | None, event: EventType, data: Mapping[str, Any]
) -> Message | None:
    """Write a message to all webhooks that want to hear of the event; None if none does.

    A webhook that has not been sent an earlier message of `claim_set.changed` about the same set yet is not written to
    again: when it is told it reads all changes up to then. It cannot be under way meanwhile, since its row is locked.
    """
    hooks = _listening(workspace, claim_set, event)
    if event == EventType.CLAIM_SET_CHANGED:
        told_anyway = _untried(hooks, claim_set)
        hooks = [hook for hook in hooks if hook.pk not in told_anyway]
    return write(workspace=workspace, claim_set=claim_set, event=event, data=data, hooks=hooks) if hooks else None


def write(
    *,
    workspace: Workspace,
    claim_set: ClaimSet | None,
    event: EventType,
    data: Mapping[str, Any],
    hooks: Sequence[Webhook],
) -> Message:
    """Return a new message with a delivery to each of the webhooks, due now."""
    now = timezone.now()
    body = {"type": str(event), "timestamp": now.isoformat(), "data": dict(data)}
    message = Message.objects.create(workspace=workspace, claim_set=claim_set, type=event, body=body)
    Delivery.objects.bulk_create(
        Delivery(workspace=workspace, webhook=hook, message=message, due_at=now) for hook in hooks
    )
    transaction.on_commit(dispatch.wake)
    return message


def _listening(workspace: Workspace, claim_set: ClaimSet | None, event: EventType) -> list[Webhook]:
    hooks = Webhook.objects.filter(workspace=workspace, state=WebhookState.ACTIVE)
    about = Q(claim_set__isnull=True) | Q(claim_set=claim_set)
    return [hook for hook in hooks.filter(about) if not hook.event_types or event in hook.event_types]


def _untried(hooks: Sequence[Webhook], claim_set: ClaimSet | None) -> set[Any]:
    """Return those of the webhooks that have an untried message of a change of the set, and keep it from being sent."""
    waiting = Delivery.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        webhook__in=hooks,
        state=DeliveryState.PENDING,
        attempts=0,
        message__claim_set=claim_set,
        message__type=EventType.CLAIM_SET_CHANGED,
    )
    return set(waiting.values_list("webhook_id", flat=True))
