"""Drafts made many at once, and thrown away when nothing hangs on them."""

from uuid import uuid4

import pytest

from claims.errors import ClaimWordingTakenError
from claims.models import Claim, Comment
from claims.queries.using import claims_in_use
from claims.services import create_drafts, discard_drafts
from tests.factories.claims import ClaimFactory, EvidenceFactory, StanceFactory
from tests.factories.workspaces import WorkspaceFactory

pytestmark = pytest.mark.django_db


def make(workspace, numbers=None, **wordings):
    ids = {name: uuid4() for name in wordings}
    made = create_drafts(
        workspace=workspace,
        wordings={ids[name]: text for name, text in wordings.items()},
        numbers={ids[name]: number for name, number in (numbers or {}).items()},
        by=None,
    )
    return [(claim.number, claim.text) for claim in made]


class TestCreating:
    def test_they_are_numbered_in_their_order_after_the_last(self):
        workspace = WorkspaceFactory()
        ClaimFactory(workspace=workspace, number=4)

        assert make(workspace, a=" One  thing. ", b="Two.") == [(5, "One thing."), (6, "Two.")]

    def test_one_gets_its_old_number_back_where_that_is_free(self):
        workspace = WorkspaceFactory()
        ClaimFactory(workspace=workspace, number=4)

        assert make(workspace, {"a": 9, "b": 4}, a="One.", b="Two.") == [(9, "One."), (10, "Two.")]

    def test_a_wording_that_is_taken_makes_none_of_them(self):
        workspace = WorkspaceFactory()
        ClaimFactory(workspace=workspace, text="Taken.")

        with pytest.raises(ClaimWordingTakenError):
            make(workspace, a="Free.", b="TAKEN.")

        assert Claim.objects.count() == 1

    @pytest.mark.parametrize("count", [1, 30])
    def test_many_cost_as_little_as_one(self, count, django_assert_max_num_queries):
        workspace = WorkspaceFactory()

        with django_assert_max_num_queries(16):
            make(workspace, **{f"w{number}": f"Wording {number}." for number in range(count)})


class TestUsing:
    def test_what_people_hung_on_a_claim_holds_it(self):
        claims = ClaimFactory.create_batch(4)
        EvidenceFactory(claim=claims[0])
        StanceFactory(claim=claims[1])
        Comment.objects.create(workspace=claims[2].workspace, claim=claims[2], body="Hm.", token=uuid4())

        used = claims_in_use([claim.pk for claim in claims])

        assert used == {claim.pk for claim in claims[:3]}

    def test_what_the_machine_suggests_does_not(self):
        suggestion = EvidenceFactory(suggested=True)

        assert claims_in_use([suggestion.claim_id]) == set()

    def test_models_that_the_caller_looks_at_itself_are_ignored(self):
        stance = StanceFactory()

        assert claims_in_use([stance.claim_id], ignoring=[type(stance)]) == set()

    def test_of_no_claims_none_is_used(self):
        assert claims_in_use([]) == set()


def test_a_discarded_draft_is_in_the_history_only():
    claim = ClaimFactory()

    discard_drafts(claims=[claim], by=None)

    assert not Claim.objects.exists()
    assert Claim.pgh_event_model.objects.filter(pgh_obj_id=claim.pk, pgh_label="delete").exists()
