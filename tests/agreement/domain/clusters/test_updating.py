from zlib import crc32

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.domain.clusters.clustering import (
    NOTHING_DECIDED,
    ClusterParameters,
    Decided,
    begin_clustering,
    finish_clustering,
    held_apart,
)
from agreement.domain.clusters.links import Links, pair_of
from agreement.domain.clusters.neighbourhood import look_around
from agreement.domain.clusters.updating import Change, update_clustering
from agreement.domain.likeness.similarity import IndexedStatement, build_index
from agreement.domain.likeness.texts import distinct_texts

PARAMETERS = ClusterParameters(
    neighbours=2, threshold=2.0, least_cosine=0.2, linkage=1.5, largest=4, largest_component=8
)
WORDS = ["harbour", "river", "rail", "fish", "dues", "lorry"]


def world(seed, count=48, authors=4):
    """Return statements on six topics by id, and the vector of each; some say the same word for word."""
    chance = np.random.default_rng(seed)
    statements, vectors = {}, {}
    for number in range(count):
        topic = int(chance.integers(6))
        text = f"{WORDS[topic]} {WORDS[int(chance.integers(6))]} thing{chance.integers(12)}."
        statements[number] = IndexedStatement(number, f"author {chance.integers(authors)}", text)
        noise = np.random.default_rng(crc32(text.encode())).normal(size=12)
        vectors[number] = 2 * np.eye(12)[topic] + noise
    return statements, vectors


def rows_of(vectors, statements):
    return np.array([vectors[each.id] for each in statements]).reshape(-1, 12)


def begin(statements, vectors, decided=NOTHING_DECIDED):
    rows = list(statements.values())
    return begin_clustering(build_index(rows, rows_of(vectors, rows)), PARAMETERS, decided)


def begun_with_the_same_measures(state, statements, vectors):
    rows = list(statements.values())
    population = state.around.texts.index.population
    index = build_index(rows, rows_of(vectors, rows), population=population)
    around = look_around(distinct_texts(index, *held_apart(state.decided)), PARAMETERS, state.around.scorer)
    return finish_clustering(around, PARAMETERS, state.decided)


def shape(clustering):
    return (
        [(cluster.name, [member.statement for member in cluster.members]) for cluster in clustering.clusters],
        clustering.rest,
        clustering.conflicts,
    )


PAIRS = st.frozensets(st.tuples(st.integers(0, 47), st.integers(0, 47)).map(lambda pair: pair_of(*pair)), max_size=4)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 9_999), st.integers(0, 47), st.sets(st.integers(0, 47), max_size=6), PAIRS, PAIRS)
def test_an_update_finds_what_beginning_with_the_same_measures_finds(seed, first_new, removed, must, cannot):
    statements, vectors = world(seed)
    state = begin({key: statements[key] for key in range(first_new)}, vectors)
    added = tuple(statements[key] for key in range(first_new, 48) if key not in removed)
    gone = {key for key in removed if key < first_new}
    decided = Decided(Links(must, cannot))

    after = update_clustering(state, Change(added, frozenset(gone)), rows_of(vectors, added), decided)

    now = {key: statements[key] for key in statements if key not in removed}
    anew = begun_with_the_same_measures(after, now, vectors)
    assert shape(after.clustering) == shape(anew.clustering)
    scores = [[cluster.score for cluster in state.clustering.clusters] for state in (after, anew)]
    assert scores[0] == pytest.approx(scores[1], abs=1e-3)


def test_nothing_changed_is_nothing_done():
    statements, vectors = world(3)
    state = begin(statements, vectors)
    after = update_clustering(state, Change(), np.empty((0, 12)))
    assert after.clustering == state.clustering
    assert after.around is state.around


def test_a_statement_that_goes_and_comes_back_leaves_no_trace():
    statements, vectors = world(5)
    state = begin(statements, vectors)
    without = update_clustering(state, Change(removed=frozenset({7})), np.empty((0, 12)))
    back = update_clustering(without, Change(added=(statements[7],)), np.array([vectors[7]]))
    assert shape(back.clustering) == shape(state.clustering)


def test_a_new_author_with_a_new_word_is_understood():
    statements, vectors = world(5)
    state = begin(statements, vectors)
    near = next(cluster for cluster in state.clustering.clusters).members[0].statement
    added = IndexedStatement(99, "somebody new", f"{statements[near].text} Unheard.")
    after = update_clustering(state, Change(added=(added,)), np.array([vectors[near]]))
    (home,) = [cluster for cluster in after.clustering.clusters if 99 in cluster.statements]
    assert near in home.statements


def test_what_was_settled_is_left_out_until_it_comes_again():
    statements, vectors = world(8)
    state = begin(statements, vectors)
    first = state.clustering.clusters[0].statements
    settled = update_clustering(state, Change(), np.empty((0, 12)), Decided(settled=first))
    placed = {statement for cluster in settled.clustering.clusters for statement in cluster.statements}
    assert placed.isdisjoint(first)
    assert first.isdisjoint(settled.clustering.rest)
    added = tuple(statements[key] for key in sorted(first))
    again = update_clustering(settled, Change(added), rows_of(vectors, added), Decided())
    assert shape(again.clustering) == shape(state.clustering)
