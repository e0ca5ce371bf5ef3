import numpy as np
import pytest

from agreement.domain.likeness.finder import find_evidence, find_passages
from agreement.domain.likeness.pairing import likeness, pair_scorer
from agreement.domain.likeness.similarity import LEXICAL_WEIGHT, IndexedStatement, build_index, standardise
from agreement.domain.names.aliases import default_aliases, fold_table
from agreement.errors import MismatchedRowsError

TEXTS = [
    ("ana", "Ottawa raised the harbour dues."),
    ("ana", "The river is low."),
    ("bo", "Canada raised dues again."),
    ("bo", "Fishing boats stay at sea."),
    ("cy", "The river carries less water."),
]


def statements(rows=TEXTS):
    return [IndexedStatement(number, author, text) for number, (author, text) in enumerate(rows)]


def vectors(count=5, dimension=6, seed=3):
    return np.random.default_rng(seed).normal(size=(count, dimension))


def index():
    return build_index(statements(), vectors(), fold_table(default_aliases()))


def test_rows_are_unit_and_the_mean_is_taken_out():
    built = index()
    assert np.allclose(np.linalg.norm(built.vectors, axis=1), 1)
    assert np.allclose(np.linalg.norm(built.centred, axis=1), 1)
    assert np.allclose(built.mean, built.vectors.mean(axis=0), atol=1e-6)
    assert built.vectors.dtype == np.float32


def test_rows_follow_the_ids_whatever_the_order():
    order = [3, 0, 4, 2, 1]
    given = vectors()
    shuffled = build_index([statements()[row] for row in order], given[order], fold_table(default_aliases()))
    straight = index()
    assert [each.id for each in shuffled.statements] == [0, 1, 2, 3, 4]
    assert np.array_equal(shuffled.vectors, straight.vectors)
    assert (shuffled.weighted != straight.weighted).nnz == 0


def test_folded_names_count_as_shared_words():
    built = index()
    likenesses = (built.weighted @ built.weighted.T).toarray()
    assert likenesses[0, 2] > 0.4
    assert likenesses[0, 3] == 0


def test_rarer_words_weigh_more():
    weights = index().weights
    assert weights.rarity("harbour") > weights.rarity("river") > weights.rarity("absent") == 0


@pytest.mark.parametrize(
    ("given", "rows"),
    [
        (statements(), vectors(4)),
        (statements(), np.full((5, 6), np.nan)),
        ([statements()[0], statements()[0]], vectors(2)),
        (statements(), vectors().ravel()),
    ],
)
def test_what_does_not_belong_together_is_refused(given, rows):
    with pytest.raises(MismatchedRowsError):
        build_index(given, rows)


def test_no_statements_make_an_empty_index():
    built = build_index([], np.empty((0, 6)))
    assert built.vectors.shape == (0, 6)
    assert find_evidence(built, "Dues rise.", np.ones(6)) == {}


def test_one_statement_stands_out_from_nothing():
    built = build_index(statements()[:1], vectors(1))
    (found,) = find_evidence(built, "Harbour dues rose.", vectors(1)[0])["ana"]
    assert found.centred == 0
    assert found.cosine == pytest.approx(1)


def test_standardise_keeps_what_does_not_vary_at_zero():
    assert standardise([2.0, 2.0]).tolist() == [0, 0]
    assert standardise([]).size == 0
    assert np.allclose(standardise([1, 2, 3]), [-1.2247449, 0, 1.2247449])


def test_fused_scores_are_the_sum_of_the_views_over_cross_author_pairs():
    built = index()
    groups = np.array([0, 0, 1, 1, 2])
    scorer = pair_scorer(built, groups)
    apart = groups[:, None] != groups[None, :]
    expected = np.zeros((5, 5))
    views = (
        (built.centred, 1),
        (built.author_centred, 1),
        (built.weighted.toarray(), LEXICAL_WEIGHT),
    )
    for rows, weight in views:
        values = rows @ rows.T
        expected += weight * (values - values[apart].mean()) / values[apart].std()
    assert np.allclose(scorer.scores(slice(None), slice(None))[apart], expected[apart], atol=1e-4)


def test_single_pairs_score_as_whole_blocks_do():
    built = index()
    scorer = pair_scorer(built, np.array([0, 0, 1, 1, 2]))
    first, second = np.array([0, 1, 4]), np.array([2, 4, 0])
    blocks = scorer.scores(slice(None), slice(None))
    assert np.allclose(scorer.between(first, second), blocks[first, second], atol=1e-5)
    pairs = scorer.pairs(first, second)
    assert [(pair.first, pair.second) for pair in pairs] == [(0, 2), (1, 4), (4, 0)]
    assert np.allclose([pair.score for pair in pairs], blocks[first, second], atol=1e-5)
    assert set(pairs[0].shared) == {"Ottawa", "raised", "dues"}


def test_likeness_rises_with_the_score_between_0_and_1():
    values = [likeness(score) for score in (-50, 0, 3, 6, 50)]
    assert values == sorted(values)
    assert 0 <= values[0] < values[-1] <= 1


def test_evidence_is_ranked_for_each_author_with_the_shared_words():
    built = index()
    found = find_evidence(built, "Canadian harbour dues went up.", built.vectors[0], top=1)
    assert list(found) == ["ana", "bo", "cy"]
    (best,) = found["ana"]
    assert (best.statement, best.rank) == (0, 1)
    assert set(best.shared) == {"harbour", "dues", "Ottawa"}


def test_evidence_for_a_vector_of_another_model_is_refused():
    with pytest.raises(MismatchedRowsError):
        find_evidence(index(), "Dues rise.", np.ones(7))


def test_what_is_not_near_the_claim_changes_no_probability():
    generator = np.random.default_rng(4)
    middle = np.eye(6)[0] * 9
    near, far = generator.normal(size=(130, 6)) + middle, generator.normal(size=(400, 6)) - middle
    rows = [(f"author {row % 3}", f"word{row % 17} thing{row % 5}") for row in range(130)]
    rows += [(f"author {row % 3}", f"other{row % 19}") for row in range(400)]
    few = build_index(statements(rows[:130]), near)
    many = build_index(statements(rows), np.concatenate([near, far]))
    wanted = np.array([1.0, 0.1, 0.2, 0, 0, 0])
    one = find_passages(few, "word3 thing2", wanted, top=3)
    other = find_passages(many, "word3 thing2", wanted, top=3)
    for author, found in one.items():
        assert [each.statement for each in found.passages] == [each.statement for each in other[author].passages]
        assert found.speaks == pytest.approx(other[author].speaks, abs=1e-5)
        for here, there in zip(found.passages, other[author].passages, strict=True):
            assert here.probability == pytest.approx(there.probability, abs=1e-5)


def test_passages_carry_a_probability_and_reasons():
    built = index()
    found = find_passages(built, "Canadian harbour dues went up.", built.vectors[0], top=1)
    assert list(found) == ["ana", "bo", "cy"]
    assert all(0 <= each.speaks <= 1 for each in found.values())
    (best,) = found["ana"].passages
    assert 0.5 < best.probability <= 1
    assert best.reasons[0].statement.text in best.shared
