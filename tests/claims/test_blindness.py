"""Whoever still has to judge a pair does not learn of it anywhere but in the queue; see docs/algorithms/judging.md."""

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Evidence, Judgement
from claims.services import judge_evidence
from claims.services.annotating import Quote, annotate
from claims.services.undoing import undo_step
from exchange.queries import Scope, annotation_rows
from tests.api.conftest import client_of
from tests.factories.judging import COSTS, SILTS, make_desk
from tests.factories.sources import current_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return make_desk()


@pytest.fixture
def pair(desk):
    """What Ada marked; Bo has not judged it."""
    return desk.mark(desk.ada, "contradicts", SILTS)


def page(desk, who, name, *args):
    client = Client()
    client.force_login(who)
    return client.get(reverse(name, args=[desk.workspace.slug, *args])).content.decode()


def reader(desk, who):
    return page(desk, who, "claims:source_detail", desk.source.pk)


def test_the_reader_shows_a_judgement_to_its_judge_only(desk, pair):
    shown = {who.name: reader(desk, who) for who in (desk.ada, desk.bo, desk.editor, desk.viewer)}

    assert {name: str(pair.passage_id) in html for name, html in shown.items()} == {
        "Ann Judd": True, "Bo Reed": False, "Edda Fin": False, "Vi": False,
    }  # fmt: skip
    assert "Your judgement" in shown["Ann Judd"]
    assert "mark--contradicts" in shown["Ann Judd"]


def test_the_counts_of_the_reader_tell_nothing_and_agree_with_the_marks(desk, pair):
    assert "<span>1 passage</span>" in reader(desk, desk.ada)
    assert "<span>0 passages</span>" in reader(desk, desk.bo)


@pytest.mark.parametrize("name", ["claims:detail", "claims:history"])
def test_the_claims_pages_say_nothing_before_both_have_judged(desk, pair, name):
    for who in (desk.ada, desk.bo, desk.editor, desk.viewer):
        html = page(desk, who, name, desk.claim.number)
        assert SILTS not in html


def test_home_and_review_say_nothing_but_that_there_is_a_question(desk, pair):
    for who in (desk.bo, desk.editor, desk.viewer):
        html = page(desk, who, "workspaces:home")
        assert SILTS not in html
        assert "Ann Judd" not in html


def ids(client, resource):
    return [row["id"] for row in client.get(f"/api/v1/{resource}/?workspace={client.slug}").json()["results"]]


@pytest.fixture
def clients(desk):
    made = {}
    for who in ("ada", "bo", "editor", "viewer"):
        made[who] = client_of(getattr(desk, who))
        made[who].slug = desk.workspace.slug
    return made


def test_lists_of_the_api_show_a_pair_to_its_judge_only(desk, pair, clients):
    for who, client in clients.items():
        seen = who == "ada"
        assert ids(client, "evidence") == ([str(pair.pk)] if seen else [])
        assert ids(client, "passages") == ([str(pair.passage_id)] if seen else [])
        assert len(ids(client, "judgements")) == (1 if seen else 0)
        assert client.get(f"/api/v1/evidence/{pair.pk}/").status_code == (200 if seen else 404)
        claim = client.get(f"/api/v1/claims/{desk.claim.pk}/").json()
        assert [one["id"] for one in claim["evidence"]] == ([str(pair.pk)] if seen else [])
        assert (claim["supporting_count"], claim["contradicting_count"]) == (0, 0)


def test_the_row_of_the_pair_does_not_tell_what_was_answered(desk, pair, clients):
    assert clients["ada"].get(f"/api/v1/evidence/{pair.pk}/").json()["bearing"] == "context"


def test_once_both_have_judged_both_see_both(desk, pair, clients):
    judge_evidence(evidence=pair, answer="supports", by=desk.bo)

    assert len(ids(clients["bo"], "judgements")) == len(ids(clients["ada"], "judgements")) == 2
    assert len(ids(clients["editor"], "judgements")) == 2
    assert "mark--supports" in reader(desk, desk.bo)


def test_taken_back_is_as_if_it_had_not_been_seen(desk, pair, clients):
    judge_evidence(evidence=pair, answer="supports", by=desk.bo)
    pair.refresh_from_db()
    clients["bo"].post(f"/api/v1/evidence/{pair.pk}/decision/", {"state": "suggested"}, format="json")

    assert ids(clients["bo"], "evidence") == []
    assert ids(clients["ada"], "evidence") == [str(pair.pk)]


def test_annotations_are_exported_without_what_is_being_judged(desk, pair):
    assert list(annotation_rows(Scope(desk.workspace))) == []

    judge_evidence(evidence=pair, answer="contradicts", by=desk.bo)

    assert [row.pk for row in annotation_rows(Scope(desk.workspace))] == [pair.pk]


def test_a_span_marked_for_somebody_elses_pair_is_no_mark_of_its_own(desk, pair):
    desk.mark(desk.bo, "contradicts", f"{SILTS} {COSTS}")
    own = Judgement.objects.get(judge=desk.bo).passage

    assert f"p-{own.pk}" not in reader(desk, desk.bo)
    assert "<span>1 passage</span>" in reader(desk, desk.bo)


def test_history_tells_what_came_of_it(desk, pair):
    judge_evidence(evidence=pair, answer="contradicts", by=desk.bo)

    html = page(desk, desk.viewer, "claims:history", desk.claim.number)
    assert "accepted a passage that contradicts it" in html


def test_the_reader_takes_a_judgement_back_with_what_was_made_for_it(desk):
    done = annotate(
        text_version=current_version(desk.source),
        quote=Quote(SILTS),
        claim="It silts.",
        bearing="supports",
        by=desk.ada,
    )

    undone = undo_step(workspace=desk.workspace, text_version=current_version(desk.source), step=done.step, by=desk.ada)

    assert "your judgement" in undone.said
    assert not Evidence.objects.exists()
    assert not desk.workspace.claims.filter(text="It silts.").exists()


def test_what_two_have_settled_an_annotator_does_not_change(desk, pair, clients):
    judge_evidence(evidence=pair, answer="contradicts", by=desk.bo)
    decision = f"/api/v1/evidence/{pair.pk}/decision/"

    assert clients["ada"].post(decision, {"state": "rejected"}, format="json").status_code == 403
    assert clients["editor"].post(decision, {"state": "rejected"}, format="json").status_code == 200
