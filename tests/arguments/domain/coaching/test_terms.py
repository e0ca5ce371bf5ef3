"""Terms of claims: which words count, and which are of one family."""

import pytest

from arguments.domain.coaching.terms import common_ground, is_negated, read_names, same_family, stem, terms_of, without

NAMES = read_names([("North Korea", ("DPRK", "North Korean", "the North")), ("United States", ("U.S.", "American"))])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sustainable", "sustains"),
        ("development", "develop"),
        ("economy", "economic"),
        ("rivalry", "rivals"),
        ("reforms", "reform"),
        ("stable", "stability"),
        ("diplomacy", "diplomatic"),
        ("concession", "concessions"),
        ("pressing", "pressure"),
    ],
)
def test_inflected_and_derived_forms_are_of_one_family(one, other):
    assert same_family(stem(one), stem(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("trade", "tradition"), ("china", "chin"), ("2024", "2025"), ("war", "ward")],
)
def test_words_that_only_look_alike_are_not(one, other):
    assert not same_family(stem(one), stem(other))


def test_words_of_grammar_and_degree_are_no_terms():
    assert terms_of("It is still very much the same as it was before, and will never be otherwise.") == {}


def test_terms_keep_the_word_and_stand_in_reading_order():
    assert [term.word for term in terms_of("Two reforms of 2024 failed.").values()] == ["reforms", "2024", "failed"]


def test_other_names_of_one_thing_are_one_term():
    one, other = terms_of("The DPRK’s harvests fail.", NAMES), terms_of("North Korean harvests fail.", NAMES)

    assert one.keys() == other.keys()
    assert terms_of("U.S. harvests", NAMES).keys() == terms_of("American harvests", NAMES).keys()


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("It will not rain.", True),
        ("It won’t rain.", True),
        ("It will rain.", False),
        ("It is not without rain.", False),
    ],
)
def test_an_odd_number_of_negations_negates(text, negated):
    assert is_negated(text) is negated


def test_what_nearly_all_claims_share_is_common_ground():
    claims = [
        terms_of(f"The harbour {word}.")
        for word in ["silts", "dries", "floods", "freezes", "pays", "works", "leaks", "moves"]
    ]

    assert common_ground(claims) == {stem("harbour")}
    assert common_ground(claims[:7]) == frozenset()


def test_terms_without_a_relative_are_left():
    ours = terms_of("The harbour is sustainable and pays.")

    assert [term.word for term in without(ours, terms_of("Harbours sustain trade."))] == ["pays"]
