"""Grades, and what retracting a source shows before and marks afterwards."""

from datetime import date

import pytest
from django.test import Client

from claims.enums import Bearing, Position
from common.errors import InvalidInputError
from sources.errors import InvalidStatus, StaleSource
from sources.models import Source
from sources.queries import list_judgements, weigh
from sources.services import create_passage, grade_source, set_source_status
from tests.factories.arguments import ArgumentFactory, ArgumentMapFactory, PremiseFactory
from tests.factories.claims import ClaimFactory, EvidenceFactory, StanceFactory
from tests.factories.sources import AuthorFactory, current_version, make_source
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory

pytestmark = pytest.mark.django_db
TEXT = "The harbour silts up every spring. Dredging costs more than it earns."
DAY = date(2026, 5, 4)
REASON = "The tables were invented."


@pytest.fixture
def member():
    return MembershipFactory(role="editor")


@pytest.fixture
def client(member):
    client = Client()
    client.force_login(member.user)
    return client


@pytest.fixture
def source(member):
    return make_source(member.workspace, TEXT, title="On harbours")


@pytest.fixture
def hanging(member, source):
    """A claim that rests on the source, its author's stance, and a map that shows the claim as a premise."""
    workspace = member.workspace
    claim, lead = (ClaimFactory(workspace=workspace, number=number, text=f"Claim {number}.") for number in (1, 2))
    author = source.authors.get()
    passage = create_passage(text_version=current_version(source), exact="The harbour silts up every spring.")
    EvidenceFactory(claim=claim, passage=passage, speaker=author, bearing=Bearing.SUPPORTS)
    StanceFactory(claim=claim, author=author, position=Position.AFFIRMS)
    argument = ArgumentFactory(conclusion=lead)
    PremiseFactory(argument=argument, claim=claim)
    shown = ArgumentMapFactory(lead_claim=lead, title="Harbours at stake")
    ArgumentMapFactory(lead_claim=ClaimFactory(workspace=workspace, number=3), title="Another")
    return claim, shown


def retract(source, **fields):
    return set_source_status(source=source, status="retracted", on=DAY, reason=REASON, **fields)


class TestGrade:
    def test_nobody_has_judged_a_new_source(self, source):
        assert (source.grade, source.is_graded, source.status) == ("F6", False, "active")

    def test_a_grade_is_kept_with_its_history(self, source, member):
        graded = grade_source(source=source, reliability="b", credibility="2", revision=1, by=member.user)
        retract(source, by=member.user)

        assert (graded.grade, graded.revision) == ("B2", 2)
        told = [(one.grade, one.status, one.who) for one in list_judgements(source)]
        assert told == [("B2", "retracted", str(member.user)), ("B2", "active", str(member.user))]

    def test_unknown_marks_and_stale_forms_are_refused(self, source):
        with pytest.raises(InvalidInputError):
            grade_source(source=source, reliability="g", credibility="1")
        with pytest.raises(StaleSource):
            grade_source(source=source, reliability="a", credibility="1", revision=7)


class TestStatus:
    @pytest.mark.parametrize(("fields", "field"), [({"on": DAY}, "reason"), ({"reason": REASON}, "on")])
    def test_a_retraction_needs_a_day_and_a_reason(self, source, fields, field):
        with pytest.raises(InvalidStatus) as refused:
            set_source_status(source=source, status="retracted", **fields)
        assert refused.value.details["field"] == field

    def test_reinstating_takes_day_and_reason_away_and_the_history_keeps_them(self, source):
        retract(source)
        active = set_source_status(source=source, status="active")

        assert (active.status, active.status_on, active.status_reason) == ("active", None, "")
        assert [one.reason for one in list_judgements(source)] == ["", REASON]

    def test_the_same_status_twice_writes_once(self, source):
        assert retract(source).revision == retract(source).revision == 2


def test_all_that_hangs_on_a_source_is_named(source, hanging):
    claim, shown = hanging
    impacts = {impact.many: [(one.label, one.text) for one in impact.dependents] for impact in weigh(source)}

    assert impacts == {
        "passages": [("Passage 1", "The harbour silts up every spring.")],
        "claims": [(claim.label, claim.text)],
        "stances": [(source.authors.get().name, f"affirms {claim.label} {claim.text}")],
        "argument maps": [("C-2", shown.title)],
    }


def test_weighing_a_source_that_nobody_used_finds_nothing():
    assert weigh(make_source(WorkspaceFactory(), TEXT)) == ()


def test_what_hangs_on_it_stands_on_the_page_before_anything_changes(client, member, source, hanging):
    page = f"/w/{member.workspace.slug}/library/{source.pk}/status/?status=retracted"
    text = client.get(page).content.decode()

    for said in ("Retract this source?", "Claim 1.", "Harbours at stake", "silts up every spring"):
        assert said in text
    assert "Another" not in text
    assert Source.objects.get().status == "active"

    form = {"status": "retracted", "on": "2026-05-04", "reason": REASON, "revision": 1}
    assert client.post(page, form).status_code == 302
    assert Source.objects.get().status == "retracted"


def test_marks_stand_everywhere_and_go_away_with_the_reinstating(client, member, source, hanging):
    claim, shown = hanging
    second = AuthorFactory(workspace=member.workspace)
    StanceFactory(claim=claim, author=second)
    base = f"/w/{member.workspace.slug}"
    authors = f"author={source.authors.get().slug}&author={second.slug}"
    pages = {
        "reader": f"{base}/sources/{source.pk}/",
        "library": f"{base}/library/",
        "details": f"{base}/library/{source.pk}/",
        "claim": f"{base}/claims/{claim.number}/",
        "comparison": f"{base}/comparison/?{authors}",
        "map": f"{base}/maps/{shown.slug}/",
    }

    def marked():
        return {
            name
            for name, url in pages.items()
            if "retracted"
            in client.get(url)
            .content.decode()
            .replace("Retracted</option>", "")
            .replace("?status=retracted", "")
            .replace('value="retracted"', "")
            .lower()
        }

    assert marked() == set()
    retract(source)
    assert marked() == set(pages)
    claim_page = client.get(pages["claim"]).content.decode()
    assert "1 passage here comes from a source that was retracted" in claim_page
    assert "1 of Ada Moss’s passages" in claim_page
    set_source_status(source=source, status="active")
    assert "retracted" not in client.get(pages["claim"]).content.decode()


@pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("annotator", 403), ("editor", 200)])
def test_only_editors_judge(member, source, role, status):
    judge = MembershipFactory(role=role, workspace=member.workspace)
    client = Client()
    client.force_login(judge.user)

    assert client.get(f"/w/{member.workspace.slug}/library/{source.pk}/status/").status_code == status
