"""Answers make evidence, come once, overwrite nobody unseen, and can be taken back."""

import pytest

from agreement.domain.answering.answers import About, Attitude, Said, answer_for
from agreement.errors import AnswerGoneError, AnswerTakenError, AuthorSpeaksError
from agreement.models import Answer, Silence
from agreement.queries.silences import silences_on
from agreement.services import confirm_silence, give_answer, take_back, withdraw_silence
from claims.enums import Bearing, EvidenceState
from claims.errors import StepOvertakenError
from claims.models import Evidence, Stance
from claims.services import decide_evidence, edit_claim, suggest_evidence
from common.errors import InvalidInputError
from sources.domain.csl import AuthorName
from sources.models import Author, Passage, Sentence
from sources.services import create_passage
from tests.factories.judging import make_desk
from tests.factories.sources import AuthorFactory, current_version, make_source

pytestmark = pytest.mark.django_db

YES, NO, NEITHER = answer_for("supports"), answer_for("contradicts"), answer_for("")
OPPOSITE_FOR = Said(About.OPPOSITE, Attitude.FOR)


@pytest.fixture
def desk():
    return make_desk(judgements_wanted=1)


@pytest.fixture
def first(desk):
    return sentence_of(desk.source, 0)


def sentence_of(source, position):
    return Sentence.objects.select_related("text_version__capture__source").get(
        text_version=current_version(source), position=position
    )


def rows():
    return sorted((one.speaker.family, one.bearing, one.state) for one in Evidence.objects.select_related("speaker"))


def positions():
    return sorted((one.author.family, one.position) for one in Stance.objects.select_related("author"))


def suggest(desk, sentence):
    version = sentence.text_version
    passage = create_passage(text_version=version, exact=sentence.text, start=sentence.start)
    return suggest_evidence(
        claim=desk.claim, passage=passage, bearing="context", speaker=desk.source.authors.get(), score=0.5, why={}
    )


class TestGiving:
    def test_the_cell_follows(self, desk, first):
        answer = give_answer(claim=desk.claim, sentence=first, said=OPPOSITE_FOR, by=desk.ada)
        assert rows() == [("Moss", "contradicts", "accepted")]
        assert positions() == [("Moss", "denies")]
        assert (answer.evidence.passage.exact, answer.wording) == (first.text, desk.claim.text)

    def test_it_decides_the_suggestion_that_stands(self, desk, first):
        suggestion = suggest(desk, first)
        answer = give_answer(claim=desk.claim, sentence=first, said=YES, by=desk.ada)
        assert answer.evidence == suggestion
        assert rows() == [("Moss", "supports", "accepted")]

    def test_neither_is_rejected_and_not_suggested_again(self, desk, first):
        give_answer(claim=desk.claim, sentence=first, said=NEITHER, by=desk.ada)
        assert [state for _who, _bearing, state in rows()] == ["rejected"]
        assert positions() == []
        assert suggest(desk, first) is None

    def test_given_twice_it_is_one(self, desk, first):
        for _ in range(2):
            give_answer(claim=desk.claim, sentence=first, said=YES, by=desk.ada)
        assert Answer.objects.count() == Evidence.objects.count() == Passage.objects.count() == 1
        assert Answer.objects.get().events.count() == 1

    @pytest.mark.parametrize("speaker", [AuthorName(family="Vane", given="Cy", is_organisation=False), None])
    def test_reported_speech_is_the_speakers(self, desk, first, speaker):
        suggest(desk, first)
        speaker = speaker or AuthorFactory(workspace=desk.workspace, family="Vane")
        give_answer(claim=desk.claim, sentence=first, said=NO, speaker=speaker, by=desk.ada)
        assert rows() == [("Moss", "context", "rejected"), ("Vane", "contradicts", "accepted")]
        assert positions() == [("Vane", "denies")]

    def test_a_sentence_of_another_workspace_is_refused(self, desk):
        stranger = sentence_of(make_desk(key="other").source, 0)
        with pytest.raises(InvalidInputError, match="one workspace"):
            give_answer(claim=desk.claim, sentence=stranger, said=YES, by=desk.ada)
        assert Answer.objects.count() == Passage.objects.count() == 0


