"""Messages arrive signed, at least once, with an id that stays; what fails waits longer each time, and ends."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError

from feeds import delivering
from feeds.domain.retrying import INTERVALS
from feeds.enums import DeliveryState, WebhookState
from feeds.models import Delivery, Webhook
from feeds.services import replay_delivery, rotate_secret
from tests.factories.feeds import DeliveryFactory, WebhookFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery(receiver):
    return DeliveryFactory(webhook__url=receiver.url)


def make_due(delivery):
    Delivery.objects.filter(pk=delivery.pk).update(due_at=timezone.now())


def test_message_arrives_and_verifies_with_the_library_of_the_standard(receiver, delivery):
    assert delivering.deliver_due() == {"delivered": 1, "pending": 0, "failed": 0}

    path, headers, body = receiver.received[0]
    assert path == "/hook?a=b"
    assert Verifier(delivery.webhook.secret).verify(body, headers) == delivery.message.body
    assert headers["webhook-id"] == str(delivery.message_id)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.answered) == (DeliveryState.DELIVERED, 1, 204)
    assert delivering.deliver_due() == {"delivered": 0, "pending": 0, "failed": 0}


def test_a_former_secret_verifies_for_a_day(receiver, delivery):
    former = delivery.webhook.secret
    hook = rotate_secret(webhook=delivery.webhook, by=None)

    delivering.deliver_due()
    Webhook.objects.update(former_until=timezone.now() - timedelta(seconds=1))
    replay_delivery(delivery=delivery)
    delivering.deliver_due()

    (_, first, body), (_, second, _) = receiver.received
    for secret in (former, hook.secret):
        Verifier(secret).verify(body, first)
    Verifier(hook.secret).verify(body, second)
    with pytest.raises(WebhookVerificationError):
        Verifier(former).verify(body, second)


def test_what_fails_is_tried_ten_times_with_the_same_id_and_then_given_up(receiver, delivery):
    receiver.status = 500
    waits = []

    for _ in range(len(INTERVALS) + 1):
        make_due(delivery)
        before = timezone.now()
        delivering.deliver_due()
        delivery.refresh_from_db()
        if delivery.due_at:
            waits.append((delivery.due_at - before).total_seconds())

    assert all(wanted <= wait < 1.3 * wanted + 5 for wait, wanted in zip(waits, INTERVALS, strict=True))
    assert (delivery.state, delivery.attempts, delivery.answered) == (DeliveryState.FAILED, 10, 500)
    assert "500" in delivery.reason
    assert {headers["webhook-id"] for _, headers, _ in receiver.received} == {str(delivery.message_id)}


def test_a_receiver_that_asks_to_wait_is_left_alone(receiver, delivery):
    receiver.status, receiver.headers = 429, {"Retry-After": "3600"}

    delivering.deliver_due()

    delivery.refresh_from_db()
    assert delivery.due_at - timezone.now() > timedelta(seconds=3500)


@pytest.mark.parametrize(("status", "failing_for"), [(410, timedelta(0)), (503, timedelta(days=3))])
def test_a_webhook_that_is_gone_or_fails_for_days_gets_nothing_more(receiver, delivery, status, failing_for):
    receiver.status = status
    Webhook.objects.update(failing_since=timezone.now() - failing_for)
    waiting = DeliveryFactory(webhook=delivery.webhook)

    delivering.deliver_due()

    assert Webhook.objects.get().state == WebhookState.FAILED
    assert len(receiver.received) == 1
    waiting.refresh_from_db()
    assert waiting.state == DeliveryState.PENDING


def test_a_success_ends_the_time_of_failing(receiver, delivery):
    Webhook.objects.update(failing_since=timezone.now() - timedelta(days=2))

    delivering.deliver_due()

    assert Webhook.objects.get().failing_since is None


def test_redirects_are_not_followed(receiver, delivery):
    receiver.status, receiver.headers = 307, {"Location": "http://127.0.0.1:9/"}

    delivering.deliver_due()

    delivery.refresh_from_db()
    assert (delivery.state, delivery.answered) == (DeliveryState.PENDING, 307)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://169.254.169.254/latest/", "http://[::1]/", "ftp://x.example/"]
)
def test_an_address_that_turned_inwards_is_refused_when_it_is_sent_to(db, url):
    delivery = DeliveryFactory(webhook__url=url)

    assert delivering.deliver_due()["pending"] == 1

    delivery.refresh_from_db()
    assert delivery.answered is None
    assert delivery.reason


def test_paused_webhooks_wait(receiver, delivery):
    Webhook.objects.update(state=WebhookState.PAUSED)

    assert delivering.deliver_due() == {"delivered": 0, "pending": 0, "failed": 0}


def test_one_that_was_taken_by_a_killed_worker_is_due_again_after_a_minute(receiver, delivery):
    taken = delivering._take()

    assert delivering._take() is None
    assert timedelta(seconds=50) < taken.due_at - timezone.now() <= delivering.TAKEN_FOR
    make_due(delivery)
    delivering.deliver_due()
    assert len(receiver.received) == 1


def test_a_worker_that_comes_back_late_changes_nothing(receiver, delivery):
    late = delivering._take()
    make_due(delivery)
    delivering.deliver_due()

    delivering._note(late, None, "The line broke.")

    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.DELIVERED


@pytest.mark.django_db(transaction=True)
def test_many_workers_send_each_message_once(receiver):
    hook = WebhookFactory(url=receiver.url)
    deliveries = [DeliveryFactory(webhook=hook) for _ in range(24)]

    def work(_):
        try:
            return delivering.deliver_due()["delivered"]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        sent = list(pool.map(work, range(4)))

    assert sum(sent) == len(deliveries)
    ids = [headers["webhook-id"] for _, headers, _ in receiver.received]
    assert sorted(ids) == sorted(str(one.message_id) for one in deliveries)
