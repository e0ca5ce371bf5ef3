"""Sends messages to webhooks, signed as Standard Webhooks 1.0 says. See docs/webhooks.md for what is promised.

The rows are the truth. A worker takes a due delivery by moving it into the future in a transaction of its own, sends it
outside of any, and writes down how it went: two workers never send the same one at once, and one whose worker was
killed is due again when that moment comes. So a message arrives at least once, and its id tells a second one.
"""

import logging
import random
from datetime import datetime, timedelta
from uuid import UUID

import orjson
from django.db import transaction
from django.utils import timezone
from standardwebhooks import Webhook as Signer

from common.outbound import Answered, NotFetched, post
from feeds.domain.retrying import GONE, is_success, seconds_until_next
from feeds.enums import DeliveryState, WebhookState
from feeds.models import Delivery, Webhook
from feeds.targets import guard

logger = logging.getLogger(__name__)

TAKEN_FOR = timedelta(seconds=60)
"""How long a worker may take over one try, which ends after 20 s: then another may try."""
FAILING_FOR = timedelta(days=3)
"""A webhook that took nothing for so long gets nothing more until somebody makes it active again."""
AT_ONCE = 100
"""Deliveries of one call; what is left is for the next."""


def deliver_due(limit: int = AT_ONCE) -> dict[str, int]:
    """Try deliveries that are due, the oldest first, and return how many arrived, wait and were given up."""
    counts = {"delivered": 0, "pending": 0, "failed": 0}
    for _ in range(limit):
        delivery = _take()
        if delivery is None:
            break
        counts[_try(delivery)] += 1
    return counts


@transaction.atomic
def _take() -> Delivery | None:
    due = Delivery.objects.filter(
        state=DeliveryState.PENDING, due_at__lte=timezone.now(), webhook__state=WebhookState.ACTIVE
    )
    delivery = (
        due.select_for_update(skip_locked=True, of=("self",))
        .select_related("webhook", "message")
        .order_by("due_at", "pk")
        .first()
    )
    if delivery is not None:
        delivery.attempts += 1
        delivery.due_at = timezone.now() + TAKEN_FOR
        delivery.save(update_fields=["attempts", "due_at"])
    return delivery


def _try(delivery: Delivery) -> DeliveryState:
    hook = delivery.webhook
    body = orjson.dumps(delivery.message.body)
    answer: Answered | None = None
    try:
        answer = post(hook.url, body, headers=signed_headers(hook, delivery.message_id, body), guard=guard())
        reason = "" if is_success(answer.status) else f"The server answered {answer.status}."
    except NotFetched as error:
        reason = error.message
    return _note(delivery, answer, reason)


def signed_headers(hook: Webhook, message_id: UUID, body: bytes) -> dict[str, str]:
    """Return the headers of a message: its id, the time now, and its signature by every secret that is valid."""
    now = timezone.now()
    keys = [hook.secret]
    if hook.former_secret and hook.former_until and hook.former_until > now:
        keys.append(hook.former_secret)
    return {
        "Content-Type": "application/json",
        "webhook-id": str(message_id),
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(Signer(key).sign(str(message_id), now, body.decode()) for key in keys),
    }


@transaction.atomic
def _note(delivery: Delivery, answer: Answered | None, reason: str) -> DeliveryState:
    """Write down how a try went, unless somebody changed the delivery or deleted it meanwhile."""
    now = timezone.now()
    stored = (
        Delivery.objects.select_for_update(no_key=True)
        .filter(pk=delivery.pk, state=DeliveryState.PENDING, attempts=delivery.attempts)
        .first()
    )
    if stored is None:
        return DeliveryState.PENDING
    stored.answered, stored.reason = answer.status if answer else None, reason
    if not reason:
        stored.state, stored.due_at, stored.delivered_at = DeliveryState.DELIVERED, None, now
        Webhook.objects.filter(pk=stored.webhook_id, failing_since__isnull=False).update(failing_since=None)
    else:
        _wait_or_give_up(stored, answer, now)
    stored.save()
    return DeliveryState(stored.state)


def _wait_or_give_up(delivery: Delivery, answer: Answered | None, now: datetime) -> None:
    hook = Webhook.objects.select_for_update(no_key=True).get(pk=delivery.webhook_id)
    wait = seconds_until_next(
        delivery.attempts,
        chance=random.random(),  # noqa: S311 - spreads load, keeps no secret
        asked=answer.retry_after if answer else None,
    )
    if wait is None:
        delivery.state, delivery.due_at = DeliveryState.FAILED, None
    else:
        delivery.due_at = now + timedelta(seconds=wait)
    hook.failing_since = hook.failing_since or now
    is_gone = answer is not None and answer.status == GONE
    if is_gone or now - hook.failing_since >= FAILING_FOR:
        hook.state = WebhookState.FAILED
        logger.warning("webhook %s is given up: %s", hook.pk, delivery.reason)
    hook.save(update_fields=["failing_since", "state"])
