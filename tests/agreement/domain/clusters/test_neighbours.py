import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.domain.clusters.cells import cells_with_surroundings, split_into_cells
from agreement.domain.clusters.components import capped_components
from agreement.domain.clusters.neighbours import MutualNeighbours, mutual, nearest_rows
from agreement.domain.likeness.pairing import pair_scorer
from agreement.domain.likeness.similarity import IndexedStatement, build_index, unit_rows
from benchmarks.statements import make_statements


def test_mutual_neighbours_match_a_plain_search_across_blocks():
    generator = np.random.default_rng(5)
    count = 600
    rows = [(f"author {number % 7}", f"word{number % 40} thing{number % 11}") for number in range(count)]
    built = build_index([IndexedStatement(at, *row) for at, row in enumerate(rows)], generator.normal(size=(count, 8)))
    groups = np.arange(count) % 7
    scorer = pair_scorer(built, groups)
    scores = scorer.scores(slice(None), slice(None))
    scores[groups[:, None] == groups[None, :]] = -np.inf
    best = np.argsort(-scores, axis=1)[:, :4]
    wanted = {(i, int(j)) for i in range(count) for j in best[i] if scores[i, j] >= 1}
    found = mutual(nearest_rows(scorer, groups, 4, 1.0, exact_up_to=count), 4, scorer)
    assert set(zip(found.rows.tolist(), found.columns.tolist(), strict=True)) == {
        (i, j) for i, j in wanted if i < j and (j, i) in wanted
    }


def test_two_roads_find_nearly_all_that_exact_search_finds():
    made = make_statements(1_500, seed=4)
    built = build_index(made.statements, made.vectors)
    groups = np.array([int(each.author.split()[1]) for each in built.statements])
    scorer = pair_scorer(built, groups)
    exact, roads = (mutual(nearest_rows(scorer, groups, 6, 5.0, exact_up_to=limit), 6, scorer) for limit in (1_500, 0))
    wanted = set(zip(exact.rows.tolist(), exact.columns.tolist(), strict=True))
    found = set(zip(roads.rows.tolist(), roads.columns.tolist(), strict=True))
    assert len(wanted & found) >= 0.99 * len(wanted)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 300), st.integers(1, 40), st.integers(0, 99))
def test_cells_part_all_rows_and_none_is_too_large(count, largest, seed):
    vectors = unit_rows(np.random.default_rng(seed).normal(size=(count, 5)).astype(np.float32))
    vectors[: count // 3] = vectors[:1]
    cells = split_into_cells(vectors, largest)
    assert sorted(row for cell in cells for row in cell.tolist()) == list(range(count))
    assert all(0 < len(cell) <= largest for cell in cells)
    for rows, around in cells_with_surroundings(vectors, cells, least=50):
        assert set(rows.tolist()) <= set(around.tolist())
        assert len(around) >= min(50, count)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 9_999), st.integers(2, 12))
def test_parts_hold_no_more_than_they_may_and_what_is_near_most(seed, largest):
    chance = np.random.default_rng(seed)
    pairs = sorted({tuple(sorted(pair)) for pair in chance.integers(40, size=(60, 2)).tolist() if pair[0] != pair[1]})
    rows, columns = np.array(pairs).T
    joined = MutualNeighbours(rows, columns, chance.permutation(len(pairs)).astype(np.float32))
    parts = [part for parts in capped_components(joined, np.arange(40), largest, {}).values() for part in parts]
    home = {row: at for at, part in enumerate(parts) for row in part}
    assert len(home) == sum(map(len, parts))
    assert all(2 <= len(part) <= largest for part in parts)
    best = int(np.argmax(joined.scores))
    assert home[int(rows[best])] == home[int(columns[best])]
