"""Pages of webhooks: made, tried, paused, given a new secret, deleted; the secret shows once."""

import pytest
from django.urls import reverse

from feeds.enums import DeliveryState, WebhookState
from feeds.models import Webhook
from tests.factories.feeds import DeliveryFactory, MessageFactory, WebhookFactory
from tests.factories.releases import ClaimSetFactory
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace(db):
    return WorkspaceFactory(slug="locks")


@pytest.fixture
def as_role(client, workspace):
    def log_in(role):
        client.force_login(MembershipFactory(workspace=workspace, role=role).user)
        return client

    return log_in


@pytest.fixture
def editor(as_role):
    return as_role("editor")


def page(name, *arguments):
    return reverse(f"feeds:{name}", args=["locks", *arguments])


def test_an_empty_list_says_what_a_webhook_is_for(editor):
    answer = editor.get(page("webhooks")).content.decode()

    assert "No webhook yet" in answer
    assert page("webhook_create") in answer


def test_a_webhook_is_made_and_its_secret_shown_once(editor, workspace, receiver):
    claim_set = ClaimSetFactory(workspace=workspace)
    given = {"url": receiver.url, "claim_set": claim_set.pk, "event_types": ["release.published"]}

    first = editor.post(page("webhook_create"), given, follow=True)
    second = editor.get(first.redirect_chain[-1][0])

    made = Webhook.objects.get()
    assert (made.url, made.claim_set, made.event_types) == (receiver.url, claim_set, ["release.published"])
    assert made.secret in first.content.decode()
    assert made.secret not in second.content.decode()


@pytest.mark.parametrize("url", ["http://hooks.example/", "https://10.0.0.7/", "nonsense", ""])
def test_an_address_that_is_not_told_is_refused_at_its_field(editor, url):
    answer = editor.post(page("webhook_create"), {"url": url})

    assert answer.status_code == 422
    assert 'id="id_url_error"' in answer.content.decode()
    assert not Webhook.objects.exists()


def test_a_claim_set_of_another_workspace_cannot_be_chosen(editor, receiver):
    answer = editor.post(page("webhook_create"), {"url": receiver.url, "claim_set": ClaimSetFactory().pk})

    assert answer.status_code == 422


def test_changing_pausing_a_new_secret_and_a_test(editor, workspace, receiver):
    hook = WebhookFactory(workspace=workspace, url=receiver.url)

    editor.post(page("webhook", hook.pk), {"url": receiver.url, "event_types": ["claim_set.changed"]})
    editor.post(page("webhook_state", hook.pk), {"state": "paused"})
    shown = editor.post(page("webhook_secret", hook.pk), follow=True).content.decode()
    editor.post(page("webhook_test", hook.pk))

    changed = Webhook.objects.get()
    assert (changed.event_types, changed.state) == (["claim_set.changed"], WebhookState.PAUSED)
    assert changed.former_secret == hook.secret
    assert changed.secret in shown
    assert hook.secret not in shown
    assert changed.deliveries.get().message.type == "webhook.test"


def test_deleting_names_what_is_lost_first(editor, workspace):
    hook = DeliveryFactory(webhook__workspace=workspace).webhook

    asked = editor.get(page("webhook_delete", hook.pk)).content.decode()
    assert "1 message that still waits will not be sent" in asked
    assert Webhook.objects.exists()

    editor.post(page("webhook_delete", hook.pk))
    assert not Webhook.objects.exists()


def test_a_message_can_be_sent_again(editor, workspace):
    delivery = DeliveryFactory(webhook__workspace=workspace, state=DeliveryState.FAILED, due_at=None, attempts=10)

    editor.post(page("delivery_replay", delivery.pk))

    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (DeliveryState.PENDING, 0)


def test_viewers_see_no_buttons_that_would_refuse_them(as_role, workspace):
    hook = DeliveryFactory(webhook__workspace=workspace).webhook
    viewer = as_role("viewer")

    pages = [viewer.get(page("webhooks")).content.decode(), viewer.get(page("webhook", hook.pk)).content.decode()]

    assert all("<form" not in one.split("<main")[1] for one in pages)
    assert hook.secret not in "".join(pages)


def test_lists_cost_the_same_number_of_queries_with_one_row_and_with_more(editor, workspace, django_assert_num_queries):
    hook = DeliveryFactory(webhook__workspace=workspace).webhook
    for more in (0, 3):
        for _ in range(more):
            DeliveryFactory(webhook=WebhookFactory(workspace=workspace))
            DeliveryFactory(webhook=hook, message=MessageFactory(workspace=workspace))
        with django_assert_num_queries(4):
            editor.get(page("webhooks"))
        with django_assert_num_queries(7):
            editor.get(page("webhook", hook.pk))
