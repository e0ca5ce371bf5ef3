from hypothesis import given
from hypothesis import strategies as st

from agreement.domain.clusters.links import LinkConflict, Links, pair_of, resolve_links

PAIRS = st.frozensets(st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda pair: pair_of(*pair)), max_size=12)


def test_must_links_are_followed_to_their_ends():
    found = resolve_links(Links(must=frozenset({(1, 2), (2, 5), (7, 8)})), range(10))
    assert found.groups == ((1, 2, 5), (7, 8))
    assert found.group_of == {1: 0, 2: 0, 5: 0, 7: 1, 8: 1}


def test_a_cannot_link_inside_a_must_group_is_reported_with_the_chain():
    found = resolve_links(
        Links(must=frozenset({(1, 2), (2, 5), (1, 9)}), cannot=frozenset({(1, 5), (2, 7)})), range(10)
    )
    assert found.conflicts == (LinkConflict((1, 5), (1, 2, 5)),)
    assert found.cannot == {(2, 7)}


def test_links_to_statements_that_are_gone_and_to_themselves_count_for_nothing():
    links = Links(must=frozenset({(1, 99), (4, 4)}), cannot=frozenset({(2, 98), (3, 3)}))
    found = resolve_links(links, range(10))
    assert (found.groups, found.cannot, found.conflicts) == ((), frozenset(), ())


@given(PAIRS, PAIRS)
def test_every_link_is_kept_or_reported(must, cannot):
    found = resolve_links(Links(must, cannot), range(10))
    place = found.group_of
    assert all(place[one] == place[other] for one, other in must if one != other)
    assert {conflict.cannot for conflict in found.conflicts} | found.cannot == {p for p in cannot if p[0] != p[1]}
    for conflict in found.conflicts:
        assert (conflict.path[0], conflict.path[-1]) == conflict.cannot
        assert all(pair_of(*step) in must for step in zip(conflict.path, conflict.path[1:], strict=False))
