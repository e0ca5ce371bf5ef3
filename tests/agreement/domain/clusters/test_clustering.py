import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.domain.clusters.clustering import ClusterParameters, cluster_statements, propose_pairs
from agreement.domain.likeness.similarity import IndexedStatement, build_index

TOPICS = {
    "dues": "Harbour dues will rise",
    "river": "River water falls fast",
    "fish": "Fishing fleets shrink slowly",
    "rail": "Railway freight outgrows lorries",
}
PARAMETERS = ClusterParameters(threshold=4.0, linkage=4.0)


def planted(authors=3, loose=12, dimension=24, seed=1):
    """Return statements and vectors: one statement an author on each topic, and `loose` others."""
    generator = np.random.default_rng(seed)
    statements, vectors = [], []
    for number, text in enumerate(TOPICS.values()):
        centre = np.zeros(dimension)
        centre[number] = 1
        for author in range(authors):
            statements.append(IndexedStatement(len(statements), f"author {author}", f"{text} {author}a."))
            vectors.append(centre + generator.normal(scale=0.05, size=dimension))
    for number in range(loose):
        text = f"Unrelated{number} remark{number}."
        statements.append(IndexedStatement(len(statements), f"author {number % authors}", text))
        vectors.append(generator.normal(size=dimension))
    return statements, np.array(vectors)


def partition(clustering):
    return {frozenset(member.statement for member in cluster.members) for cluster in clustering.clusters}


def test_planted_topics_are_found_and_the_rest_is_listed():
    statements, vectors = planted()
    result = cluster_statements(build_index(statements, vectors), PARAMETERS)
    assert partition(result) == {frozenset(range(start, start + 3)) for start in (0, 3, 6, 9)}
    assert result.rest == tuple(range(12, 24))


def test_a_cluster_says_why():
    statements, vectors = planted()
    result = cluster_statements(build_index(statements, vectors), PARAMETERS)
    cluster = next(each for each in result.clusters if 0 in {member.statement for member in each.members})
    assert cluster.authors == ("author 0", "author 1", "author 2")
    assert set(cluster.name.split(", ")) < {"Harbour", "dues", "rise", "will"}
    for member in cluster.members:
        assert member.nearest.first == member.statement
        assert member.nearest.second in {0, 1, 2} - {member.statement}
        assert set(member.nearest.shared) == {"Harbour", "dues", "rise"}
        assert 0 < member.score <= 1
        assert member.nearest.cosine > 0.9


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(24)), st.integers(1, 4))
def test_the_order_of_rows_changes_nothing(order, seed):
    statements, vectors = planted(seed=seed)
    straight = cluster_statements(build_index(statements, vectors), PARAMETERS)
    index = build_index([statements[row] for row in order], vectors[list(order)])
    assert cluster_statements(index, PARAMETERS) == straight


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 5), st.integers(0, 40))
def test_every_statement_is_in_one_cluster_or_the_rest(seed, authors, count):
    generator = np.random.default_rng(seed)
    statements = [
        IndexedStatement(row, f"author {generator.integers(authors)}", f"word{generator.integers(9)} thing.")
        for row in range(count)
    ]
    result = cluster_statements(
        build_index(statements, generator.normal(size=(count, 5))),
        ClusterParameters(threshold=0.5, least_cosine=-1, linkage=0),
    )
    placed = [member.statement for cluster in result.clusters for member in cluster.members]
    assert sorted([*placed, *result.rest]) == list(range(count))
    assert all(len(cluster.authors) >= 2 for cluster in result.clusters)


def test_one_author_makes_no_cluster():
    statements, vectors = planted(authors=1)
    result = cluster_statements(build_index(statements, vectors), PARAMETERS)
    assert result.clusters == ()
    assert len(result.rest) == len(statements)


def test_no_statement_and_one_statement_make_no_cluster():
    empty = cluster_statements(build_index([], np.empty((0, 4))))
    assert (empty.clusters, empty.rest) == ((), ())
    single = cluster_statements(build_index([IndexedStatement(7, "ana", "Dues rise.")], np.ones((1, 4))))
    assert (single.clusters, single.rest) == ((), (7,))


