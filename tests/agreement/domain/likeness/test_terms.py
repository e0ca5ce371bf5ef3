import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.domain.likeness.terms import terms_of
from agreement.domain.names.aliases import (
    AliasGroup,
    default_aliases,
    fold_table,
)

STATES = fold_table(default_aliases())


def keys(text, folding=STATES):
    return [term.key for term in terms_of(text, folding)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("reforms", "reform"),
        ("policies", "policy"),
        ("stopped", "stopping"),
        ("shipments", "shipment"),
        ("economies", "economy"),
        ("largely agreed", "agree"),
    ],
)
def test_inflections_share_a_term(first, second):
    assert keys(first)[-1] == keys(second)[-1]


def test_different_words_keep_different_terms():
    assert keys("police policy") == ["polic", "policy"]


@pytest.mark.parametrize("text", ["Ottawa", "Canada's", "the Canadians", "Canadian"])
def test_names_of_a_state_fold_into_one(text):
    assert keys(text) == ["canada"]


def test_a_form_in_capitals_matches_no_common_word():
    assert keys("The US told us so") == ["united states", "told"]
    assert keys("U.S.-led talks") == ["united states", "led", "talk"]


def test_the_longest_form_wins():
    assert keys("South Sudan and Sudan and South Africans") == ["south sudan", "sudan", "south africa"]


def test_a_workspace_adds_forms_to_a_known_name():
    folding = fold_table([*default_aliases(), AliasGroup("Canada", ("the Maple Cabinet", "Rideau"))])
    assert keys("Rideau objected", folding) == ["canada", "object"]
    assert keys("Ottawa objected", folding) == ["canada", "object"]


def test_an_empty_form_folds_nothing():
    assert keys("plain words", fold_table([AliasGroup("", ("", "..."))])) == ["plain", "word"]


@given(st.text(max_size=120))
def test_terms_slice_back_to_the_text_in_order(text):
    terms = terms_of(text, STATES)
    assert [term.start for term in terms] == sorted(term.start for term in terms)
    for term in terms:
        assert text[term.start : term.end].strip()