class TestTwoPeople:
    def test_the_second_is_told_and_overwrites_only_knowingly(self, desk, first):
        give_answer(claim=desk.claim, sentence=first, said=YES, by=desk.ada)
        with pytest.raises(AnswerTakenError, match="Ann Judd was here before you: about this claim, for it") as told:
            give_answer(claim=desk.claim, sentence=first, said=NO, by=desk.bo)
        assert positions() == [("Moss", "affirms")]
        give_answer(claim=desk.claim, sentence=first, said=NO, seen=told.value.details["seen"], by=desk.bo)
        assert rows() == [("Moss", "contradicts", "accepted")]
        assert positions() == [("Moss", "denies")]

    def test_both_alike_is_nothing_to_tell(self, desk, first):
        give_answer(claim=desk.claim, sentence=first, said=YES, by=desk.ada)
        again = give_answer(claim=desk.claim, sentence=first, said=YES, by=desk.bo)
        assert again.answered_by == desk.ada

    def test_a_decision_taken_elsewhere_is_told_too(self, desk, first):
        desk.mark(desk.bo, "supports", "The harbour silts up")
        with pytest.raises(AnswerTakenError, match="Bo Reed was here before you: accepted it: supports") as told:
            give_answer(claim=desk.claim, sentence=first, said=NEITHER, by=desk.ada)
        give_answer(claim=desk.claim, sentence=first, said=NEITHER, seen=told.value.details["seen"], by=desk.ada)
        assert [state for _who, _bearing, state in rows()] == ["rejected"]
        assert positions() == []

    def test_agreeing_with_what_stands_elsewhere_changes_nothing_and_takes_nothing_back(self, desk, first):
        desk.mark(desk.bo, "supports", first.text)
        answer = give_answer(claim=desk.claim, sentence=first, said=YES, by=desk.ada)
        assert answer.evidence == Evidence.objects.get()
        assert take_back(claim=desk.claim, sentence=first, seen=answer.seen, by=desk.ada)
        assert rows() == [("Moss", "supports", "accepted")]

    def test_what_was_rejected_elsewhere_is_accepted_only_knowingly(self, desk, first):
        decide_evidence(evidence=suggest(desk, first), state=EvidenceState.REJECTED, by=desk.bo)
        with pytest.raises(AnswerTakenError, match="Bo Reed was here before you: rejected it") as told:
            give_answer(claim=desk.claim, sentence=first, said=YES, by=desk.ada)
        give_answer(claim=desk.claim, sentence=first, said=YES, seen=told.value.details["seen"], by=desk.ada)
        assert rows() == [("Moss", "supports", "accepted")]


class TestTakingBack:
    @pytest.mark.parametrize("said", [YES, NEITHER, OPPOSITE_FOR])
    def test_all_is_as_it_was(self, desk, first, said):
        answer = give_answer(claim=desk.claim, sentence=first, said=said, by=desk.ada)
        assert take_back(claim=desk.claim, sentence=first, seen=answer.seen, by=desk.ada)
        assert (Answer.objects.count(), Evidence.objects.count(), Passage.objects.count()) == (0, 0, 0)
        assert positions() == []
        assert not take_back(claim=desk.claim, sentence=first, seen=answer.seen, by=desk.ada)

    def test_a_suggestion_is_one_again_and_a_new_speaker_is_gone(self, desk, first):
        suggest(desk, first)
        whose = AuthorName(family="Vane", given="Cy", is_organisation=False)
        answer = give_answer(claim=desk.claim, sentence=first, said=NO, speaker=whose, by=desk.ada)
        take_back(claim=desk.claim, sentence=first, seen=answer.seen, by=desk.ada)
        assert rows() == [("Moss", "context", "suggested")]
        assert not Author.objects.filter(family="Vane").exists()

    def test_a_change_of_mind_and_back(self, desk, first):
        suggest(desk, first)
        one = give_answer(claim=desk.claim, sentence=first, said=YES, by=desk.ada)
        two = give_answer(claim=desk.claim, sentence=first, said=NEITHER, seen=one.seen, by=desk.ada)
        assert rows() == [("Moss", "context", "rejected")]
        take_back(claim=desk.claim, sentence=first, seen=two.seen, by=desk.ada)
        assert rows() == [("Moss", "context", "suggested")]

    def test_another_answer_than_the_one_seen_stays(self, desk, first):
        one = give_answer(claim=desk.claim, sentence=first, said=YES, by=desk.ada)
        give_answer(claim=desk.claim, sentence=first, said=NO, seen=one.seen, by=desk.bo)
        with pytest.raises(AnswerGoneError, match="Bo Reed has answered this anew"):
            take_back(claim=desk.claim, sentence=first, seen=one.seen, by=desk.ada)
        assert positions() == [("Moss", "denies")]

    def test_evidence_that_somebody_changed_meanwhile_stays_with_its_answer(self, desk, first):
        answer = give_answer(claim=desk.claim, sentence=first, said=YES, by=desk.ada)
        decide_evidence(evidence=answer.evidence, state="accepted", bearing="contradicts", by=desk.bo)
        with pytest.raises(StepOvertakenError, match="Bo Reed changed this meanwhile"):
            take_back(claim=desk.claim, sentence=first, seen=answer.seen, by=desk.ada)
        assert Answer.objects.count() == 1

    def test_evidence_that_is_gone_does_not_hold_the_answer(self, desk, first):
        answer = give_answer(claim=desk.claim, sentence=first, said=YES, by=desk.ada)
        Evidence.objects.all().delete()
        assert take_back(claim=desk.claim, sentence=first, seen=answer.seen, by=desk.ada)


