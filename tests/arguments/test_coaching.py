"""The reasoning coach on its page: hints, putting them aside, and bringing them back."""

import re

import pytest
from django.urls import reverse

from agreement.enums import AliasState
from agreement.models import WorkspaceAlias
from arguments.enums import Relation
from arguments.models import LintDismissal
from arguments.queries.coaching import coach_map
from arguments.services import create_argument, dismiss_hint, restore_hint
from claims.enums import Bearing
from claims.models import Claim
from common.errors import InvalidInputError
from tests.factories.arguments import ArgumentMapFactory
from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.workspaces import MembershipFactory
from workspaces.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return MembershipFactory(role=Role.ANNOTATOR)


@pytest.fixture
def shown(member):
    workspace = member.workspace
    lead = ClaimFactory(workspace=workspace, text="Socrates is mortal.")
    reason(lead, ClaimFactory(workspace=workspace, text="Socrates is human."))
    return ArgumentMapFactory(lead_claim=lead)


def reason(conclusion, *premises):
    return create_argument(
        workspace=conclusion.workspace,
        relation=Relation.SUPPORTS,
        conclusion=conclusion,
        premises=[(premise, "stated") for premise in premises],
        by=None,
    )


def address(name, shown, *rest):
    return reverse(f"arguments:{name}", args=[shown.workspace.slug, shown.slug, *rest])


def said(hints):
    return [hint.said for hint in hints]


class TestHints:
    def test_the_gap_is_told(self, shown):
        label = shown.lead_claim.label

        assert f"“mortal” of {label} stands in no premise of this step." in said(coach_map(shown).likely)

    def test_names_of_the_workspace_close_a_gap(self, shown, member):
        WorkspaceAlias.objects.create(
            workspace=member.workspace, name="mortal", form="human", state=AliasState.ACCEPTED
        )

        assert not any("mortal" in one for one in said(coach_map(shown).hints))

    def test_accepted_evidence_outside_the_map_is_told_and_suggested_is_not(self, shown, member):
        idle, suggested = ClaimFactory.create_batch(2, workspace=member.workspace)
        EvidenceFactory(claim=idle, bearing=Bearing.SUPPORTS)
        EvidenceFactory(claim=suggested, bearing=Bearing.SUPPORTS, suggested=True)

        told = [one for one in said(coach_map(shown).possible) if "bears on nothing" in one]

        assert told == [f"{idle.label} has 1 passage and bears on nothing in this map."]


class TestDismissing:
    def hint(self, shown):
        return next(one for one in coach_map(shown).likely if "mortal" in one.said)

    def test_a_dismissed_hint_is_listed_apart_with_who_and_why(self, shown, member):
        hint = self.hint(shown)

        dismiss_hint(shown=shown, fingerprint=hint.fingerprint, reason="Everybody knows.", by=member.user)

        coached = coach_map(shown)
        assert hint not in coached.hints
        (one,) = coached.dismissed
        assert (one.hint, one.dismissal.reason, one.dismissal.by) == (hint, "Everybody knows.", member.user)

    def test_it_comes_back_when_the_wording_changes(self, shown):
        dismiss_hint(shown=shown, fingerprint=self.hint(shown).fingerprint, by=None)

        Claim.objects.filter(text="Socrates is human.").update(text="Socrates is a human being.")

        assert "mortal" in self.hint(shown).said
        assert coach_map(shown).dismissed[0].hint is None

    def test_dismissing_twice_keeps_the_last_reason(self, shown):
        fingerprint = self.hint(shown).fingerprint
        for reason in ("One.", "Another."):
            dismiss_hint(shown=shown, fingerprint=fingerprint, reason=reason, by=None)

        assert LintDismissal.objects.get().reason == "Another."

    def test_it_can_be_brought_back(self, shown):
        fingerprint = self.hint(shown).fingerprint
        dismiss_hint(shown=shown, fingerprint=fingerprint, by=None)

        restore_hint(shown=shown, fingerprint=fingerprint, by=None)

        assert self.hint(shown).fingerprint == fingerprint

    @pytest.mark.parametrize(("fingerprint", "reason"), [("abc", ""), ("0" * 64, "x" * 301)])
    def test_what_names_no_hint_or_says_too_much_is_refused(self, shown, fingerprint, reason):
        with pytest.raises(InvalidInputError):
            dismiss_hint(shown=shown, fingerprint=fingerprint, reason=reason, by=None)


class TestPage:
    @pytest.fixture(autouse=True)
    def logged_in(self, client, member):
        client.force_login(member.user)

    def test_it_shows_hints_with_links_to_their_cards(self, client, shown):
        page = client.get(address("map_coach", shown)).content.decode()

        assert f"“mortal” of {shown.lead_claim.label} stands in no premise" in page
        assert f'href="{address("map_detail", shown)}#c-{shown.lead_claim.number}"' in page

    def test_beside_the_map_it_is_a_fragment_that_says_how_many_are_likely(self, client, shown):
        fragment = client.get(address("map_coach", shown), headers={"hx-request": "true"}).content.decode()

        assert "<html" not in fragment
        assert int(re.search(r'data-count="(\d+)"', fragment)[1]) == len(coach_map(shown).likely)

    def test_a_hint_is_put_aside_and_brought_back_without_a_script(self, client, shown):
        fingerprint = coach_map(shown).likely[0].fingerprint

        client.post(address("hint_dismiss", shown, fingerprint), {"reason": "Plain."})
        assert "1 put aside" in client.get(address("map_coach", shown)).content.decode()
        client.post(address("hint_restore", shown, fingerprint))

        assert not LintDismissal.objects.exists()

    def test_a_viewer_reads_but_may_not_put_aside(self, client, shown):
        client.force_login(MembershipFactory(workspace=shown.workspace, role=Role.VIEWER).user)

        page = client.get(address("map_coach", shown)).content.decode()

        assert "Does not apply" not in page
        assert client.post(address("hint_dismiss", shown, "0" * 64)).status_code == 403

    def test_script_in_a_claim_stays_text(self, client, shown):
        reason(shown.lead_claim, ClaimFactory(workspace=shown.workspace, text="<script>alert(1)</script> Zeus."))

        page = client.get(address("map_coach", shown)).content.decode()

        assert "<script>alert" not in page

    @pytest.mark.parametrize("reasons", [1, 3])
    def test_the_page_takes_so_many_queries_whatever_the_number(
        self, client, shown, reasons, django_assert_num_queries
    ):
        for premise in ClaimFactory.create_batch(reasons, workspace=shown.workspace):
            reason(shown.lead_claim, premise)

        with django_assert_num_queries(11):
            client.get(address("map_coach", shown))
