import pytest

from arguments.domain.semantics.gradual import df_quad, quadratic_energy
from arguments.domain.semantics.graphs import BipolarGraph

E_DEMOCRACY = BipolarGraph.of(
    {"A1": 0.5, "A2": 0.5, "P1": 0.7, "P2": 0.5, "P3": 0.9, "C1": 0.2, "C2": 0.2, "C3": 0.6, "C4": 0.5},
    attacks=[("C1", "A2"), ("C2", "P2"), ("C3", "P2"), ("C4", "P2")],
    supports=[("P1", "A1"), ("P2", "A1"), ("P3", "A2")],
)
QDT_EXAMPLE = BipolarGraph.of(
    {"a": 0.5, "b": 0.2, "c": 0.85, "d": 0.65, "e": 0.4, "f": 1.0},
    attacks=[("c", "a"), ("e", "b"), ("f", "c")],
    supports=[("b", "a"), ("d", "a"), ("e", "c")],
)


def test_df_quad_gives_the_published_strengths_of_the_e_democracy_debate():
    strengths = df_quad(E_DEMOCRACY).by_name()

    assert strengths["A1"] == pytest.approx(0.862, abs=1e-12)
    assert strengths["A2"] == pytest.approx(0.85, abs=1e-12)
    assert strengths["P2"] == pytest.approx(0.08, abs=1e-12)


def test_quadratic_energy_gives_the_published_strengths_of_qdt_example_4_1():
    strengths = quadratic_energy(QDT_EXAMPLE).by_name()

    assert {name: round(value, 3) for name, value in strengths.items()} == {
        "a": 0.519,
        "b": 0.172,
        "c": 0.625,
        "d": 0.65,
        "e": 0.4,
        "f": 1.0,
    }
