"""Base scores from evidence: the table of docs/algorithms/base-scores.md, and what more evidence does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arguments.domain.base_scores import NEUTRAL, Side, WeighedPassage, weigh_passages

FOR, AGAINST, CONTEXT = Side.SUPPORTS, Side.CONTRADICTS, Side.CONTEXT

passages = st.lists(
    st.builds(
        WeighedPassage,
        side=st.sampled_from(Side),
        reliability=st.sampled_from("abcdef"),
        credibility=st.sampled_from("123456"),
        is_retracted=st.booleans(),
    ),
    max_size=12,
)


@pytest.mark.parametrize(
    ("evidence", "score"),
    [
        ([], 0.5),
        ([WeighedPassage(CONTEXT, "a", "1")], 0.5),
        ([WeighedPassage(FOR, "a", "1", is_retracted=True)], 0.5),
        ([WeighedPassage(FOR)], 0.565),
        ([WeighedPassage(FOR, "a", "1")], 0.667),
        ([WeighedPassage(FOR, "a", "1")] * 3, 0.8),
        ([WeighedPassage(FOR, "a", "1"), WeighedPassage(AGAINST, "a", "1")], 0.5),
        ([WeighedPassage(FOR), WeighedPassage(AGAINST, "a", "1")], 0.394),
    ],
)
def test_the_scores_are_those_of_the_page(evidence, score):
    assert round(weigh_passages(evidence).score, 3) == score


def test_passages_of_one_origin_weigh_as_the_best_of_them():
    three = [WeighedPassage(FOR, "e", "4"), WeighedPassage(FOR, "a", "1"), WeighedPassage(FOR)]

    weight = weigh_passages(three, independent_for=1)

    assert (weight.supports, weight.counted) == (1.0, 1)


def test_retracted_passages_are_counted_apart():
    weight = weigh_passages([WeighedPassage(FOR, is_retracted=True), WeighedPassage(AGAINST, "a", "1")])

    assert (weight.supports, weight.contradicts, weight.counted, weight.retracted) == (0, 1.0, 1, 1)


@given(passages)
@settings(max_examples=60, deadline=None)
def test_the_score_stays_between_the_ends_and_swaps_with_the_sides(evidence):
    swapped = {FOR: AGAINST, AGAINST: FOR, CONTEXT: CONTEXT}
    other = [WeighedPassage(swapped[one.side], one.reliability, one.credibility, one.is_retracted) for one in evidence]

    score = weigh_passages(evidence).score

    assert 0 < score < 1
    assert weigh_passages(other).score == pytest.approx(1 - score)


@given(passages, st.sampled_from("abcdef"), st.sampled_from("123456"))
@settings(max_examples=60, deadline=None)
def test_more_evidence_moves_the_score_to_its_side(evidence, reliability, credibility):
    before = weigh_passages(evidence).score

    assert weigh_passages([*evidence, WeighedPassage(FOR, reliability, credibility)]).score > before
    assert weigh_passages([*evidence, WeighedPassage(AGAINST, reliability, credibility)]).score < before


@given(passages)
@settings(max_examples=40, deadline=None)
def test_evidence_that_was_retracted_says_nothing(evidence):
    gone = [WeighedPassage(one.side, one.reliability, one.credibility, is_retracted=True) for one in evidence]

    assert weigh_passages(gone).score == NEUTRAL