def test_two_authors_with_one_sentence_each_are_left_alone():
    statements = [IndexedStatement(1, "ana", "Dues rise."), IndexedStatement(2, "bo", "Boats sink.")]
    result = cluster_statements(build_index(statements, np.eye(2)))
    assert result.rest == (1, 2)


def test_the_same_sentence_of_many_authors_is_one_cluster_beyond_k_and_cap():
    statements, vectors = planted()
    text = "Everybody signed this very sentence."
    extra = [IndexedStatement(100 + row, f"author {row}", text) for row in range(30)]
    shared = np.zeros(24)
    shared[20] = 1
    index = build_index([*statements, *extra], np.vstack([vectors, np.tile(shared, (30, 1))]))
    result = cluster_statements(index, PARAMETERS)
    assert frozenset(range(100, 130)) in partition(result)


def test_a_sentence_that_one_author_repeats_is_no_agreement():
    statements = [IndexedStatement(row, "ana", "Dues rise.") for row in range(4)]
    statements.append(IndexedStatement(9, "bo", "Boats sink."))
    vectors = np.vstack([np.tile([1.0, 0, 0], (4, 1)), [[0, 1.0, 0]]])
    assert cluster_statements(build_index(statements, vectors)).clusters == ()


def test_a_cluster_never_outgrows_its_cap():
    generator = np.random.default_rng(4)
    statements = [IndexedStatement(row, f"author {row}", f"Dues rise {row}x.") for row in range(40)]
    vectors = np.ones((40, 8)) + generator.normal(scale=0.2, size=(40, 8))
    parameters = ClusterParameters(neighbours=40, threshold=-50, least_cosine=-1, linkage=-50, largest=6)
    result = cluster_statements(build_index(statements, vectors), parameters)
    assert max(len(cluster.members) for cluster in result.clusters) <= 6


def test_a_component_too_large_to_link_is_taken_apart():
    statements, vectors = planted()
    parameters = ClusterParameters(threshold=-50, linkage=4.0, neighbours=24, largest_component=5)
    result = cluster_statements(build_index(statements, vectors), parameters)
    assert partition(result) == {frozenset(range(start, start + 3)) for start in (0, 3, 6, 9)}


def test_pairs_come_best_first_and_only_across_authors():
    statements, vectors = planted()
    pairs = propose_pairs(build_index(statements, vectors), PARAMETERS)
    author = {each.id: each.author for each in statements}
    assert [pair.score for pair in pairs] == sorted((pair.score for pair in pairs), reverse=True)
    assert all(author[pair.first] != author[pair.second] for pair in pairs)
    assert {(pair.first, pair.second) for pair in pairs} >= {(0, 1), (0, 2), (1, 2)}


def test_a_thousand_authors_are_clustered():
    generator = np.random.default_rng(2)
    topic = np.arange(1000) % 50
    statements = [IndexedStatement(row, f"author {row}", f"Topic{topic[row]} {row}x.") for row in range(1000)]
    vectors = np.eye(64)[topic] + generator.normal(scale=0.05, size=(1000, 64))
    result = cluster_statements(build_index(statements, vectors), ClusterParameters(largest=30))
    assert all(len({topic[each.statement] for each in cluster.members}) == 1 for cluster in result.clusters)
    assert len(result.rest) < 100


def test_the_best_of_unrelated_pairs_is_not_joined():
    statements, _ = planted(loose=0)
    vectors = np.eye(len(statements)) + 0.01
    unrelated = [IndexedStatement(each.id, each.author, f"Word{each.id} thing{each.id}.") for each in statements]
    index = build_index(unrelated, vectors)
    assert cluster_statements(index, ClusterParameters(threshold=-50, linkage=-50)).clusters == ()
    assert propose_pairs(index, ClusterParameters(threshold=-50)) == ()
