"""Webhooks are told what they listen to, in the transaction that it happens in, and nothing else."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from common.errors import InvalidInputError
from feeds import services
from feeds.enums import DeliveryState, EventType, WebhookState
from feeds.errors import WebhookTargetError
from feeds.models import Delivery, Message, Webhook
from feeds.services.webhooks import MOST_WEBHOOKS
from feeds.signals import claim_set_moved
from releases.models import ClaimSet
from releases.signals import release_published
from tests.factories.feeds import DeliveryFactory, WebhookFactory
from tests.factories.releases import ClaimSetFactory, ReleaseFactory
from tests.factories.workspaces import UserFactory, WorkspaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim_set(db):
    return ClaimSetFactory(slug="harbours")


def move(claim_set, position=7):
    claim_set_moved.send(sender=ClaimSet, claim_set=claim_set, position=position)


def test_message_says_what_happened_and_where_to_read_it(claim_set):
    WebhookFactory(workspace=claim_set.workspace)
    release = ReleaseFactory(claim_set=claim_set, number=3)

    release_published.send(sender=type(release), release=release)
    move(claim_set)

    first, second = Message.objects.all()
    assert (first.type, first.body["data"]) == (
        "release.published",
        {
            "claim_set": "harbours",
            "number": 3,
            "root_hash": release.root_hash,
            "release": "/api/v1/claim-sets/harbours/releases/3/",
        },
    )
    assert second.body["data"] == {
        "claim_set": "harbours",
        "position": 7,
        "changes": "/api/v1/claim-sets/harbours/changes/",
    }
    assert set(second.body) == {"type", "timestamp", "data"}


def test_only_those_are_told_who_listen(claim_set):
    workspace = claim_set.workspace
    told = [
        WebhookFactory(workspace=workspace),
        WebhookFactory(workspace=workspace, claim_set=claim_set, event_types=["claim_set.changed"]),
    ]
    WebhookFactory(workspace=workspace, claim_set=ClaimSetFactory(workspace=workspace))
    WebhookFactory(workspace=workspace, event_types=["release.published"])
    WebhookFactory(workspace=workspace, state=WebhookState.PAUSED)
    WebhookFactory()

    move(claim_set)

    assert {one.webhook for one in Delivery.objects.all()} == set(told)


def test_what_is_rolled_back_is_not_told(claim_set):
    WebhookFactory(workspace=claim_set.workspace)

    with transaction.atomic():
        move(claim_set)
        transaction.set_rollback(True)

    assert not Message.objects.exists()


def test_many_changes_before_the_first_is_told_are_one_message(claim_set):
    hook = WebhookFactory(workspace=claim_set.workspace)
    for position in (1, 2, 3):
        move(claim_set, position)
    assert hook.deliveries.count() == 1

    hook.deliveries.update(attempts=1)  # it is under way, so what comes now has to be told anew
    move(claim_set, 4)

    assert hook.deliveries.count() == 2


@pytest.mark.parametrize(
    "url",
    ["http://hooks.example/", "https://127.0.0.1/", "https://10.0.0.7/x", "https://user:pw@hooks.example/", "nonsense"],
)
def test_targets_pass_the_guard_of_everything_that_is_asked(db, url):
    with pytest.raises(WebhookTargetError):
        services.create_webhook(workspace=WorkspaceFactory(), url=url, by=None)


def test_a_webhook_has_a_secret_of_its_own_and_known_events(receiver):
    workspace = WorkspaceFactory()
    hooks = [services.create_webhook(workspace=workspace, url=receiver.url, by=None) for _ in range(2)]

    assert len({hook.secret for hook in hooks}) == 2
    assert all(hook.secret.startswith("whsec_") for hook in hooks)
    with pytest.raises(InvalidInputError, match="no event"):
        services.create_webhook(workspace=workspace, url=receiver.url, event_types=["nothing"], by=None)


def test_a_workspace_has_a_limit_of_webhooks(receiver):
    workspace = WorkspaceFactory()
    WebhookFactory.create_batch(MOST_WEBHOOKS, workspace=workspace)

    with pytest.raises(InvalidInputError, match="at most"):
        services.create_webhook(workspace=workspace, url=receiver.url, by=None)


def test_a_test_message_goes_to_one_webhook_whatever_it_listens_to(db):
    hook = WebhookFactory(event_types=["release.published"])
    WebhookFactory(workspace=hook.workspace)

    delivery = services.send_test(webhook=hook, by=UserFactory(name="Ada Moss"))

    assert Delivery.objects.get() == delivery
    assert delivery.message.body["data"] == {"sent_by": "Ada Moss"}


def test_secrets_stand_in_no_history(db):
    hook = services.rotate_secret(webhook=WebhookFactory(), by=None)

    fields = {field.name for field in Webhook.pgh_event_model._meta.get_fields()}
    assert not fields & {"secret", "former_secret"}
    assert hook.former_secret != hook.secret


def test_replaying_since_sends_again_what_was_written_since_then(db):
    hook = WebhookFactory()
    rows = [
        DeliveryFactory(webhook=hook, state=DeliveryState.DELIVERED, due_at=None, delivered_at=timezone.now())
        for _ in range(3)
    ]
    now = timezone.now()
    Message.objects.filter(pk=rows[0].message_id).update(created_at=now - timedelta(days=2))

    number = services.replay_since(webhook=hook, since=now - timedelta(days=1))

    assert number == 2
    assert set(hook.deliveries.filter(state=DeliveryState.PENDING)) == set(rows[1:])
    with pytest.raises(InvalidInputError):
        services.replay_since(webhook=hook, since=now - timedelta(days=31))


def test_events_are_known_words(db):
    assert set(EventType.values) == {"claim_set.changed", "release.published", "release.noticed", "webhook.test"}
