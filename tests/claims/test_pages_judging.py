"""The pages of judging: the queue, disputes, the setting, and the agreement between annotators."""

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Adjudication, Evidence, Judgement
from claims.services import Ruling, adjudicate, judge_evidence
from tests.factories.judging import BOARD, COSTS, QUAY, SILTS, make_desk
from tests.factories.rows import AnchorFactory, TextVersionFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
NEVER = "Dredging is free."


@pytest.fixture
def desk():
    return make_desk()


@pytest.fixture
def pair(desk):
    return desk.mark(desk.ada, "supports")


@pytest.fixture
def dispute(desk, pair):
    judge_evidence(evidence=pair, answer="contradicts", by=desk.bo)
    return pair


def as_(who):
    client = Client()
    client.force_login(who)
    return client


def url(desk, name, *args):
    return reverse(f"claims:{name}", args=[desk.workspace.slug, *args])


def test_the_queue_asks_without_saying_what_the_first_judge_thought(desk, pair):
    html = as_(desk.bo).get(url(desk, "questions")).content.decode()

    assert SILTS in html
    assert "Ann Judd" not in html
    assert "1 passage to judge" in html
    assert SILTS not in as_(desk.ada).get(url(desk, "questions")).content.decode()


def test_an_answer_takes_the_place_of_its_question_and_can_be_undone(desk, pair):
    client, address = as_(desk.bo), url(desk, "question_answer", pair.pk)

    answered = client.post(address, {"answer": "supports", "note": "Plainly."}, headers=HTMX).content.decode()
    assert "Both of you say the same" in answered
    assert Evidence.objects.get().state == "accepted"
    assert Judgement.objects.get(judge=desk.bo).note == "Plainly."

    back = client.post(address, {"undo": "1"}, headers=HTMX).content.decode()
    assert "Taken back" in back
    assert "data-open" in back
    assert Evidence.objects.get().state == "judging"


def test_an_answer_without_a_script_goes_back_to_the_queue(desk, pair):
    response = as_(desk.bo).post(url(desk, "question_answer", pair.pk), {"answer": "none"}, follow=True)

    assert "an editor decides" in response.content.decode()


def test_an_answer_to_what_is_settled_says_so(desk, pair):
    judge_evidence(evidence=pair, answer="supports", by=desk.bo)

    response = as_(desk.editor).post(url(desk, "question_answer", pair.pk), {"answer": "none"}, headers=HTMX)

    assert response.status_code == 422
    assert "settled for C-1" in response.content.decode()


def test_disputes_show_both_judgements_with_their_notes(desk, dispute):
    html = as_(desk.editor).get(url(desk, "disputes")).content.decode()

    assert "Ann Judd" in html
    assert "Bo Reed" in html
    assert "differ in bearing" in html


def decide(who, desk, pair, choice, reason="The next sentence says so.", **more):
    return as_(who).post(url(desk, "dispute_decide", pair.pk), {"choice": choice, "reason": reason}, **more)


def test_an_editor_decides_and_undoes(desk, dispute):
    second = Judgement.objects.get(judge=desk.bo)

    decided = decide(desk.editor, desk, dispute, f"contradicts:{second.pk}", headers=HTMX).content.decode()
    assert "decided: contradicts" in decided
    assert Evidence.objects.get().bearing == "contradicts"

    undo = url(desk, "decision_undo", Adjudication.objects.get().pk)
    back = as_(desk.editor).post(undo, headers=HTMX).content.decode()
    assert "differ in bearing" in back


@pytest.mark.parametrize(
    ("choice", "reason"), [("", "Why."), ("supports", ""), ("maybe", "Why."), ("supports:x", "Why.")]
)
def test_a_decision_that_lacks_something_shows_the_dispute_again_with_what_was_typed(desk, dispute, choice, reason):
    response = decide(desk.editor, desk, dispute, choice, reason, headers=HTMX)

    assert response.status_code == 422
    assert "Choose an answer and say why." in response.content.decode()
    assert not reason or reason in response.content.decode()


def test_the_second_editor_sees_what_became_of_the_dispute(desk, dispute):
    adjudicate(evidence=dispute, ruling=Ruling("none", "No."), by=desk.editor)

    response = decide(desk.editor, desk, dispute, "supports", headers=HTMX)

    assert response.status_code == 422
    assert "has decided this meanwhile" in response.content.decode()


def test_what_was_decided_before_the_text_changed_is_listed_and_decided_anew(desk, dispute):
    adjudicate(evidence=dispute, ruling=Ruling("context", "Only that."), by=desk.editor)
    AnchorFactory(
        passage=dispute.passage, text_version=TextVersionFactory(capture__source=desk.source), state="changed"
    )

    assert "Decided before the text changed" in as_(desk.editor).get(url(desk, "disputes")).content.decode()
    assert decide(desk.editor, desk, dispute, "none", headers=HTMX).status_code == 200
    assert Evidence.objects.get().state == "rejected"


