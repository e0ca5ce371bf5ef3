"""Evidence: what people link, what the machine suggests, and the stances that follow."""

from datetime import date

import pytest

from claims.enums import Bearing, EvidenceState, Position, StanceBasis
from claims.errors import EvidenceExistsError, SpeakerMissingError
from claims.models import Evidence, Stance
from claims.queries import effective_stances
from claims.services import (
    clear_stance,
    decide_evidence,
    link_evidence,
    rederive_stances,
    remove_evidence,
    set_stance,
    suggest_evidence,
)
from common.errors import InvalidInputError
from tests.factories.claims import ClaimFactory, EvidenceFactory, StanceFactory
from tests.factories.rows import PassageFactory, SourceFactory
from tests.factories.sources import AuthorFactory
from tests.factories.workspaces import UserFactory
from tests.support.threads import at_once

pytestmark = pytest.mark.django_db
SUPPORTS, CONTRADICTS, CONTEXT = Bearing.SUPPORTS, Bearing.CONTRADICTS, Bearing.CONTEXT
SPRING, AUTUMN = date(2019, 4, 1), date(2023, 10, 1)


@pytest.fixture
def claim():
    return ClaimFactory()


@pytest.fixture
def writer(claim):
    return AuthorFactory(workspace=claim.workspace)


def passage_by(author, on=SPRING):
    source = SourceFactory(workspace=author.workspace, authors=[author], issued_on=on)
    return PassageFactory(source=source)


def link(claim, passage, bearing=SUPPORTS, **fields):
    return link_evidence(claim=claim, passage=passage, bearing=bearing, by=None, **fields)


def suggest(claim, author, bearing=SUPPORTS, passage=None):
    return suggest_evidence(
        claim=claim, passage=passage or passage_by(author), bearing=bearing, speaker=author, score=0.7, why={}
    )


def stances_of(claim, author):
    rows = Stance.objects.filter(claim=claim, author=author).order_by("as_of")
    return [(row.position, row.as_of, row.basis) for row in rows]


class TestLink:
    def test_a_linked_passage_is_accepted_and_speaks_for_the_first_author(self, claim, writer):
        second, user = AuthorFactory(workspace=claim.workspace), UserFactory()
        source = SourceFactory(workspace=claim.workspace, authors=[writer, second])
        evidence = link_evidence(claim=claim, passage=PassageFactory(source=source), bearing=SUPPORTS, by=user)
        assert (evidence.state, evidence.speaker, evidence.decided_by) == (
            EvidenceState.ACCEPTED,
            writer,
            user,
        )
        assert evidence.decided_at is not None

    def test_reported_speech_counts_for_its_speaker_and_not_for_the_writer(self, claim, writer):
        quoted = AuthorFactory(workspace=claim.workspace)
        link(claim, passage_by(writer), CONTRADICTS, speaker=quoted)
        assert stances_of(claim, quoted) == [(Position.DENIES, SPRING, StanceBasis.DERIVED)]
        assert stances_of(claim, writer) == []

    def test_a_change_of_mind_is_a_second_stance(self, claim, writer):
        link(claim, passage_by(writer, SPRING), SUPPORTS)
        link(claim, passage_by(writer, AUTUMN), CONTRADICTS)
        assert stances_of(claim, writer) == [
            (Position.AFFIRMS, SPRING, StanceBasis.DERIVED),
            (Position.DENIES, AUTUMN, StanceBasis.DERIVED),
        ]

    def test_both_ways_on_one_date_qualify_in_the_same_row(self, claim, writer):
        link(claim, passage_by(writer), SUPPORTS)
        before = Stance.objects.get(claim=claim, author=writer)
        link(claim, passage_by(writer), CONTRADICTS)
        after = Stance.objects.get(claim=claim, author=writer)
        assert (after.pk, after.position) == (before.pk, Position.QUALIFIES)

    def test_context_takes_no_stance(self, claim, writer):
        link(claim, passage_by(writer), CONTEXT)
        assert stances_of(claim, writer) == []

    def test_linking_twice_is_one_row(self, claim, writer):
        passage = passage_by(writer)
        assert link(claim, passage).pk == link(claim, passage).pk
        assert Evidence.objects.count() == 1

    def test_linking_with_another_bearing_is_refused_and_names_the_row(self, claim, writer):
        passage = passage_by(writer)
        evidence = link(claim, passage, SUPPORTS)
        with pytest.raises(EvidenceExistsError) as error:
            link(claim, passage, CONTRADICTS)
        assert error.value.details == {"evidence": str(evidence.pk), "bearing": SUPPORTS}

    def test_linking_what_was_suggested_accepts_it_with_the_persons_bearing(self, claim, writer):
        passage = passage_by(writer)
        suggestion = suggest(claim, writer, SUPPORTS, passage)
        evidence = link(claim, passage, CONTRADICTS)
        assert (evidence.pk, evidence.state, evidence.bearing) == (
            suggestion.pk,
            EvidenceState.ACCEPTED,
            CONTRADICTS,
        )

    def test_a_source_without_authors_needs_a_named_speaker(self, claim):
        passage = PassageFactory(source=SourceFactory(workspace=claim.workspace))
        with pytest.raises(SpeakerMissingError):
            link(claim, passage)

    def test_things_of_another_workspace_are_refused(self, claim, writer):
        stranger = AuthorFactory()
        with pytest.raises(InvalidInputError):
            link(claim, passage_by(stranger))
        with pytest.raises(InvalidInputError):
            link(claim, passage_by(writer), speaker=stranger)
        assert Evidence.objects.count() == 0

    def test_an_unknown_bearing_is_refused(self, claim, writer):
        with pytest.raises(InvalidInputError):
            link(claim, passage_by(writer), "proves")


