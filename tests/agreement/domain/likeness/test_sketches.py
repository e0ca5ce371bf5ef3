import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.domain.likeness.sketches import make_sketcher
from agreement.errors import MismatchedRowsError


def unit(rows):
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def sample(seed, rows=300, dimension=24):
    rng = np.random.default_rng(seed)
    return unit(rng.standard_normal((rows, dimension)) * np.linspace(3, 0.2, dimension))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), axes=st.integers(1, 24), cells=st.integers(1, 40))
def test_axes_are_orthonormal_and_cells_are_no_more_than_asked(seed, axes, cells):
    sketcher = make_sketcher(sample(seed), cells=cells, axes=axes)

    assert np.allclose(sketcher.axes @ sketcher.axes.T, np.eye(axes), atol=1e-4)
    assert sketcher.cells.shape == (cells, axes)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_with_all_axes_inner_products_of_sketches_are_those_of_vectors(seed):
    vectors = sample(seed)
    sketches = make_sketcher(vectors, cells=4, axes=24).sketches(vectors)

    assert np.allclose(sketches @ sketches.T, vectors @ vectors.T, atol=1e-4)


def test_the_same_sample_makes_the_same_sketcher():
    first, second = (make_sketcher(sample(7), cells=12) for _ in range(2))

    assert np.array_equal(first.axes, second.axes)
    assert np.array_equal(first.cells, second.cells)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), budget=st.integers(1, 400))
def test_cells_are_read_from_the_nearest_until_there_is_enough(seed, budget):
    vectors = sample(seed)
    sketcher = make_sketcher(vectors, cells=20, axes=8)
    sketches = sketcher.sketches(vectors)
    counts = np.bincount(sketcher.cells_of(sketches), minlength=20).tolist()

    chosen = sketcher.nearest_cells(sketches[0], counts, budget)

    held = [counts[cell] for cell in chosen]
    assert sum(held) >= min(budget, len(vectors))
    assert sum(held[:-1]) < budget
    distances = np.linalg.norm(sketcher.cells[chosen] - sketches[0], axis=1)
    assert np.all(np.diff(distances) >= -1e-5)
    assert chosen[0] == sketcher.cells_of(sketches[:1])[0]


def test_nothing_is_read_of_no_rows():
    sketcher = make_sketcher(sample(1), cells=3)

    assert sketcher.nearest_cells(sketcher.cells[0], [0, 0, 0], 10) == []


@pytest.mark.parametrize("rows", [1, 2])
def test_a_tiny_sample_makes_a_sketcher(rows):
    vectors = sample(3)[:rows]

    sketcher = make_sketcher(vectors, cells=10)

    assert sketcher.cells.shape == (rows, 24)
    assert sketcher.sketches(vectors).shape == (rows, 24)


def test_identical_rows_make_a_sketcher():
    vectors = np.repeat(sample(3)[:1], 30, axis=0)

    sketches = make_sketcher(vectors, cells=5).sketches(vectors)

    assert np.allclose(np.linalg.norm(sketches, axis=1), 1, atol=1e-4)


def test_an_empty_sample_is_refused():
    with pytest.raises(MismatchedRowsError):
        make_sketcher(np.zeros((0, 24), dtype=np.float32), cells=2)


def test_vectors_of_another_dimension_are_refused():
    with pytest.raises(MismatchedRowsError, match="24 dimensions"):
        make_sketcher(sample(3), cells=2).sketches(np.zeros((1, 12), dtype=np.float32))
