"""What people do with webhooks."""

import base64
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from common.errors import InvalidInputError
from common.history import recorded_as
from common.outbound import NotFetched, check_target
from feeds import dispatch
from feeds.enums import DeliveryState, EventType, WebhookState
from feeds.errors import WebhookTargetError
from feeds.models import Delivery, Message, Webhook
from feeds.services.outbox import write
from feeds.targets import guard
from releases.models import ClaimSet
from workspaces.models import User, Workspace

SECRET_PREFIX = "whsec_"  # noqa: S105 - how Standard Webhooks marks a secret
SECRET_BYTES = 32
FORMER_SECRET_VALID = timedelta(hours=24)
"""So long messages carry both signatures, for receivers to change over without losing any."""
MOST_WEBHOOKS = 20
"""Of one workspace."""
LONGEST_REPLAY = timedelta(days=30)
MOST_REPLAYED = 1000
"""Messages at once."""


def create_webhook(
    *,
    workspace: Workspace,
    url: str,
    claim_set: ClaimSet | None = None,
    event_types: Sequence[str] = (),
    by: User | None,
) -> Webhook:
    """Return a new webhook with a secret of its own.

    Raises WebhookTargetError if the address is none that messages may go to, InvalidInputError for unknown types of
    events or when the workspace has too many webhooks.
    """
    _check(url, event_types)
    with transaction.atomic(), recorded_as(by):
        Workspace.objects.select_for_update(no_key=True).only("pk").get(pk=workspace.pk)
        if Webhook.objects.filter(workspace=workspace).count() >= MOST_WEBHOOKS:
            raise InvalidInputError(f"A workspace has at most {MOST_WEBHOOKS} webhooks.", field="url")
        return Webhook.objects.create(
            workspace=workspace,
            claim_set=claim_set,
            url=url,
            secret=new_secret(),
            event_types=list(dict.fromkeys(event_types)),
            created_by=by,
        )


def change_webhook(
    *, webhook: Webhook, url: str, claim_set: ClaimSet | None, event_types: Sequence[str], by: User | None
) -> Webhook:
    """Return the webhook with another address, set or events; raises what `create_webhook` raises."""
    if url != webhook.url:
        _check(url, event_types)
    _check_events(event_types)
    with transaction.atomic(), recorded_as(by):
        stored = Webhook.objects.select_for_update(no_key=True).get(pk=webhook.pk)
        stored.url, stored.claim_set, stored.event_types = url, claim_set, list(dict.fromkeys(event_types))
        stored.save(update_fields=["url", "claim_set", "event_types"])
        return stored


@transaction.atomic
def set_webhook_state(*, webhook: Webhook, state: str, by: User | None) -> Webhook:
    """Pause a webhook or make it active again; while it is paused nothing is written for it.

    What waited when it was paused or given up is sent when it is active again.
    """
    if state not in (WebhookState.ACTIVE, WebhookState.PAUSED):
        raise InvalidInputError("A webhook is made active or paused.", field="state")
    stored = Webhook.objects.select_for_update(no_key=True).get(pk=webhook.pk)
    if stored.state != state:
        stored.state, stored.failing_since = state, None
        with recorded_as(by):
            stored.save(update_fields=["state", "failing_since"])
        if state == WebhookState.ACTIVE:
            transaction.on_commit(dispatch.wake)
    return stored


@transaction.atomic
def rotate_secret(*, webhook: Webhook, by: User | None) -> Webhook:
    """Return the webhook with a new secret; the former one signs beside it for 24 hours."""
    stored = Webhook.objects.select_for_update(no_key=True).get(pk=webhook.pk)
    stored.former_secret, stored.former_until = stored.secret, timezone.now() + FORMER_SECRET_VALID
    stored.secret = new_secret()
    with recorded_as(by):
        stored.save(update_fields=["secret", "former_secret", "former_until"])
    return stored


@transaction.atomic
def delete_webhook(*, webhook: Webhook, by: User | None) -> None:
    """Delete the webhook with all that waits for it."""
    with recorded_as(by):
        Webhook.objects.filter(pk=webhook.pk).delete()


@transaction.atomic
def send_test(*, webhook: Webhook, by: User) -> Delivery:
    """Write a message that only this webhook gets, whatever it listens to; its delivery shows whether it arrived."""
    message = write(
        workspace=webhook.workspace,
        claim_set=webhook.claim_set,
        event=EventType.TEST,
        data={"sent_by": by.name or by.email},
        hooks=[webhook],
    )
    return message.deliveries.get()


@transaction.atomic
def replay_delivery(*, delivery: Delivery) -> Delivery:
    """Send a message again, under the same id and with new tries; one that waits is sent at once."""
    stored = Delivery.objects.select_for_update(no_key=True).get(pk=delivery.pk)
    stored.state, stored.due_at = DeliveryState.PENDING, timezone.now()
    stored.attempts, stored.reason, stored.answered, stored.delivered_at = 0, "", None, None
    stored.save()
    transaction.on_commit(dispatch.wake)
    return stored


@transaction.atomic
def replay_since(*, webhook: Webhook, since: datetime) -> int:
    """Send all messages again that were written for the webhook since then, oldest first; return how many.

    At most those of thirty days and a thousand: whoever needs more reads the change feed.
    """
    earliest = timezone.now() - LONGEST_REPLAY
    if since < earliest:
        raise InvalidInputError("Messages of the last 30 days can be sent again.", field="since")
    chosen = Message.objects.filter(deliveries__webhook=webhook, created_at__gte=since).order_by("created_at")
    ids = list(chosen.values_list("pk", flat=True)[: MOST_REPLAYED + 1])
    if len(ids) > MOST_REPLAYED:
        raise InvalidInputError(f"These are more than {MOST_REPLAYED} messages: choose a later time.", field="since")
    number = Delivery.objects.filter(webhook=webhook, message__in=ids).update(
        state=DeliveryState.PENDING, due_at=timezone.now(), attempts=0, reason="", answered=None, delivered_at=None
    )
    transaction.on_commit(dispatch.wake)
    return number


def new_secret() -> str:
    """Return a new secret: 256 random bits."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def _check(url: str, event_types: Sequence[str]) -> None:
    _check_events(event_types)
    try:
        check_target(url, guard=guard())
    except NotFetched as error:
        raise WebhookTargetError(error.message, field="url") from error


def _check_events(event_types: Sequence[str]) -> None:
    unknown = set(event_types) - set(EventType.values)
    if unknown:
        raise InvalidInputError(f"There is no event “{min(unknown)}”.", field="event_types")
