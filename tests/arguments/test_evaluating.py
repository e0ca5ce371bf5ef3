"""The evaluation of a map: base scores from evidence and by hand, verdicts, the page, the files."""

import csv
import io
import json
import re

import pytest
from django.urls import reverse

from arguments.enums import GradualSemantics, Relation
from arguments.models import BaseScore
from arguments.queries.evaluating import evaluate_map, score_history
from arguments.services import choose_semantics, create_argument, reset_base_score, set_base_score
from claims.enums import Bearing
from common.errors import InvalidInputError
from sources.enums import SourceStatus
from sources.models import Source
from tests.factories.arguments import ArgumentMapFactory
from tests.factories.claims import ClaimFactory, EvidenceFactory, StanceFactory
from tests.factories.workspaces import MembershipFactory
from workspaces.enums import Role

pytestmark = pytest.mark.django_db

ENERGY = GradualSemantics.QUADRATIC_ENERGY


@pytest.fixture
def member():
    return MembershipFactory(role=Role.EDITOR)


@pytest.fixture
def shown(member):
    return map_of(member.workspace)


def map_of(workspace, reasons=1):
    lead = ClaimFactory(workspace=workspace)
    for premise in ClaimFactory.create_batch(reasons, workspace=workspace):
        argue(Relation.SUPPORTS, lead, premise)
    return ArgumentMapFactory(lead_claim=lead)


def argue(relation, conclusion, premise, target=None):
    return create_argument(
        workspace=premise.workspace,
        relation=relation,
        conclusion=conclusion,
        target=target,
        premises=[(premise, "stated")],
        by=None,
    )


def lead_of(shown, **more):
    return evaluate_map(shown, ENERGY, **more).assessment.claims[str(shown.lead_claim_id)]


def evidence_on(claim, bearing=Bearing.SUPPORTS, reliability="a", credibility="1"):
    made = EvidenceFactory(claim=claim, bearing=bearing)
    Source.objects.filter(pk=made.passage.source_id).update(reliability=reliability, credibility=credibility)
    return made


def address(name, shown, *rest, **query):
    url = reverse(f"arguments:{name}", args=[shown.workspace.slug, shown.slug, *rest])
    return f"{url}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else url


class TestBaseScores:
    def test_evidence_decides_and_stances_do_not(self, shown):
        StanceFactory(claim=shown.lead_claim)
        assert lead_of(shown).base == 0.5

        evidence_on(shown.lead_claim)

        assert lead_of(shown).base == pytest.approx(2 / 3)

    def test_suggested_evidence_and_retracted_sources_count_nothing(self, shown):
        EvidenceFactory(claim=shown.lead_claim, bearing=Bearing.SUPPORTS, suggested=True)
        made = evidence_on(shown.lead_claim)
        Source.objects.filter(pk=made.passage.source_id).update(
            status=SourceStatus.RETRACTED, status_on="2024-01-01", status_reason="Made up."
        )

        evaluated = evaluate_map(shown, ENERGY)

        node = evaluated.claims[str(shown.lead_claim_id)]
        assert (node.value, node.evidence.retracted) == (0.5, 1)

    def test_passages_of_one_source_weigh_as_one(self, shown):
        first = evidence_on(shown.lead_claim)
        EvidenceFactory(
            claim=shown.lead_claim,
            bearing=Bearing.SUPPORTS,
            passage__source=Source.objects.get(pk=first.passage.source_id),
        )

        assert lead_of(shown).base == pytest.approx(2 / 3)

    def test_a_score_by_hand_stands_above_the_evidence_until_it_is_reset(self, shown, member):
        evidence_on(shown.lead_claim)
        set_base_score(shown=shown, node=shown.lead_claim, value=0.2, reason="The report is old.", by=member.user)
        assert lead_of(shown).base == 0.2

        reset_base_score(shown=shown, node=shown.lead_claim, by=member.user)

        assert lead_of(shown).base == pytest.approx(2 / 3)
        told = [(one.who, one.value, one.reason) for one in score_history(shown, shown.lead_claim)]
        assert told[-1] == (str(member.user), 0.2, "The report is old.")

    def test_it_holds_in_its_map_only(self, shown):
        other = ArgumentMapFactory(lead_claim=shown.lead_claim)
        set_base_score(shown=shown, node=shown.lead_claim, value=0.9, by=None)

        assert lead_of(other).base == 0.5

    def test_an_inference_can_be_weakened_by_hand(self, shown):
        step = shown.lead_claim.arguments.get()
        before = lead_of(shown).strength

        set_base_score(shown=shown, node=step, value=0.1, by=None)

        assert lead_of(shown).strength < before

    @pytest.mark.parametrize("value", [-0.1, 1.1, float("nan"), float("inf")])
    def test_what_is_no_score_is_refused(self, shown, value):
        with pytest.raises(InvalidInputError):
            set_base_score(shown=shown, node=shown.lead_claim, value=value, by=None)

        assert not BaseScore.objects.exists()

    def test_a_claim_from_elsewhere_is_refused(self, shown):
        with pytest.raises(InvalidInputError):
            set_base_score(shown=shown, node=ClaimFactory(), value=0.5, by=None)


