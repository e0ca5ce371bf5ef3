"""Terms of the conclusion in no premise, and terms in one premise only."""

from arguments.domain.coaching.hints import HintKind, Weight
from arguments.domain.coaching.loose_terms import find_loose_terms
from arguments.domain.coaching.missing_terms import find_missing_terms
from arguments.domain.coaching.reading import Reading
from arguments.domain.coaching.terms import read_names
from tests.arguments.domain.coaching.graphs import argument, claim, graph

MORTAL, HUMAN, ALL = claim(1, "Socrates is mortal."), claim(2, "Socrates is human."), claim(3, "Humans are mortal.")
TRAM = [
    claim(1, "The tram will relieve the ring road."),
    claim(2, "The tram can carry twenty thousand commuters."),
    claim(3, "Parking fees rise in the harbour."),
    claim(4, "Whoever rides the tram leaves the ring road relieved of a car."),
]


def missing(built, **more):
    return list(find_missing_terms(Reading(built, **more)))


def loose(built):
    return list(find_loose_terms(Reading(built)))


def test_a_complete_syllogism_has_no_hint():
    built = graph([MORTAL, HUMAN, ALL], ["a: 2 3 + 1"])

    assert missing(built) == loose(built) == []


def test_a_term_out_of_an_empty_hat_is_named():
    (hint,) = missing(graph([MORTAL, HUMAN], ["a: 2 + 1"]))

    assert (hint.kind, hint.weight) == (HintKind.CONCLUSION_TERM_MISSING, Weight.LIKELY)
    assert hint.said == "“mortal” of C-1 stands in no premise of this step."
    assert (hint.claim_ids, hint.argument_ids) == (("2", "1"), ("a",))


def test_the_same_gap_is_not_told_twice():
    assert loose(graph([MORTAL, HUMAN], ["a: 2 + 1"])) == []


def test_one_shared_term_of_several_makes_the_gap_only_possible():
    (hint,) = missing(graph(TRAM, ["a: 2 + 1"]))

    assert hint.weight is Weight.POSSIBLE
    assert hint.words[-3:] == ("relieve", "ring", "road")


def test_a_scheme_or_a_note_or_an_unstated_premise_bridges_the_gap():
    bridged = [
        argument("a: 2 + 1", scheme="sign"),
        argument("b: 2 + 1", note="Whoever is human dies."),
        argument("c: 2 3! + 1"),
    ]

    assert {hint.weight for hint in missing(graph([MORTAL, HUMAN, ALL], bridged))} <= {Weight.POSSIBLE}


def test_words_of_the_note_count_as_said():
    assert missing(graph([MORTAL, HUMAN], [argument("a: 2 + 1", note="Humans are mortal.")])) == []


def test_other_names_of_one_thing_are_no_gap():
    claims = [claim(1, "Washington’s tariffs fall."), claim(2, "American tariffs fall.")]
    names = read_names([("United States", ("Washington", "American"))])

    assert len(missing(graph(claims, ["a: 2 + 1"]))) == 1
    assert missing(graph(claims, ["a: 2 + 1"]), names=names) == []


def test_a_premise_that_hangs_loose_is_told():
    (hint,) = loose(graph(TRAM, ["a: 2 3 4 + 1"]))

    assert (hint.kind, hint.weight) == (HintKind.LOOSE_PREMISE_TERM, Weight.LIKELY)
    assert hint.said.startswith("“Parking”, “fees”, “rise” and “harbour”")
    assert hint.claim_ids == ("3", "1")


def test_single_loose_terms_are_only_possible():
    (hint,) = loose(graph(TRAM, ["a: 2 4 + 1"]))

    assert hint.weight is Weight.POSSIBLE
    assert set(hint.claim_ids) == {"2", "4", "1"}


def test_undercuts_have_no_conclusion_to_miss_terms_of():
    built = graph([MORTAL, HUMAN, ALL], ["a: 2 3 + 1", "b: 1 x a"])

    assert missing(built) == loose(built) == []


def test_a_fingerprint_changes_with_the_wordings_and_nothing_else():
    before = missing(graph([MORTAL, HUMAN], ["a: 2 + 1"]))[0].fingerprint
    same = missing(graph([claim(1, MORTAL.text, "vogt denies"), HUMAN], ["a: 2 + 1"]))[0].fingerprint
    reworded = missing(graph([MORTAL, claim(2, "Socrates is a human being.")], ["a: 2 + 1"]))[0].fingerprint

    assert before == same != reworded
    assert len(before) == 64