class TestSuggest:
    def test_a_suggestion_takes_no_stance(self, claim, writer):
        evidence = suggest(claim, writer)
        assert (evidence.state, evidence.decided_at, evidence.score) == (EvidenceState.SUGGESTED, None, 0.7)
        assert stances_of(claim, writer) == []

    def test_what_was_decided_is_not_suggested_again(self, claim, writer):
        passage = passage_by(writer)
        decide_evidence(evidence=suggest(claim, writer, passage=passage), state=EvidenceState.REJECTED, by=None)
        assert suggest(claim, writer, passage=passage) is None
        assert Evidence.objects.get().state == EvidenceState.REJECTED

    @pytest.mark.parametrize("score", [-0.1, 1.1])
    def test_a_score_out_of_range_is_refused(self, claim, writer, score):
        with pytest.raises(InvalidInputError):
            suggest_evidence(
                claim=claim, passage=passage_by(writer), bearing=SUPPORTS, speaker=writer, score=score, why={}
            )


class TestDecide:
    def test_accepting_derives_and_taking_it_back_underives(self, claim, writer):
        suggestion, user = suggest(claim, writer), UserFactory()
        decided = decide_evidence(evidence=suggestion, state=EvidenceState.ACCEPTED, by=user)
        assert (decided.decided_by, stances_of(claim, writer)) == (
            user,
            [(Position.AFFIRMS, SPRING, StanceBasis.DERIVED)],
        )
        undone = decide_evidence(evidence=suggestion, state=EvidenceState.SUGGESTED, by=user)
        assert (undone.decided_by, undone.decided_at, stances_of(claim, writer)) == (None, None, [])

    def test_a_person_can_accept_with_another_bearing(self, claim, writer):
        decide_evidence(
            evidence=suggest(claim, writer, SUPPORTS),
            state=EvidenceState.ACCEPTED,
            bearing=CONTRADICTS,
            by=None,
        )
        assert stances_of(claim, writer) == [(Position.DENIES, SPRING, StanceBasis.DERIVED)]

    def test_what_a_person_linked_is_no_suggestion_to_go_back_to(self, claim, writer):
        evidence = link(claim, passage_by(writer))
        with pytest.raises(InvalidInputError):
            decide_evidence(evidence=evidence, state=EvidenceState.SUGGESTED, by=None)

    def test_deciding_the_same_again_writes_nothing(self, claim, writer):
        evidence = link(claim, passage_by(writer))
        decide_evidence(evidence=evidence, state=EvidenceState.ACCEPTED, by=None)
        assert evidence.events.count() == 1

    def test_removing_the_only_ground_removes_the_stance(self, claim, writer):
        evidence = link(claim, passage_by(writer))
        remove_evidence(evidence=evidence, by=None)
        assert (Evidence.objects.count(), stances_of(claim, writer)) == (0, [])

    def test_stances_that_stay_are_not_written_again(self, claim, writer):
        link(claim, passage_by(writer))
        link(claim, passage_by(writer))
        assert Stance.objects.get().events.count() == 1

    def test_a_corrected_date_moves_the_derived_stance(self, claim, writer):
        evidence = link(claim, passage_by(writer, SPRING))
        source = evidence.passage.source
        source.issued_on = AUTUMN
        source.save()
        rederive_stances(claim=claim, author=writer, by=None)
        assert stances_of(claim, writer) == [(Position.AFFIRMS, AUTUMN, StanceBasis.DERIVED)]