class TestVerdicts:
    def test_a_reason_raises_and_an_objection_lowers(self, shown):
        raised = lead_of(shown).strength
        argue(Relation.OPPOSES, shown.lead_claim, ClaimFactory(workspace=shown.workspace))

        assert raised > 0.5 > lead_of(shown).strength - 0.01

    def test_the_claim_that_moves_the_lead_most_comes_first(self, shown):
        weak = shown.lead_claim.arguments.get().premises.get().claim
        set_base_score(shown=shown, node=shown.lead_claim.arguments.get(), value=0.1, by=None)
        strong = ClaimFactory(workspace=shown.workspace)
        argue(Relation.SUPPORTS, shown.lead_claim, strong)

        found = evaluate_map(shown, ENERGY).sensitivity

        assert [swing.claim_id for swing in found.swings] == [str(strong.pk), str(weak.pk)]
        assert (found.tried, found.of) == (2, 2)
        assert found.swings[0].refuted < found.swings[0].proved

    def test_a_map_of_one_claim_has_nothing_to_move_it(self, member):
        alone = ArgumentMapFactory(lead_claim=ClaimFactory(workspace=member.workspace))

        assert lead_of(alone).strength == 0.5
        assert evaluate_map(alone, ENERGY).sensitivity.swings == ()

    def test_an_evaluation_whose_time_ran_out_says_so(self, shown):
        assert evaluate_map(shown, ENERGY).is_complete
        assert not evaluate_map(shown, ENERGY, seconds=0).is_complete

    def test_a_circle_of_objections_is_evaluated_too(self, shown):
        one, other = ClaimFactory.create_batch(2, workspace=shown.workspace)
        argue(Relation.SUPPORTS, shown.lead_claim, one)
        argue(Relation.OPPOSES, one, other)
        argue(Relation.OPPOSES, other, one)

        verdict = evaluate_map(shown, ENERGY).assessment.claims[str(one.pk)]

        assert verdict.grounded == "undecided"


