import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.domain.clusters.clustering import ClusterParameters, Decided, cluster_statements
from agreement.domain.clusters.linkage import link_by_average
from agreement.domain.clusters.links import Links, pair_of, resolve_links
from agreement.domain.likeness.similarity import IndexedStatement, build_index

COUNT = 30
PARAMETERS = ClusterParameters(threshold=1.0, least_cosine=0, linkage=0.5, largest=4, largest_component=6)
PAIRS = st.frozensets(
    st.tuples(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1)).map(lambda pair: pair_of(*pair)), max_size=6
)


def index(seed, order=range(COUNT)):
    """Return the index of statements of three authors on four topics, a few of them word for word the same."""
    chance = np.random.default_rng(seed)
    topics, words, authors = (chance.integers(limit, size=COUNT).tolist() for limit in (4, 5, 3))
    statements = [
        IndexedStatement(at, f"author {author}", f"Topic{topic} word{word}.")
        for at, (topic, word, author) in enumerate(zip(topics, words, authors, strict=True))
    ]
    vectors = 2 * np.eye(8)[topics] + chance.normal(size=(COUNT, 8))
    return build_index([statements[at] for at in order], vectors[list(order)])


def home_of(clustering):
    return {one: at for at, cluster in enumerate(clustering.clusters) for one in cluster.statements}


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 9_999), PAIRS, PAIRS)
def test_what_people_decided_holds_and_the_rest_of_the_rules_too(seed, must, cannot):
    links = Links(must, cannot)
    result = cluster_statements(index(seed), PARAMETERS, Decided(links))

    home = home_of(result)
    assert all(one == other or home[one] == home[other] for one, other in must)
    assert all(
        home.get(one) is None or home[one] != home.get(other)
        for one, other in resolve_links(links, range(COUNT)).cannot
    )
    assert result.conflicts == resolve_links(links, range(COUNT)).conflicts
    assert sorted([*home, *result.rest]) == list(range(COUNT))
    tied = {one for pair in must if pair[0] != pair[1] for one in pair}
    for cluster in result.clusters:
        assert len(cluster.authors) > 1 or not tied.isdisjoint(cluster.statements)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 9_999), st.permutations(range(COUNT)), PAIRS, PAIRS)
def test_the_order_of_rows_changes_nothing_whatever_was_decided(seed, order, must, cannot):
    decided = Decided(Links(must, cannot))
    straight = cluster_statements(index(seed), PARAMETERS, decided)
    assert cluster_statements(index(seed, order), PARAMETERS, decided) == straight


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 9_999))
def test_no_cluster_holds_more_texts_than_it_may(seed):
    built = index(seed)
    text = {each.id: each.text for each in built.statements}
    for cluster in cluster_statements(built, PARAMETERS).clusters:
        assert len({text[one] for one in cluster.statements}) <= PARAMETERS.largest


def test_a_must_link_within_one_author_makes_a_cluster():
    statements = [IndexedStatement(1, "ana", "Dues rise."), IndexedStatement(2, "ana", "Boats sink.")]
    result = cluster_statements(build_index(statements, np.eye(2)), decided=Decided(Links(must=frozenset({(1, 2)}))))
    (cluster,) = result.clusters
    assert (cluster.statements, cluster.authors) == ({1, 2}, ("ana",))
    assert [member.nearest.second for member in cluster.members] == [2, 1]


def test_the_same_words_of_two_authors_are_parted_if_people_say_so():
    statements = [IndexedStatement(1, "ana", "Dues rise."), IndexedStatement(2, "bo", "Dues rise.")]
    built = build_index(statements, np.ones((2, 2)))
    assert len(cluster_statements(built).clusters) == 1
    parted = cluster_statements(built, decided=Decided(Links(cannot=frozenset({(1, 2)}))))
    assert (parted.clusters, parted.rest) == ((), (1, 2))


def test_settled_statements_take_no_part():
    built = index(4)
    first = cluster_statements(built, PARAMETERS).clusters[0].statements
    result = cluster_statements(built, PARAMETERS, Decided(settled=first))
    assert first.isdisjoint(home_of(result))
    assert first.isdisjoint(result.rest)


SCORES = np.array([[0, 9, 8, 1], [9, 0, 7, 1], [8, 7, 0, 6], [1, 1, 6, 0]], dtype=np.float32)


@pytest.mark.parametrize(
    ("least", "largest", "starts", "apart", "clusters"),
    [
        (5, 4, (), (), [[0, 1, 2], [3]]),
        (2, 4, (), (), [[0, 1, 2, 3]]),
        (5, 2, (), (), [[0, 1], [2, 3]]),
        (5, 4, (), [(0, 1)], [[0, 2], [1], [3]]),
        (20, 1, [(0, 3)], (), [[0, 3], [1], [2]]),
        (5, 4, [(0, 1)], [(1, 2)], [[0, 1], [2, 3]]),
    ],
)
def test_linkage_merges_the_best_average_that_is_allowed(least, largest, starts, apart, clusters):
    assert link_by_average(SCORES, least, largest, starts, apart) == clusters
