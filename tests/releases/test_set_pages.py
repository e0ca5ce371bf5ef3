"""Pages of claim sets inside a workspace: what members see, what editors do there."""

import pytest
from django.urls import reverse

from tests.factories.claims import ClaimFactory
from tests.factories.releases import ClaimSetEntryFactory, ClaimSetFactory, NoticeFactory, ReleaseFactory
from tests.factories.workspaces import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    member = MembershipFactory(role="editor")
    client.force_login(member.user)
    return member


def page(name, member, *arguments):
    return reverse(f"releases:{name}", args=[member.workspace.slug, *arguments])


class TestList:
    def test_it_tells_of_each_set_how_it_is_gathered_and_how_many_claims_it_has(self, client, editor):
        workspace = editor.workspace
        by_hand = ClaimSetFactory(workspace=workspace, title="A by hand")
        ClaimSetEntryFactory(claim_set=by_hand)
        ClaimSetFactory(workspace=workspace, title="B by filter", gathering="by_filter", filter={"topic": ["mud"]})
        ClaimFactory.create_batch(2, workspace=workspace, topic="mud")
        ClaimSetFactory(workspace=workspace, title="C empty")
        ClaimSetFactory(title="Of another workspace")

        rows = client.get(page("set_list", editor)).context["rows"]

        assert [(one.title, count) for one, count in rows] == [("A by hand", 1), ("B by filter", 2), ("C empty", 0)]

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_takes_five_queries_whatever_the_number_of_sets(self, client, editor, number, django_assert_num_queries):
        for gathering in ("by_hand", "by_filter"):
            ClaimSetFactory.create_batch(number, workspace=editor.workspace, gathering=gathering)

        with django_assert_num_queries(5):
            client.get(page("set_list", editor))

    def test_without_a_set_it_says_what_one_is_for(self, client, editor):
        assert "can cite them" in client.get(page("set_list", editor)).content.decode()


class TestDetail:
    @pytest.mark.parametrize("number", [1, 3])
    def test_it_takes_eight_queries_whatever_is_in_the_set(self, client, editor, number, django_assert_num_queries):
        shown = ClaimSetFactory(workspace=editor.workspace, slug="harbours")
        ClaimSetEntryFactory.create_batch(number, claim_set=shown)
        for place in range(number):
            NoticeFactory(release=ReleaseFactory(claim_set=shown, number=place + 1))

        with django_assert_num_queries(8):
            client.get(page("set_detail", editor, "harbours"))