class TestPage:
    @pytest.fixture(autouse=True)
    def logged_in(self, client, member):
        client.force_login(member.user)

    def test_it_shows_every_claim_with_number_word_and_verdicts(self, client, shown):
        page = client.get(address("map_evaluation", shown)).content.decode()

        assert page.count('class="verdict') >= 2
        assert "undecided" in page
        assert "grounded" in page
        assert f'href="{address("map_detail", shown)}#c-{shown.lead_claim.number}"' in page

    def test_beside_the_map_it_hands_the_strengths_to_the_drawing(self, client, shown):
        fragment = client.get(address("map_evaluation", shown), headers={"hx-request": "true"}).content.decode()

        data = json.loads(re.search(r'id="map-strengths" type="application/json">(.*?)</script>', fragment)[1])
        assert "<html" not in fragment
        assert data["claims"][str(shown.lead_claim.number)]["words"].startswith("Strength 0.")
        assert list(data["arguments"]) == [str(shown.lead_claim.arguments.get().pk)]

    @pytest.mark.parametrize("semantics", GradualSemantics.values)
    @pytest.mark.parametrize("sort", ["strength", "weakest", "change", "base", "disagreement", "number", "nonsense"])
    def test_every_semantics_and_order_can_be_looked_at(self, client, shown, semantics, sort):
        assert client.get(address("map_evaluation", shown, semantics=semantics, sort=sort)).status_code == 200

    def test_an_editor_keeps_a_semantics_for_the_map(self, client, shown):
        client.post(address("map_semantics", shown), {"semantics": "df-quad"})

        shown.refresh_from_db()
        assert shown.semantics == "df-quad"

    def test_an_unknown_semantics_is_refused(self, shown):
        with pytest.raises(InvalidInputError):
            choose_semantics(shown=shown, semantics="oracle", by=None)

    def test_a_base_score_is_set_and_reset_from_the_page(self, client, shown):
        url = address("claim_score", shown, shown.lead_claim.number)

        client.post(url, {"value": "0.8", "reason": "Well known."})
        assert "set by hand" in client.get(address("map_evaluation", shown)).content.decode()
        client.post(url, {"reset": "1"})

        assert not BaseScore.objects.exists()

    @pytest.mark.parametrize("value", ["", "x", "2", "-1", "nan"])
    def test_what_is_no_number_is_told_in_the_fragment(self, client, shown, value):
        url = address("claim_score", shown, shown.lead_claim.number)

        response = client.post(url, {"value": value}, headers={"hx-request": "true"})

        assert response.status_code == 422
        assert "A base score is a number from 0 to 1" in response.content.decode()

    def test_why_names_the_cards_behind_a_verdict(self, client, shown):
        premise = shown.lead_claim.arguments.get().premises.get().claim

        page = client.get(address("claim_why", shown, shown.lead_claim.number)).content.decode()

        assert f"#c-{premise.number}" in page
        assert "What moved its strength" in page

    def test_why_of_an_inference_is_a_page_too(self, client, shown):
        step = shown.lead_claim.arguments.get()

        assert client.get(address("argument_why", shown, step.pk)).status_code == 200

    def test_why_of_what_is_not_in_the_map_is_not_found(self, client, shown):
        other = ClaimFactory(workspace=shown.workspace)

        assert client.get(address("claim_why", shown, other.number)).status_code == 404

    def test_the_files_hold_the_same_numbers(self, client, shown):
        data = client.get(address("evaluation_json", shown)).json()
        table = client.get(address("evaluation_csv", shown)).content.decode("utf-8-sig")

        rows = {int(row["claim"]): float(row["strength"]) for row in csv.DictReader(io.StringIO(table))}
        assert rows == {one["claim"]: one["strength"] for one in data["claims"]}
        assert data["semantics"] == "quadratic-energy"

    def test_a_formula_in_a_claim_stays_text_in_the_table(self, client, member):
        lead = ClaimFactory(workspace=member.workspace, text="=1+1 is what it says.")
        shown = ArgumentMapFactory(lead_claim=lead)

        table = client.get(address("evaluation_csv", shown)).content.decode("utf-8-sig")

        assert "'=1+1" in table

    def test_an_annotator_reads_but_sets_nothing(self, client, shown):
        client.force_login(MembershipFactory(workspace=shown.workspace, role=Role.ANNOTATOR).user)

        page = client.get(address("map_evaluation", shown)).content.decode()

        assert "score-form" not in page
        assert client.post(address("claim_score", shown, shown.lead_claim.number), {"value": "0.8"}).status_code == 403
        assert client.post(address("map_semantics", shown), {"semantics": "euler"}).status_code == 403

    @pytest.mark.parametrize("reasons", [1, 3])
    def test_the_page_takes_so_many_queries_whatever_the_number(
        self, client, member, reasons, django_assert_num_queries
    ):
        shown = map_of(member.workspace, reasons)
        for argument in shown.lead_claim.arguments.all():
            evidence_on(argument.premises.get().claim)

        with django_assert_num_queries(12):
            client.get(address("map_evaluation", shown))
