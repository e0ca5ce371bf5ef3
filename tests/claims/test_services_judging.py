"""Independent judgements become evidence by rule, or a dispute that an editor decides."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from claims.enums import Answer, Bearing, EvidenceState
from claims.errors import DisputeClosedError, NotYourJudgementError, OwnDisputeError, PairSettledError
from claims.models import Adjudication, Evidence, Judgement, Stance
from claims.queries.judging import list_changed_since, list_disputes, questions_for, waiting_for_others
from claims.services import (
    Remark,
    Ruling,
    adjudicate,
    decide_evidence,
    judge_evidence,
    link_evidence,
    remove_evidence,
    set_judgements_wanted,
    undo_adjudication,
    withdraw_judgement,
)
from common.errors import InvalidInputError
from sources.enums import AnchorState
from sources.models import Anchor, Passage
from tests.factories.claims import EvidenceFactory
from tests.factories.judging import BOARD, COSTS, SILTS, make_desk
from tests.factories.rows import AnchorFactory, TextVersionFactory
from tests.factories.sources import AuthorFactory
from tests.factories.workspaces import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return make_desk()


@pytest.fixture
def dispute(desk):
    """A pair that Ada and Bo judge differently."""
    pair = desk.mark(desk.ada, "supports")
    judge_evidence(evidence=pair, answer="contradicts", remark=Remark(note="It says the opposite."), by=desk.bo)
    return Evidence.objects.get(pk=pair.pk)


def state_of(pair):
    stored = Evidence.objects.get(pk=pair.pk)
    return stored.state, stored.bearing


def positions(desk):
    return list(Stance.objects.filter(claim=desk.claim).values_list("position", flat=True))


def test_with_one_judgement_wanted_a_mark_is_evidence_at_once():
    desk = make_desk(judgements_wanted=1)

    assert state_of(desk.mark(desk.ada, "supports")) == ("accepted", "supports")
    assert not Judgement.objects.exists()


def test_a_first_mark_is_a_judgement_and_the_pair_does_not_tell_what_it_said(desk):
    pair = desk.mark(desk.ada, "contradicts")

    assert state_of(pair) == ("judging", "context")
    assert (pair.decided_by, pair.decided_at) == (None, None)
    assert [(one.judge, one.answer) for one in Judgement.objects.all()] == [(desk.ada, "contradicts")]
    assert positions(desk) == []


def test_the_second_judge_is_asked_and_nobody_else(desk):
    pair = desk.mark(desk.ada, "supports")

    assert list(questions_for(desk.workspace, desk.ada)) == []
    assert list(questions_for(desk.workspace, desk.bo)) == [pair]
    assert waiting_for_others(desk.workspace, desk.ada) == 1


def test_two_who_agree_make_evidence_and_a_stance(desk):
    pair = desk.mark(desk.ada, "supports")

    judge_evidence(evidence=pair, answer="supports", by=desk.bo)

    assert state_of(pair) == ("accepted", "supports")
    assert positions(desk) == ["affirms"]
    assert list(questions_for(desk.workspace, desk.bo)) == []


def test_two_who_find_that_it_bears_on_nothing_reject_it(desk):
    pair = desk.mark(desk.ada, "supports")
    judge_evidence(evidence=pair, answer="none", by=desk.ada)

    judge_evidence(evidence=pair, answer="none", by=desk.bo)

    assert state_of(pair)[0] == "rejected"


def test_two_who_mark_the_same_words_alone_have_judged_one_pair(desk):
    first, second = desk.mark(desk.ada, "supports"), desk.mark(desk.bo, "supports")

    assert first.pk == second.pk
    assert state_of(first) == ("accepted", "supports")


def test_marks_of_one_place_are_one_pair_and_spans_that_differ_are_a_dispute(desk):
    first = desk.mark(desk.ada, "supports", SILTS)
    second = desk.mark(desk.bo, "supports", f"{SILTS} {COSTS}")

    assert second.pk == first.pk
    [dispute] = list_disputes(desk.workspace, desk.editor)
    assert dispute.differs_in == ("span",)
    assert 0 < dispute.cost < 0.25


def test_a_span_a_word_longer_is_no_dispute(desk):
    first = desk.mark(desk.ada, "supports", "The harbour silts up every spring")

    assert desk.mark(desk.bo, "supports", SILTS).pk == first.pk
    assert state_of(first) == ("accepted", "supports")
    assert Evidence.objects.get().passage.exact == "The harbour silts up every spring"


def test_marks_of_different_places_are_different_pairs(desk):
    assert desk.mark(desk.ada, "supports", SILTS).pk != desk.mark(desk.bo, "supports", BOARD).pk
    assert list_disputes(desk.workspace, desk.editor) == []


def test_another_speaker_is_a_dispute(desk):
    other = AuthorFactory(workspace=desk.workspace)
    desk.mark(desk.ada, "supports")
    desk.mark(desk.bo, "supports", speaker=other)

    [dispute] = list_disputes(desk.workspace, desk.editor)
    assert (dispute.differs_in, dispute.cost) == (("speaker",), 0.5)


def test_a_change_of_mind_is_a_later_row_and_counts(desk, dispute):
    judge_evidence(evidence=dispute, answer="supports", by=desk.bo)

    assert state_of(dispute) == ("accepted", "supports")
    assert Judgement.objects.filter(judge=desk.bo).count() == 2


def test_judging_twice_the_same_changes_nothing(desk):
    pair = desk.mark(desk.ada, "supports")
    desk.mark(desk.ada, "supports")
    judge_evidence(evidence=pair, answer="supports", by=desk.ada)

    assert Judgement.objects.count() == 1


def test_a_judgement_cannot_be_changed_in_place(desk):
    desk.mark(desk.ada, "supports")

    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Judgement.objects.update(answer="none")


def test_a_settled_pair_takes_no_judgement(desk):
    pair = desk.mark(desk.ada, "supports")
    judge_evidence(evidence=pair, answer="supports", by=desk.bo)

    with pytest.raises(PairSettledError, match="settled for C-1"):
        judge_evidence(evidence=pair, answer="contradicts", by=desk.editor)


def test_taking_back_the_only_judgement_removes_a_pair_that_a_person_made(desk):
    pair = desk.mark(desk.ada, "supports")

    assert withdraw_judgement(evidence=pair, by=desk.ada) is None
    assert not Evidence.objects.exists()


def test_taking_back_the_judgement_that_settled_it_opens_the_pair_and_clears_the_stance(desk):
    pair = desk.mark(desk.ada, "supports")
    judge_evidence(evidence=pair, answer="supports", by=desk.bo)

    withdraw_judgement(evidence=pair, by=desk.bo)

    assert state_of(pair) == ("judging", "context")
    assert positions(desk) == []
    assert list(questions_for(desk.workspace, desk.bo)) == [pair]


def test_the_first_judge_cannot_take_back_what_the_second_has_settled(desk):
    pair = desk.mark(desk.ada, "supports")
    judge_evidence(evidence=pair, answer="supports", by=desk.bo)

    with pytest.raises(PairSettledError):
        withdraw_judgement(evidence=pair, by=desk.ada)
    with pytest.raises(NotYourJudgementError):
        withdraw_judgement(evidence=pair, by=desk.editor)


@pytest.mark.parametrize(
    ("answer", "remark"),
    [
        ("withdrawn", None),
        ("perhaps", None),
        ("supports", Remark(position="maybe")),
        ("supports", Remark(likelihood=101)),
        ("supports", Remark(note="x" * 2001)),
    ],
)
def test_answers_that_make_no_sense_are_refused(desk, answer, remark):
    pair = desk.mark(desk.ada, "supports")

    with pytest.raises(InvalidInputError):
        judge_evidence(evidence=pair, answer=answer, remark=remark, by=desk.bo)


@pytest.fixture
def suggestion(desk):
    passage = desk.mark(desk.ada, "supports", COSTS).passage
    Evidence.objects.all().delete()
    return EvidenceFactory(
        claim=desk.claim, passage=passage, speaker=desk.source.authors.get(), suggested=True, bearing=Bearing.CONTEXT
    )


def test_answering_a_suggestion_is_a_judgement(desk, suggestion):
    decide_evidence(evidence=suggestion, state="accepted", bearing="supports", by=desk.ada)
    assert state_of(suggestion) == ("judging", "context")

    decide_evidence(evidence=suggestion, state="accepted", bearing="supports", by=desk.bo)
    assert state_of(suggestion) == ("accepted", "supports")


def test_rejecting_a_suggestion_takes_two_as_well_and_can_be_taken_back(desk, suggestion):
    decide_evidence(evidence=suggestion, state="rejected", by=desk.ada)
    assert state_of(suggestion)[0] == "judging"

    decide_evidence(evidence=suggestion, state="suggested", by=desk.ada)
    assert state_of(suggestion)[0] == "suggested"


def test_removing_a_pair_that_is_judged_takes_back_ones_own_judgement_only(desk, dispute):
    remove_evidence(evidence=dispute, by=desk.bo)
    assert state_of(dispute)[0] == "judging"

    with pytest.raises(NotYourJudgementError):
        remove_evidence(evidence=dispute, by=desk.editor)


def test_what_the_machine_or_an_import_links_is_not_judged(desk):
    passage = desk.mark(desk.ada, "supports").passage
    Evidence.objects.all().delete()

    assert link_evidence(claim=desk.claim, passage=passage, bearing="supports", by=None).state == "accepted"


def test_going_back_to_one_lets_what_waits_stand_and_keeps_disputes(desk):
    waiting, other = desk.mark(desk.ada, "contradicts"), desk.mark(desk.ada, "supports", BOARD)
    judge_evidence(evidence=other, answer="context", by=desk.bo)

    set_judgements_wanted(workspace=desk.workspace, wanted=1, by=desk.editor)

    assert state_of(waiting) == ("accepted", "contradicts")
    assert state_of(other)[0] == "judging"
    with pytest.raises(InvalidInputError):
        set_judgements_wanted(workspace=desk.workspace, wanted=3, by=desk.editor)


def test_disputes_come_by_what_they_cost(desk):
    answers = {SILTS: "context", COSTS: "contradicts", BOARD: "none"}
    for quote, answer in answers.items():
        judge_evidence(evidence=desk.mark(desk.ada, "supports", quote), answer=answer, by=desk.bo)

    costs = [(one.evidence.passage.exact, one.cost) for one in list_disputes(desk.workspace, desk.editor)]

    assert costs == [(COSTS, 3), (BOARD, 2), (SILTS, 1.5)]


def test_an_editor_decides_with_a_reason(desk, dispute):
    second = Judgement.objects.get(judge=desk.bo)

    ruling = Ruling(answer="contradicts", reason="“Silts” is the opposite of paying.", judgement=second.pk)
    adjudication = adjudicate(evidence=dispute, ruling=ruling, by=desk.editor)

    assert state_of(dispute) == ("accepted", "contradicts")
    assert positions(desk) == ["denies"]
    assert set(adjudication.judgements.all()) == set(Judgement.objects.all())
    assert list_disputes(desk.workspace, desk.editor) == []


def test_none_of_these_rejects(desk, dispute):
    adjudicate(evidence=dispute, ruling=Ruling("none", "It is about another harbour."), by=desk.editor)

    assert state_of(dispute)[0] == "rejected"


@pytest.mark.parametrize(
    "ruling", [Ruling("supports", " "), Ruling("withdrawn", "So."), Ruling("supports", "x" * 2001)]
)
def test_a_decision_needs_an_answer_and_a_reason(desk, dispute, ruling):
    with pytest.raises(InvalidInputError):
        adjudicate(evidence=dispute, ruling=ruling, by=desk.editor)


def test_taking_the_second_judgement_takes_its_span_and_speaker_and_undoing_gives_both_back(desk):
    other = AuthorFactory(workspace=desk.workspace)
    pair = desk.mark(desk.ada, "supports", SILTS)
    desk.mark(desk.bo, "supports", f"{SILTS} {COSTS}", speaker=other)
    second = Judgement.objects.get(judge=desk.bo)

    adjudication = adjudicate(evidence=pair, ruling=Ruling("supports", "Both.", second.pk), by=desk.editor)
    decided = Evidence.objects.get(pk=pair.pk)
    assert (decided.passage.exact, decided.speaker) == (f"{SILTS} {COSTS}", other)
    assert list(Stance.objects.values_list("author", flat=True)) == [other.pk]

    undo_adjudication(adjudication=adjudication, by=desk.editor)
    undone = Evidence.objects.get(pk=pair.pk)
    assert (undone.passage.exact, undone.speaker, undone.state) == (SILTS, desk.source.authors.get(), "judging")
    assert not Stance.objects.exists()
    assert len(list_disputes(desk.workspace, desk.editor)) == 1


def test_the_second_of_two_editors_is_told_what_the_first_decided(desk, dispute):
    other = MembershipFactory(workspace=desk.workspace, role="editor").user
    adjudicate(evidence=dispute, ruling=Ruling("context", "Only that."), by=desk.editor)

    with pytest.raises(DisputeClosedError, match="Edda Fin has decided this meanwhile: context"):
        adjudicate(evidence=dispute, ruling=Ruling("supports", "No."), by=other)


def test_a_decision_is_undone_once(desk, dispute):
    adjudication = adjudicate(evidence=dispute, ruling=Ruling("context", "Only that."), by=desk.editor)
    undo_adjudication(adjudication=adjudication, by=desk.editor)

    with pytest.raises(DisputeClosedError, match="taken back"):
        undo_adjudication(adjudication=adjudication, by=desk.editor)
    assert not Adjudication.objects.exists()


def test_a_judge_does_not_decide_their_own_dispute_unless_no_other_editor_can(desk):
    pair = desk.mark(desk.editor, "supports")
    judge_evidence(evidence=pair, answer="none", by=desk.bo)
    other = MembershipFactory(workspace=desk.workspace, role="admin")

    with pytest.raises(OwnDisputeError):
        adjudicate(evidence=pair, ruling=Ruling("supports", "I said so."), by=desk.editor)
    other.delete()

    adjudicate(evidence=pair, ruling=Ruling("supports", "Nobody else can."), by=desk.editor)
    assert state_of(pair) == ("accepted", "supports")


def test_an_annotator_cannot_decide(desk, dispute):
    third = MembershipFactory(workspace=desk.workspace, role="annotator").user

    with pytest.raises(OwnDisputeError):
        adjudicate(evidence=dispute, ruling=Ruling("supports", "So."), by=third)


def test_a_decision_whose_passage_changed_since_is_listed_and_can_be_decided_anew(desk, dispute):
    adjudicate(evidence=dispute, ruling=Ruling("context", "Only that."), by=desk.editor)
    assert list_changed_since(desk.workspace) == []
    later = TextVersionFactory(capture__source=desk.source)

    AnchorFactory(passage=dispute.passage, text_version=later, state=AnchorState.CHANGED)

    assert [one.evidence for one in list_changed_since(desk.workspace)] == [dispute]
    adjudicate(evidence=dispute, ruling=Ruling("none", "The new text says nothing of it."), by=desk.editor)
    assert state_of(dispute)[0] == "rejected"
    assert list_changed_since(desk.workspace) == []


def test_judgements_of_two_workspaces_cannot_meet(desk):
    pair = desk.mark(desk.ada, "supports")
    stranger = make_desk(key="other")
    Judgement.objects.create(
        workspace=desk.workspace,
        evidence=pair,
        passage=stranger.mark(stranger.ada, "supports").passage,
        speaker=pair.speaker,
        judge=desk.bo,
        answer=Answer.NONE,
    )

    with pytest.raises(IntegrityError, match="judgement_and_passage_in_one_workspace"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_disputes_cost_the_same_number_of_queries_however_many_there_are(desk, django_assert_num_queries):
    for quotes in ((SILTS,), (COSTS, BOARD)):
        for quote in quotes:
            judge_evidence(evidence=desk.mark(desk.ada, "supports", quote), answer="none", by=desk.bo)
        with django_assert_num_queries(5):
            list_disputes(desk.workspace, desk.editor)


def test_every_state_of_evidence_is_known_to_the_tests():
    assert set(EvidenceState.values) == {"suggested", "accepted", "rejected", "judging"}
    assert Passage.objects.count() == Anchor.objects.count() == 0
