import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arguments.domain.semantics.formulas import FORMULAS, Gradual
from arguments.domain.semantics.gradual import Effort, df_quad, euler, quadratic_energy, strengths
from arguments.domain.semantics.graphs import BipolarGraph, SemanticsError, edges_of
from tests.arguments.domain.semantics.strategies import SCORES, bipolar_graphs

# The debate of Rago et al. (2016), their section on e-democracy, with the base scores of the example that comes with
# Uncertainpy; the strengths are the ones that the paper prints.
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
ALL = pytest.mark.parametrize("semantics", list(Gradual))


def ring_of_clusters(clusters: int, members: int) -> BipolarGraph:
    """Return clusters in a ring; every member of one attacks every member of the next; base scores near 1 differ."""
    names = [f"{cluster}.{member}" for cluster in range(clusters) for member in range(members)]
    scores = {name: 1.0 - place / (10 * len(names)) for place, name in enumerate(names)}
    return BipolarGraph.of(
        scores,
        attacks=[(one, other) for one in names for other in names if (int(one[0]) + 1) % clusters == int(other[0])],
    )


def test_df_quad_gives_the_published_strengths_of_the_e_democracy_debate():
    found = df_quad(E_DEMOCRACY).by_name()

    assert {name: round(found[name], 3) for name in ("A1", "A2", "P2")} == {"A1": 0.862, "A2": 0.85, "P2": 0.08}


def test_quadratic_energy_gives_the_published_strengths_of_qdt_example_4_1():
    found = quadratic_energy(QDT_EXAMPLE).by_name()

    assert {name: round(value, 3) for name, value in found.items()} == {
        "a": 0.519,
        "b": 0.172,
        "c": 0.625,
        "d": 0.65,
        "e": 0.4,
        "f": 1.0,
    }


@pytest.mark.parametrize(
    ("semantics", "base", "attackers", "supporters", "expected"),
    [
        (Gradual.DF_QUAD, 0.5, [0.2, 0.6, 0.5], [], 0.08),
        (Gradual.DF_QUAD, 0.5, [0.4], [0.4], 0.5),
        (Gradual.DF_QUAD, 0.2, [1.0], [0.5], 0.1),
        (Gradual.QUADRATIC_ENERGY, 0.8, [1.0], [], 0.4),
        (Gradual.QUADRATIC_ENERGY, 0.2, [], [1.0, 1.0], 0.84),
        (Gradual.EULER, 0.5, [], [1.0], 1 - 0.75 / (1 + 0.5 * math.e)),
        (Gradual.EULER, 0.4, [1.0], [0.25], 1 - 0.84 / (1 + 0.4 * math.exp(-0.75))),
        (Gradual.EULER, 0.0, [], [1.0], 0.0),
    ],
)
def test_one_argument_moves_as_its_formula_says(semantics, base, attackers, supporters, expected):
    assert FORMULAS[semantics].strength(base, attackers, supporters) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("find", "expected"),
    [
        # s = 1 - s; s = 1 / (1 + s^2), so s^3 + s = 1; the Euler-based semantics leaves a base score of 1 at 1.
        (df_quad, 0.5),
        (quadratic_energy, 0.6823278038280193),
        (euler, 1.0),
    ],
)
def test_two_that_attack_each_other_come_to_rest_where_the_equation_says(find, expected):
    found = find(BipolarGraph.of({"a": 1.0, "b": 1.0}, attacks=[("a", "b"), ("b", "a")]))

    assert found.has_converged
    assert found.values.tolist() == pytest.approx([expected, expected], abs=1e-9)


@ALL
def test_no_graph_has_no_strengths(semantics):
    found = strengths(BipolarGraph.of({}), semantics)

    assert (found.by_name(), found.has_converged, found.not_converged) == ({}, True, ())


@ALL
@settings(max_examples=40, deadline=None)
@given(bipolar_graphs())
def test_strengths_are_from_0_to_1_and_solve_the_equations(semantics, graph):
    found = strengths(graph, semantics)
    values = found.values

    for node in np.flatnonzero(~np.isnan(values)).tolist():
        needed = [values[one] for one in graph.needs.incoming.of(node)]
        base = graph.base_scores[node] * min(needed, default=1.0)
        around = ([values[one] for one in rows.of(node)] for rows in (graph.attacks.incoming, graph.supports.incoming))
        assert values[node] == pytest.approx(FORMULAS[semantics].strength(base, *around), abs=1e-9)
        assert -1e-12 <= values[node] <= 1 + 1e-12


@ALL
@settings(max_examples=30, deadline=None)
@given(bipolar_graphs(is_acyclic=True))
def test_every_graph_without_cycles_has_strengths(semantics, graph):
    assert strengths(graph, semantics).has_converged


@ALL
@settings(max_examples=20, deadline=None)
@given(st.lists(SCORES, min_size=1, max_size=5))
def test_arguments_without_relations_keep_their_base_score(semantics, scores):
    alone = BipolarGraph.of({f"a{number}": score for number, score in enumerate(scores)})

    assert strengths(alone, semantics).values.tolist() == scores


@ALL
@settings(max_examples=40, deadline=None)
@given(bipolar_graphs(is_acyclic=True), SCORES, st.data())
def test_a_higher_base_score_never_makes_its_argument_weaker(semantics, graph, score, data):
    node = data.draw(st.integers(0, len(graph) - 1))
    raised = graph.base_scores.copy()
    raised[node] = max(raised[node], score)

    before, after = strengths(graph, semantics), strengths(replace(graph, base_scores=raised), semantics)

    assert after.values[node] >= before.values[node] - 1e-12


