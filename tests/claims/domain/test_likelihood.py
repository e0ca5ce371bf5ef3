"""Words of likelihood against their numbers, by the scale of ICD 203."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.likelihood import ICD_203, TERMS, fault_of, read_likelihood, term_of
from claims.enums import LikelihoodScale, LikelihoodTerm


def test_the_vocabulary_that_is_stored_is_the_scale():
    assert [term.key for term in ICD_203.terms] == LikelihoodTerm.values
    assert [term.words.capitalize() for term in ICD_203.terms] == LikelihoodTerm.labels
    assert (ICD_203.key, ICD_203.name) in LikelihoodScale.choices


def test_the_ranges_follow_each_other_without_a_gap():
    assert [later.low for later in ICD_203.terms[1:]] == [earlier.high for earlier in ICD_203.terms[:-1]]


@given(st.integers(0, 100))
def test_every_number_has_one_term_that_may_stand_beside_it(percent):
    assert fault_of(term_of(percent).key, percent) == ""


@given(st.integers(0, 99))
def test_a_higher_number_never_gets_a_lower_term(percent):
    assert term_of(percent).low <= term_of(percent + 1).low


@pytest.mark.parametrize(
    ("percent", "term"),
    [
        (0, "remote"),
        (5, "very_unlikely"),
        (50, "roughly_even"),
        (55, "likely"),
        (95, "almost_certain"),
        (100, "almost_certain"),
    ],
)
def test_a_number_on_an_end_belongs_to_the_term_above(percent, term):
    assert term_of(percent) == TERMS[term]


@pytest.mark.parametrize(
    ("term", "percent", "said"),
    [
        ("likely", None, "likely (55–80 %)"),
        ("", 60, "likely (60 %)"),
        ("likely", 80, "likely (80 %)"),
        ("", None, "None"),
    ],
)
def test_words_and_number_are_said_together(term, percent, said):
    assert str(read_likelihood(term, percent)) == said


def test_what_a_person_chose_is_told_apart_from_what_the_scale_gives():
    assert read_likelihood("likely", 60).chosen
    assert not read_likelihood("", 60).chosen


@pytest.mark.parametrize(
    ("term", "percent", "fault"),
    [
        ("likely", 30, "30 % is not “likely”, which is 55–80 %: it is “unlikely”."),
        ("perhaps", None, "“perhaps” is no term of ICD 203."),
        ("", 101, "A likelihood is a percentage from 0 to 100."),
    ],
)
def test_what_does_not_go_together_is_said(term, percent, fault):
    assert fault_of(term, percent) == fault
