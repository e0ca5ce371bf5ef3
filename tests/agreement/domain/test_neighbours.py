import numpy as np

from agreement.domain.neighbours import mutual, nearest_rows
from agreement.domain.pairing import pair_scorer
from agreement.domain.similarity import IndexedStatement, build_index


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
