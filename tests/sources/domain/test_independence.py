"""Passages that lean on one work count once, however they are ordered."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from sources.domain.independence import EXACT_MAX, merge_origins, weigh_independence


def keys(*words):
    return frozenset(words)


def number(*leanings):
    return weigh_independence(
        [[keys(*origin.split()) for origin in leaning.split("+")] for leaning in leanings]
    ).independent


def test_passages_on_one_work_are_one_witness():
    found = weigh_independence([[keys("a")], [keys("a", "b")], [keys("c")]])

    assert (found.passages, found.independent, found.exact) == (3, 2, True)
    assert [(one.keys, one.members) for one in found.shared] == [(keys("a", "b"), (0, 1))]


def test_a_passage_between_two_takes_nothing_from_them():
    assert number("a", "a+b", "b") == 2
    assert number("a+b", "b+c", "c+a") == 1
    assert number("a+b", "b+c", "c+d", "d+a") == 2


def test_a_third_mention_makes_two_works_one():
    assert number("doi1", "title1") == 2
    assert number("doi1", "title1", "doi1 title1") == 1


def test_nothing_leans_on_nothing():
    assert weigh_independence([]).independent == 0
    assert number("a", "b", "c") == 3


def test_a_large_tangle_is_bounded_from_below():
    tangle = [[keys(f"w{place}"), keys(f"w{place + 1}")] for place in range(EXACT_MAX + 5)]

    found = weigh_independence(tangle)

    assert (found.independent, found.exact) == (15, False)


origins = st.frozensets(st.sampled_from("abcdef"), min_size=1, max_size=2)
leanings = st.lists(st.lists(origins, min_size=1, max_size=3), max_size=7)


def by_trying_all(pieces):
    works, _keys = merge_origins(pieces)
    sizes = range(len(works), -1, -1)
    return next(
        size
        for size in sizes
        for chosen in combinations(works, size)
        if all(not one & other for one, other in combinations(chosen, 2))
    )


@given(leanings)
@settings(max_examples=150)
def test_it_is_the_greatest_number_without_a_common_origin(pieces):
    assert weigh_independence(pieces).independent == by_trying_all(pieces)


@given(leanings, st.lists(origins, min_size=1, max_size=3), st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_order_is_nothing_and_another_passage_adds_one_at_most(pieces, another, random):
    before = weigh_independence(pieces).independent
    shuffled = list(pieces)
    random.shuffle(shuffled)
    works, _keys = merge_origins(pieces)

    assert weigh_independence(shuffled).independent == before
    assert before <= len({work for one in works for work in one})
    # A new passage may also show that two works are one, which takes independence away from others.
    known = {key for one in pieces for origin in one for key in origin}
    fresh = [origin - known for origin in another]
    assert weigh_independence([*pieces, [one or frozenset({"new"}) for one in fresh]]).independent in {
        before,
        before + 1,
    }


@given(leanings, origins, st.integers(0, 6))
@settings(max_examples=100)
def test_another_origin_never_makes_passages_more_independent(pieces, origin, place):
    if not pieces:
        return
    more = [list(one) for one in pieces]
    more[place % len(more)].append(origin)

    assert weigh_independence(more).independent <= weigh_independence(pieces).independent
