"""Making, wording and signing off claims."""

from datetime import timedelta

import pytest

from claims.enums import ClaimKind, ClaimStatus
from claims.errors import ClaimWordingTakenError, StaleClaimError
from claims.models import CLAIM_MAX_LENGTH, Claim
from claims.services import create_claim, edit_claim, set_claim_status
from common.errors import InvalidInputError
from tests.factories.claims import ClaimFactory
from tests.factories.workspaces import UserFactory, WorkspaceFactory
from tests.support.threads import at_once


def make(workspace, text="Tides set the timetable.", **fields):
    return create_claim(workspace=workspace, text=text, kind=ClaimKind.FACTUAL, by=None, **fields)


@pytest.mark.django_db
class TestCreate:
    def test_numbers_count_up_in_each_workspace(self):
        here, there = WorkspaceFactory(), WorkspaceFactory()
        assert [make(here, "One.").number, make(here, "Two.").number, make(there, "One.").number] == [1, 2, 1]

    def test_a_claim_is_a_draft_without_a_topic_and_remembers_who_made_it(self):
        user = UserFactory()
        claim = create_claim(workspace=WorkspaceFactory(), text="A.", kind=ClaimKind.CAUSAL, by=user)
        assert (claim.status, claim.topic, claim.created_by) == (ClaimStatus.DRAFT, "", user)

    def test_white_space_is_folded_and_letters_composed(self):
        claim = make(WorkspaceFactory(), "  The cafe\u0301\n closes   early. ", topic="  sea \t trade ")
        assert (claim.text, claim.topic) == ("The café closes early.", "sea trade")

    def test_same_wording_in_other_letters_is_refused_and_names_the_claim(self):
        workspace = WorkspaceFactory()
        first = make(workspace, "Tides set the timetable.")
        with pytest.raises(ClaimWordingTakenError) as error:
            make(workspace, "TIDES set  the timetable.")
        assert error.value.details == {"field": "text", "number": first.number}

    def test_the_same_wording_is_free_in_another_workspace(self):
        make(WorkspaceFactory())
        assert make(WorkspaceFactory()).number == 1

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"text": " \n "}, "text"),
            ({"text": "x" * (CLAIM_MAX_LENGTH + 1)}, "text"),
            ({"topic": "x" * 81}, "topic"),
            ({"status": "perfect"}, "status"),
        ],
    )
    def test_what_breaks_a_rule_is_refused_with_its_field(self, fields, field):
        with pytest.raises(InvalidInputError) as error:
            make(WorkspaceFactory(), **fields)
        assert error.value.details["field"] == field
        assert Claim.objects.count() == 0

    def test_the_history_knows_who_made_it(self):
        user = UserFactory()
        claim = create_claim(workspace=WorkspaceFactory(), text="A.", kind=ClaimKind.CAUSAL, by=user)
        event = claim.events.get()
        assert (event.pgh_label, event.pgh_context.metadata["user"]) == ("insert", str(user.pk))


@pytest.mark.django_db
class TestEdit:
    def edit(self, claim, **fields):
        wanted = {"text": claim.text, "kind": claim.kind, "topic": claim.topic, **fields}
        return edit_claim(claim=claim, by=None, **wanted)

    def test_text_kind_and_topic_change(self):
        claim = self.edit(ClaimFactory(), text="Tides rule.", kind=ClaimKind.NORMATIVE, topic="tides")
        claim.refresh_from_db()
        assert (claim.text, claim.kind, claim.topic) == ("Tides rule.", ClaimKind.NORMATIVE, "tides")

    def test_a_stale_save_is_refused_with_what_is_stored(self):
        claim = ClaimFactory()
        opened_at = claim.updated_at
        self.edit(claim, text="Mine came first.")
        with pytest.raises(StaleClaimError) as error:
            self.edit(claim, text="Mine came second.", opened_at=opened_at)
        claim.refresh_from_db()
        assert claim.text == "Mine came first."
        assert error.value.details["text"] == "Mine came first."
        assert error.value.details["updated_at"] == claim.updated_at

    def test_a_fresh_save_passes(self):
        claim = ClaimFactory()
        assert self.edit(claim, text="Fresh.", opened_at=claim.updated_at).text == "Fresh."

    def test_saving_what_is_stored_already_is_no_conflict_and_writes_nothing(self):
        claim = ClaimFactory()
        self.edit(claim, opened_at=claim.updated_at - timedelta(days=1))
        assert claim.events.count() == 1

    def test_another_claims_wording_is_refused(self):
        other = ClaimFactory(text="Tides rule.")
        claim = ClaimFactory(workspace=other.workspace)
        with pytest.raises(ClaimWordingTakenError):
            self.edit(claim, text="tides rule.")

    def test_its_own_wording_in_other_letters_is_allowed(self):
        claim = ClaimFactory(text="tides rule.")
        assert self.edit(claim, text="Tides rule.").text == "Tides rule."


@pytest.mark.django_db
class TestStatus:
    def test_the_status_changes_and_the_history_says_by_whom(self):
        claim, user = ClaimFactory(status=ClaimStatus.DRAFT), UserFactory()
        set_claim_status(claim=claim, status=ClaimStatus.PROPOSED, by=user)
        event = claim.events.get(pgh_label="update")
        assert (event.status, event.pgh_context.metadata["user"]) == (ClaimStatus.PROPOSED, str(user.pk))

    def test_the_same_status_writes_nothing(self):
        claim = ClaimFactory(status=ClaimStatus.DRAFT)
        set_claim_status(claim=claim, status=ClaimStatus.DRAFT, by=None)
        assert claim.events.count() == 1

    def test_an_unknown_status_is_refused(self):
        with pytest.raises(InvalidInputError):
            set_claim_status(claim=ClaimFactory(), status="perfect", by=None)


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_claims_made_at_once_get_distinct_successive_numbers(self):
        workspace = WorkspaceFactory()
        works = [lambda n=n: make(workspace, f"Proposition {n}.").number for n in range(8)]
        assert sorted(at_once(*works)) == [1, 2, 3, 4, 5, 6, 7, 8]

    def test_one_wording_made_at_once_is_one_claim_and_one_clear_refusal(self):
        workspace = WorkspaceFactory()
        outcomes = at_once(lambda: make(workspace), lambda: make(workspace))
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Claim", "ClaimWordingTakenError"]

    def test_of_two_edits_from_the_same_form_the_second_is_refused(self):
        claim = ClaimFactory()

        def edit(text):
            return edit_claim(
                claim=claim, text=text, kind=claim.kind, topic="", by=None, opened_at=claim.updated_at
            ).text

        outcomes = at_once(lambda: edit("From one."), lambda: edit("From the other."))
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["StaleClaimError", "str"]