class TestRewording:
    def test_the_answer_knows_its_wording_and_is_confirmed_by_the_same_answer(self, desk, first):
        give_answer(claim=desk.claim, sentence=first, said=YES, by=desk.ada)
        edit_claim(claim=desk.claim, text="The harbour never pays.", kind="factual", topic="", by=desk.bo)
        assert Answer.objects.of_current_wording().count() == 0
        again = give_answer(claim=desk.claim, sentence=first, said=YES, by=desk.bo)
        assert (again.wording, again.answered_by) == ("The harbour never pays.", desk.bo)
        assert Answer.objects.of_current_wording().count() == Evidence.objects.count() == 1

        take_back(claim=desk.claim, sentence=first, seen=again.seen, by=desk.bo)
        back = Answer.objects.get()
        assert (back.wording, back.answered_by) == (desk.claim.text, desk.ada)
        assert rows() == [("Moss", "supports", "accepted")]


class TestJudgingAlone:
    def test_each_answers_alone_and_the_evidence_goes_by_both(self):
        desk = make_desk(judgements_wanted=2)
        first = sentence_of(desk.source, 0)
        mine = give_answer(claim=desk.claim, sentence=first, said=YES, by=desk.ada)
        assert [state for _who, _bearing, state in rows()] == ["judging"]
        assert list(Answer.objects.readable_by(desk.bo)) == []

        give_answer(claim=desk.claim, sentence=first, said=OPPOSITE_FOR, by=desk.bo)
        assert [state for _who, _bearing, state in rows()] == ["judging"]
        assert list(Answer.objects.readable_by(desk.ada)) == [mine]

        give_answer(claim=desk.claim, sentence=first, said=YES, seen=Answer.objects.get(judge=desk.bo).seen, by=desk.bo)
        assert rows() == [("Moss", "supports", "accepted")]

    def test_taking_back_takes_back_the_judgement(self):
        desk = make_desk(judgements_wanted=2)
        first = sentence_of(desk.source, 0)
        suggest(desk, first)
        answer = give_answer(claim=desk.claim, sentence=first, said=NEITHER, by=desk.ada)
        take_back(claim=desk.claim, sentence=first, seen=answer.seen, by=desk.ada)
        assert rows() == [("Moss", "context", "suggested")]

    def test_what_two_have_settled_is_not_gone_over(self):
        desk = make_desk(judgements_wanted=2)
        first = sentence_of(desk.source, 0)
        for who in (desk.ada, desk.bo):
            give_answer(claim=desk.claim, sentence=first, said=YES, by=who)
        with pytest.raises(AnswerTakenError) as told:
            give_answer(claim=desk.claim, sentence=first, said=NO, by=desk.editor)
        assert told.value.details["seen"] == ""

    def test_silence_waits_until_all_is_settled_whoever_judges(self):
        desk = make_desk(judgements_wanted=2)
        first = sentence_of(desk.source, 0)
        about = {"claim": desk.claim, "author": desk.source.authors.get(), "shown": [first]}
        with pytest.raises(AuthorSpeaksError, match="once every passage"):
            confirm_silence(**about, by=desk.bo)
        give_answer(claim=desk.claim, sentence=first, said=NEITHER, by=desk.ada)
        with pytest.raises(AuthorSpeaksError, match="once every passage"):
            confirm_silence(**about, by=desk.bo)
        give_answer(claim=desk.claim, sentence=first, said=NEITHER, by=desk.bo)
        confirm_silence(**about, by=desk.bo)
        assert Silence.objects.count() == 1


class TestSilence:
    def find(self, desk):
        return silences_on([desk.claim])[desk.claim.pk, desk.source.authors.get().pk]

    def confirm(self, desk, shown=()):
        return confirm_silence(claim=desk.claim, author=desk.source.authors.get(), shown=list(shown), by=desk.ada)

    def test_it_keeps_what_was_shown_and_can_be_withdrawn(self, desk, first):
        self.confirm(desk, [first])
        assert list(self.find(desk).silence.shown.all()) == [first]
        assert self.find(desk).outdated == ()
        author = desk.source.authors.get()
        assert withdraw_silence(claim=desk.claim, author=author, by=desk.bo)
        assert not withdraw_silence(claim=desk.claim, author=author, by=desk.bo)
        assert silences_on([desk.claim]) == {}

    def test_it_does_not_outlive_its_ground(self, desk, first):
        self.confirm(desk, [first])
        edit_claim(claim=desk.claim, text="The harbour never pays.", kind="factual", topic="", by=desk.bo)
        desk.claim.refresh_from_db()
        assert self.find(desk).outdated == ("reworded",)
        make_source(desk.workspace, "Another text of hers.", key="two")
        assert self.find(desk).outdated == ("reworded", "new text")
        desk.mark(desk.bo, Bearing.SUPPORTS, first.text)
        assert self.find(desk).outdated == ("reworded", "new text", "spoken")

    def test_confirmed_again_it_holds_for_what_there_is_now(self, desk, first):
        self.confirm(desk, [first])
        make_source(desk.workspace, "Another text of hers.", key="two")
        self.confirm(desk)
        assert self.find(desk).outdated == ()
        assert Silence.objects.count() == 1

    def test_an_author_who_speaks_is_not_silent(self, desk, first):
        give_answer(claim=desk.claim, sentence=first, said=YES, by=desk.ada)
        with pytest.raises(AuthorSpeaksError):
            self.confirm(desk, [first])