@ALL
@settings(max_examples=50, deadline=None)
@given(SCORES, st.lists(SCORES, max_size=4), st.lists(SCORES, max_size=4), SCORES)
def test_attackers_never_raise_and_supporters_never_lower(semantics, base, attackers, supporters, added):
    strength = FORMULAS[semantics].strength
    before = strength(base, attackers, supporters)

    assert strength(base, [*attackers, added], supporters) <= before + 1e-12
    assert strength(base, attackers, [*supporters, added]) >= before - 1e-12
    assert strength(base, [*attackers, 0.0], supporters) == pytest.approx(before, abs=1e-12)


@pytest.mark.parametrize("semantics", [Gradual.DF_QUAD, Gradual.QUADRATIC_ENERGY])
@settings(max_examples=50, deadline=None)
@given(SCORES, st.lists(SCORES, max_size=4), st.lists(SCORES, max_size=4))
def test_exchanging_attackers_and_supporters_mirrors_the_strength(semantics, base, attackers, supporters):
    """Duality, as Potyka (2018) calls it; the Euler-based semantics does not have it."""
    strength = FORMULAS[semantics].strength

    assert strength(1 - base, supporters, attackers) == pytest.approx(
        1 - strength(base, attackers, supporters), abs=1e-9
    )


@ALL
@settings(max_examples=25, deadline=None)
@given(bipolar_graphs(), st.randoms(use_true_random=False))
def test_strengths_do_not_depend_on_the_order_of_arguments(semantics, graph, chance):
    order = list(range(len(graph)))
    chance.shuffle(order)
    place = np.argsort(order)
    moved = {
        kind: edges_of(len(graph), place[getattr(graph, kind).sources], place[getattr(graph, kind).targets])
        for kind in ("attacks", "supports", "needs")
    }
    shuffled = BipolarGraph(tuple(graph.names[one] for one in order), graph.base_scores[order], **moved)

    assert strengths(shuffled, semantics).by_name() == pytest.approx(strengths(graph, semantics).by_name(), abs=1e-6)


@ALL
@settings(max_examples=3, deadline=None)
@given(SCORES, st.lists(SCORES, min_size=70, max_size=80), st.lists(SCORES, min_size=70, max_size=80))
def test_many_at_once_are_moved_as_one_is(semantics, base, attackers, supporters):
    formula = FORMULAS[semantics]
    leaves = {f"l{number}": score for number, score in enumerate([*attackers, *supporters])}
    aims = [f"t{number}" for number in range(70)]
    wide = BipolarGraph.of(
        leaves | dict.fromkeys(aims, base),
        attacks=[(f"l{number}", aim) for number in range(len(attackers)) for aim in aims],
        supports=[(f"l{number}", aim) for number in range(len(attackers), len(leaves)) for aim in aims],
    )

    found = strengths(wide, semantics).by_name()

    assert [found[aim] for aim in aims] == pytest.approx([formula.strength(base, attackers, supporters)] * 70, abs=1e-9)


def test_a_ring_that_swings_for_ever_has_no_strengths_and_neither_has_what_hangs_on_it():
    swinging = ring_of_clusters(5, 10)
    after = BipolarGraph.of(
        dict(zip(swinging.names, swinging.base_scores.tolist(), strict=True))
        | {"apart": 0.5, "after": 0.5, "last": 0.5},
        attacks=[
            *(
                (swinging.names[one], swinging.names[other])
                for one, other in zip(swinging.attacks.sources, swinging.attacks.targets, strict=True)
            ),
            ("0.0", "after"),
        ],
        supports=[("after", "last"), ("apart", "last")],
    )

    found = quadratic_energy(after)

    assert not found.has_converged
    assert found.not_converged == tuple(sorted([*swinging.names, "after", "last"]))
    assert found.by_name()["apart"] == 0.5
    assert found.by_name()["last"] is None


def test_a_computation_without_time_has_no_strengths_but_ends():
    pair = BipolarGraph.of({"a": 0.5, "b": 0.5}, attacks=[("a", "b"), ("b", "a")])

    assert quadratic_energy(pair, Effort(is_over=lambda: True)).not_converged == ("a", "b")
    assert quadratic_energy(pair, Effort(steps=1)).not_converged == ("a", "b")


def test_an_inference_is_as_strong_as_its_weakest_premise():
    graph = BipolarGraph.of(
        {"p": 0.6, "q": 0.9, "inference": 0.5, "conclusion": 0.5},
        supports=[("inference", "conclusion")],
        needs=[("p", "inference"), ("q", "inference")],
    )

    assert df_quad(graph).by_name() == pytest.approx({"p": 0.6, "q": 0.9, "inference": 0.3, "conclusion": 0.65})


@ALL
def test_an_argument_that_supports_or_attacks_itself_has_a_strength(semantics):
    found = strengths(
        BipolarGraph.of({"for": 0.4, "against": 0.4}, attacks=[("against", "against")], supports=[("for", "for")]),
        semantics,
    ).by_name()

    assert found["against"] < 0.4 < found["for"]


@pytest.mark.parametrize("score", [-0.1, 1.1, math.nan, math.inf])
def test_a_base_score_out_of_range_is_refused(score):
    with pytest.raises(SemanticsError, match="from 0 to 1"):
        BipolarGraph.of({"a": score})
