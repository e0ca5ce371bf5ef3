from hypothesis import given
from hypothesis import strategies as st

from agreement.domain.clusters.identity import match_clusters, still_named

CLUSTERS = st.lists(st.frozensets(st.integers(0, 30), min_size=1, max_size=6), max_size=6)


def test_a_cluster_that_grew_or_shrank_by_half_is_the_same():
    before = {"dues": frozenset({1, 2}), "rail": frozenset({5, 6, 7, 8})}
    assert match_clusters(before, [frozenset({5, 6}), frozenset({1, 2, 3, 4}), frozenset({9})]) == [
        "rail",
        "dues",
        None,
    ]


def test_of_two_halves_the_larger_goes_on_and_of_two_that_merge_the_larger_too():
    split = match_clusters({"dues": frozenset({1, 2, 3, 4, 5})}, [frozenset({1, 2}), frozenset({3, 4, 5})])
    assert split == [None, "dues"]
    merged = match_clusters({"small": frozenset({1}), "large": frozenset({2, 3})}, [frozenset({1, 2, 3})])
    assert merged == ["large"]


def test_what_lost_most_of_its_statements_is_not_the_same():
    assert match_clusters({"dues": frozenset({1, 2, 3})}, [frozenset({1, 7})]) == [None]


@given(CLUSTERS, CLUSTERS)
def test_each_is_matched_once_and_keeps_half(old, new):
    before = dict(enumerate(old))
    found = match_clusters(before, new)
    matched = [key for key in found if key is not None]
    assert len(found) == len(new)
    assert len(set(matched)) == len(matched)
    assert all(2 * len(before[key] & new[at]) >= len(before[key]) for at, key in enumerate(found) if key is not None)


@given(CLUSTERS.map(lambda clusters: list({min(each): each for each in clusters}.values())))
def test_an_unchanged_cluster_is_never_lost_to_another(clusters):
    taken: set[int] = set()
    apart = [each for each in clusters if taken.isdisjoint(each) and not taken.update(each)]
    assert match_clusters(dict(enumerate(apart)), apart[::-1]) == list(range(len(apart)))[::-1]


def test_a_name_lasts_while_its_words_stand_in_the_texts():
    assert still_named("Harbour, dues", ["The harbour is full.", "Dues rise."])
    assert not still_named("Harbour, rail", ["The harbour is full."])
    assert not still_named("", ["The harbour is full."])
