import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.domain.clusters.decided import DecidedPairs, PairDecision, Relation, Said


def said(first, second, word, narrower=None):
    return PairDecision(first, second, Said(word), narrower)


@st.composite
def decisions(draw):
    pairs = draw(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=16))
    found = []
    for first, second in pairs:
        if first == second:
            continue
        word = draw(st.sampled_from(Said))
        low, high = min(first, second), max(first, second)
        narrower = draw(st.sampled_from([low, high])) if word == Said.NARROWER else None
        found.append(PairDecision(low, high, word, narrower))
    return found


def closure(pairs, size=8):
    """Return a label a statement by plain repetition, to check the disjoint sets against."""
    labels = list(range(size))
    for _round in range(size):
        for one, other in pairs:
            labels[one] = labels[other] = min(labels[one], labels[other])
    return labels


@pytest.mark.parametrize("word", ["same", "opposite"])
def test_both_sides_of_one_issue_are_kept_together(word):
    links = DecidedPairs([said(1, 2, word)]).links
    assert (links.must, links.cannot) == ({(1, 2)}, set())


def test_different_is_kept_apart_and_narrower_and_related_ask_for_nothing():
    links = DecidedPairs([said(1, 2, "different"), said(3, 4, "related"), said(5, 6, "narrower", 5)]).links
    assert (links.must, links.cannot) == (set(), {(1, 2)})


def test_what_is_said_of_a_statement_holds_for_all_that_are_the_same_claim():
    pairs = DecidedPairs([said(1, 2, "same"), said(2, 3, "narrower", 3), said(3, 4, "same")])
    decision = said(2, 3, "narrower", 3)
    assert pairs.between(1, 4) == Relation(Said.NARROWER, 4, direct=False, decision=decision)
    assert pairs.between(4, 1) == pairs.between(1, 4)
    assert pairs.between(2, 3) == Relation(Said.NARROWER, 3, direct=True, decision=decision)
    assert pairs.between(1, 9) is None


def test_same_chains_and_opposite_does_not():
    pairs = DecidedPairs([said(1, 2, "same"), said(2, 3, "same"), said(3, 4, "opposite"), said(4, 5, "opposite")])
    assert pairs.between(1, 3) == Relation(Said.SAME, None, direct=False, decision=None)
    assert pairs.between(3, 5) is None
    assert not pairs.overruled


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ([said(1, 3, "different")], [said(1, 2, "same"), said(2, 3, "same")]),
        ([said(1, 3, "different")], [said(1, 2, "opposite"), said(2, 3, "opposite")]),
        ([said(1, 3, "related")], [said(1, 2, "same"), said(2, 3, "same")]),
        ([said(2, 3, "same")], [said(1, 2, "related"), said(1, 3, "different")]),
        ([said(1, 3, "narrower", 1)], [said(1, 2, "same"), said(2, 3, "narrower", 3)]),
        ([said(2, 3, "same")], [said(1, 2, "narrower", 1), said(1, 3, "narrower", 3)]),
    ],
)
def test_of_decisions_that_contradict_each_other_the_newer_hold(older, newer):
    assert DecidedPairs([*older, *newer]).overruled == older


def test_of_two_decisions_on_one_pair_the_later_counts():
    pairs = DecidedPairs([said(1, 2, "same"), said(1, 2, "different")])
    assert (pairs.links.must, pairs.links.cannot, pairs.overruled) == (set(), {(1, 2)}, [])


@settings(max_examples=200, deadline=None)
@given(decisions())
def test_links_never_contradict_each_other(found):
    links = DecidedPairs(found).links
    labels = closure(links.must)
    assert not [(one, other) for one, other in links.cannot if labels[one] == labels[other]]


@settings(max_examples=200, deadline=None)
@given(decisions())
def test_every_decision_holds_or_is_overruled(found):
    pairs = DecidedPairs(found)
    for decision in {one.pair: one for one in found}.values():
        if decision in pairs.overruled:
            continue
        assert pairs.between(decision.first, decision.second) == Relation(
            decision.said, decision.narrower, direct=True, decision=decision
        )


@settings(max_examples=200, deadline=None)
@given(decisions(), st.integers(0, 7), st.integers(0, 7), st.integers(0, 7))
def test_whatever_is_the_same_claim_stands_alike_to_everything(found, one, other, third):
    pairs = DecidedPairs(found)
    if len({one, other, third}) < 3:
        return
    relation = pairs.between(one, other)
    if relation is None or relation.said != Said.SAME:
        return
    first, second = pairs.between(one, third), pairs.between(other, third)
    assert (first is None) == (second is None)
    if first is not None and second is not None:
        assert (first.said, first.narrower == third) == (second.said, second.narrower == third)