def test_annotators_and_viewers_look_at_disputes_and_do_not_decide(desk, dispute):
    html = as_(desk.viewer).get(url(desk, "disputes")).content.decode()

    assert "differ in bearing" in html
    assert "Take this one" not in html
    assert decide(desk.bo, desk, dispute, "supports").status_code == 403
    assert as_(desk.viewer).get(url(desk, "questions")).status_code == 403


def test_an_admin_asks_for_two_judgements(desk):
    desk.workspace.memberships.filter(user=desk.editor).update(role="admin")
    admin = as_(desk.editor)

    admin.post(url(desk, "judging_setting"), {"judgements_wanted": "1"})
    desk.workspace.refresh_from_db()
    assert desk.workspace.judgements_wanted == 1
    admin.post(url(desk, "judging_setting"), {"judgements_wanted": "2"})
    desk.workspace.refresh_from_db()
    assert desk.workspace.judgements_wanted == 2
    assert admin.post(url(desk, "judging_setting"), {"judgements_wanted": "3"}).status_code == 422
    assert as_(desk.ada).get(url(desk, "judging_setting")).status_code == 403


def test_review_names_what_waits_by_role(desk, dispute):
    desk.mark(desk.ada, "supports", BOARD)
    review = reverse("workspaces:review", args=[desk.workspace.slug])

    shown = {who.name: as_(who).get(review).content.decode() for who in (desk.ada, desk.bo, desk.editor, desk.viewer)}

    assert {name: "passage to judge alone" in html for name, html in shown.items()} == {
        "Ann Judd": False, "Bo Reed": True, "Edda Fin": True, "Vi": False,
    }  # fmt: skip
    assert {name: "dispute to decide" in html for name, html in shown.items()} == {
        "Ann Judd": False, "Bo Reed": False, "Edda Fin": True, "Vi": False,
    }  # fmt: skip


@pytest.fixture
def judged(desk):
    """Four passages that both judge, alike but for one, and one that only Ada has marked."""
    for quote, second in ((SILTS, "supports"), (COSTS, "contradicts"), (QUAY, "context"), (BOARD, "none")):
        first = "supports" if quote != BOARD else "none"
        pair = desk.mark(desk.ada, "supports" if first == "none" else first, quote)
        judge_evidence(evidence=pair, answer=first, by=desk.ada)
        judge_evidence(evidence=pair, answer=second, by=desk.bo)
    desk.mark(desk.ada, "supports", "It says so each year.")
    return desk


def test_agreement_counts_what_two_have_judged(judged):
    html = as_(judged.viewer).get(url(judged, "annotators")).content.decode()

    assert "0.500" in html  # two of four answers are the same
    assert "Ann Judd: supports" in html
    assert "It says so each year." not in html


def test_agreement_is_narrowed_and_nonsense_narrows_nothing(judged):
    client = as_(judged.viewer)

    assert "0.500" in client.get(url(judged, "annotators"), {"source": judged.source.pk, "days": "7"}).content.decode()
    assert "0.500" in client.get(url(judged, "annotators"), {"source": "x", "days": "-4"}).content.decode()


def test_without_judgements_the_page_says_how_to_get_some(desk):
    single = make_desk(judgements_wanted=1, key="other")

    assert "Ask for two" in as_(single.viewer).get(url(single, "annotators")).content.decode()
    assert "Nothing to measure yet" in as_(desk.ada).get(url(desk, "annotators")).content.decode()


@pytest.mark.parametrize(("name", "queries"), [("questions", 6), ("disputes", 10), ("annotators", 9)])
def test_the_number_of_queries_does_not_grow(desk, name, queries, django_assert_max_num_queries):
    for quotes in ((SILTS,), (COSTS, QUAY)):
        for quote in quotes:
            judge_evidence(evidence=desk.mark(desk.ada, "supports", quote), answer="none", by=desk.bo)
        desk.mark(desk.ada, "supports", f"{BOARD} It says so each year." if len(quotes) > 1 else BOARD)
        client = as_(desk.bo)
        with django_assert_max_num_queries(queries):
            assert client.get(url(desk, name)).status_code == 200


def test_decisions_cost_the_same_number_of_queries_however_many_there_are(desk, django_assert_num_queries):
    judge_evidence(evidence=desk.mark(desk.ada, "supports", BOARD), answer="none", by=desk.bo)
    client = as_(desk.bo)
    for quotes in ((SILTS,), (COSTS, QUAY)):
        for quote in quotes:
            pair = desk.mark(desk.ada, "supports", quote)
            judge_evidence(evidence=pair, answer="none", by=desk.bo)
            adjudicate(evidence=pair, ruling=Ruling("none", "No."), by=desk.editor)
            AnchorFactory(
                passage=pair.passage, text_version=TextVersionFactory(capture__source=desk.source), state="changed"
            )
        with django_assert_num_queries(10):
            shown = client.get(url(desk, "disputes")).context
        assert len(shown["overtaken"]) == len(shown["adjudications"]) == Adjudication.objects.count()