class TestSetStance:
    def set(self, claim, author, position=Position.UNDECIDED, **fields):
        return set_stance(claim=claim, author=author, position=position, by=None, **{"reason": "Hedges.", **fields})

    def test_a_set_stance_stands_beside_the_derived_one(self, claim, writer):
        link(claim, passage_by(writer))
        self.set(claim, writer, likelihood=55, as_of=AUTUMN)
        assert stances_of(claim, writer) == [
            (Position.AFFIRMS, SPRING, StanceBasis.DERIVED),
            (Position.UNDECIDED, AUTUMN, StanceBasis.SET),
        ]

    def test_the_words_of_a_likelihood_are_kept_with_their_vocabulary(self, claim, writer):
        stance = self.set(claim, writer, likelihood_term="very_likely")
        assert (stance.likelihood, stance.likelihood_term, stance.likelihood_scale) == (None, "very_likely", "icd_203")

    def test_setting_again_for_the_same_date_changes_the_row(self, claim, writer):
        first = self.set(claim, writer)
        second = self.set(claim, writer, Position.DENIES)
        assert (first.pk, Stance.objects.get().position) == (second.pk, Position.DENIES)

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"reason": " "}, "reason"),
            ({"likelihood": 101}, "likelihood"),
            ({"likelihood": 30, "likelihood_term": "likely"}, "likelihood"),
            ({"likelihood_term": "perhaps"}, "likelihood_term"),
            ({"position": "likes"}, "position"),
        ],
    )
    def test_what_breaks_a_rule_is_refused(self, claim, writer, fields, field):
        with pytest.raises(InvalidInputError) as error:
            self.set(claim, writer, **fields)
        assert error.value.details["field"] == field

    def test_an_author_of_another_workspace_is_refused(self, claim):
        with pytest.raises(InvalidInputError):
            self.set(claim, AuthorFactory())

    def test_clearing_lets_the_derived_one_show(self, claim, writer):
        link(claim, passage_by(writer))
        stance = self.set(claim, writer)
        clear_stance(stance=stance, by=None)
        assert effective_stances([claim])[claim.pk][writer.pk].position == Position.AFFIRMS

    def test_a_derived_stance_cannot_be_cleared(self, claim, writer):
        link(claim, passage_by(writer))
        with pytest.raises(InvalidInputError):
            clear_stance(stance=Stance.objects.get(), by=None)


class TestEffectiveStances:
    def test_the_latest_derived_one_counts_and_an_undated_one_last(self, claim, writer):
        for on, position in ((None, "denies"), (SPRING, "affirms"), (AUTUMN, "qualifies")):
            StanceFactory(claim=claim, author=writer, as_of=on, position=position)
        assert effective_stances([claim])[claim.pk][writer.pk].as_of == AUTUMN

    def test_a_set_one_counts_above_a_later_derived_one(self, claim, writer):
        StanceFactory(claim=claim, author=writer, as_of=AUTUMN)
        chosen = StanceFactory(claim=claim, author=writer, as_of=SPRING, basis=StanceBasis.SET)
        assert effective_stances([claim])[claim.pk][writer.pk] == chosen

    def test_silence_is_absence(self, claim):
        assert effective_stances([claim]) == {}

    def test_one_query_for_any_number_of_claims(self, claim, django_assert_num_queries):
        for _ in range(3):
            StanceFactory(claim=claim)
        StanceFactory(claim=ClaimFactory(workspace=claim.workspace))
        with django_assert_num_queries(1):
            found = effective_stances(claim.workspace.claims.all())
            assert {stance.author.name for by_author in found.values() for stance in by_author.values()}
        assert sorted(len(by_author) for by_author in found.values()) == [1, 3]


@pytest.mark.django_db(transaction=True)
def test_two_who_accept_at_once_derive_from_both_decisions():
    claim = ClaimFactory()
    writer = AuthorFactory(workspace=claim.workspace)
    passage = [passage_by(writer), passage_by(writer)]
    rows = [
        EvidenceFactory(claim=claim, speaker=writer, passage=passage[n], bearing=bearing, suggested=True)
        for n, bearing in enumerate((SUPPORTS, CONTRADICTS))
    ]
    at_once(*(lambda row=row: decide_evidence(evidence=row, state=EvidenceState.ACCEPTED, by=None) for row in rows))
    assert stances_of(claim, writer) == [(Position.QUALIFIES, SPRING, StanceBasis.DERIVED)]
