import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arguments.domain.semantics.extensions import acceptance, complete, grounded, preferred, solve, stable
from arguments.domain.semantics.graphs import AttackGraph, Edges, SemanticsError, edges_of
from arguments.domain.semantics.searching import Limits, Semantics, Stop
from tests.arguments.domain.semantics.brute_force import brute_force
from tests.arguments.domain.semantics.strategies import attack_graphs

SEMANTICS = {"grounded": grounded, "complete": complete, "preferred": preferred, "stable": stable}
NAMES = tuple("abcdefgh")


def graph(names: str, attacks: str = "") -> AttackGraph:
    """Return a graph of one-letter names; "ab bc" says that a attacks b and b attacks c."""
    return AttackGraph.of(tuple(names), [(pair[0], pair[1]) for pair in attacks.split()])


def found(semantics: str, attack_graph: AttackGraph) -> list[str]:
    return ["".join(one) for one in SEMANTICS[semantics](attack_graph).extensions]


def masks(attack_graph: AttackGraph, semantics: str) -> set[int]:
    result = SEMANTICS[semantics](attack_graph)
    assert result.is_complete
    assert result.count == len(result.extensions)
    assert list(result.extensions) == sorted(result.extensions)
    return {sum(1 << attack_graph.names.index(name) for name in one) for one in result.extensions}


def shapes_of(size: int) -> dict[int, list[int]]:
    """Return one graph of each shape as a bit mask of its attacks, and all graphs that are the same but for names."""
    bits = size * size
    codes = np.arange(1 << bits)
    smallest = codes.copy()
    for order in itertools.permutations(range(size)):
        renamed = np.zeros_like(codes)
        for source in range(size):
            for target in range(size):
                bit = (codes >> (source * size + target)) & 1
                renamed |= bit << (order[source] * size + order[target])
        np.minimum(smallest, renamed, out=smallest)
    shapes: dict[int, list[int]] = {}
    for code, shape in zip(codes.tolist(), smallest.tolist(), strict=True):
        shapes.setdefault(shape, []).append(code)
    return shapes


def attacks_of(code: int, size: int) -> list[tuple[int, int]]:
    return [divmod(bit, size) for bit in range(size * size) if code >> bit & 1]


def edges(code: int, size: int) -> Edges:
    pairs = attacks_of(code, size)
    return edges_of(size, [first for first, _ in pairs], [second for _, second in pairs])


@pytest.mark.parametrize(
    ("attack_graph", "expected"),
    [
        (graph(""), {"grounded": [""], "complete": [""], "preferred": [""], "stable": [""]}),
        (graph("ab"), {"grounded": ["ab"], "complete": ["ab"], "preferred": ["ab"], "stable": ["ab"]}),
        (graph("a", "aa"), {"grounded": [""], "complete": [""], "preferred": [""], "stable": []}),
        (graph("abc", "ab bc"), {"grounded": ["ac"], "complete": ["ac"], "preferred": ["ac"], "stable": ["ac"]}),
        (
            graph("ab", "ab ba"),
            {"grounded": [""], "complete": ["", "a", "b"], "preferred": ["a", "b"], "stable": ["a", "b"]},
        ),
        (graph("abc", "ab bc ca"), {"grounded": [""], "complete": [""], "preferred": [""], "stable": []}),
        (
            graph("abcde", "ab ba bc cd de ec"),
            {"grounded": [""], "complete": ["", "a", "bd"], "preferred": ["a", "bd"], "stable": ["bd"]},
        ),
        (
            graph("abcd", "ab ba ac bc cd"),
            {"grounded": [""], "complete": ["", "ad", "bd"], "preferred": ["ad", "bd"], "stable": ["ad", "bd"]},
        ),
    ],
    ids=["empty", "isolated", "self-attack", "chain", "even cycle", "odd cycle", "odd behind even", "floating defence"],
)
def test_known_graphs_have_the_extensions_of_the_literature(attack_graph, expected):
    assert {name: found(name, attack_graph) for name in expected} == expected


@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_extensions_agree_with_brute_force_on_every_graph_of_up_to_three_arguments(size):
    for code in range(1 << (size * size)):
        attack_graph = AttackGraph(NAMES[:size], edges(code, size))
        expected = brute_force(size, attacks_of(code, size))
        assert {name: masks(attack_graph, name) for name in SEMANTICS} == expected


def test_extensions_agree_with_brute_force_on_every_graph_of_four_arguments():
    """On one graph of each of the 3,044 shapes; `make bench` tries all 65,536, which are the same but for names."""
    shapes = shapes_of(4)

    for same in shapes.values():
        code = same[len(same) // 2]
        attack_graph = AttackGraph(NAMES[:4], edges(code, 4))
        assert {name: masks(attack_graph, name) for name in SEMANTICS} == brute_force(4, attacks_of(code, 4))
    assert sum(len(same) for same in shapes.values()) == 1 << 16
    assert len(shapes) == 3044


def test_extensions_agree_with_brute_force_on_five_thousand_random_graphs_of_up_to_eight_arguments():
    chance = np.random.default_rng(20260101)
    for size in chance.integers(1, 9, size=5_000).tolist():
        sources, targets = np.nonzero(chance.random((size, size)) < 0.6 * chance.random())
        attack_graph = AttackGraph(NAMES[:size], edges_of(size, sources, targets))
        expected = brute_force(size, zip(sources.tolist(), targets.tolist(), strict=True))
        assert {name: masks(attack_graph, name) for name in SEMANTICS} == expected


@given(attack_graphs())
def test_the_semantics_contain_each_other_as_dung_proved(attack_graph):
    of = {name: {frozenset(one) for one in find(attack_graph).extensions} for name, find in SEMANTICS.items()}

    (least,) = of["grounded"]
    assert all(least <= one for one in of["complete"])
    assert least in of["complete"]
    assert of["preferred"] == {one for one in of["complete"] if not any(one < other for other in of["complete"])}
    assert of["stable"] <= of["preferred"]
    assert of["preferred"]


@given(attack_graphs(), st.randoms(use_true_random=False))
def test_extensions_do_not_depend_on_the_order_of_arguments(attack_graph, chance):
    names = list(attack_graph.names)
    chance.shuffle(names)
    pairs = zip(attack_graph.attacks.sources.tolist(), attack_graph.attacks.targets.tolist(), strict=True)
    shuffled = AttackGraph.of(names, [(attack_graph.names[one], attack_graph.names[other]) for one, other in pairs])

    for find in SEMANTICS.values():
        assert find(shuffled) == find(attack_graph)


def test_fifty_even_cycles_are_counted_without_being_listed():
    names = tuple(f"{number}{side}" for number in range(50) for side in "xy")
    attacks = [pair for number in range(50) for pair in ((f"{number}x", f"{number}y"), (f"{number}y", f"{number}x"))]
    cycles = AttackGraph.of(names, attacks)

    result = preferred(cycles, Limits(extensions=100))

    assert (result.count, len(result.extensions), result.is_complete) == (2**50, 100, False)
    assert all(len(one) == 50 for one in result.extensions)
    assert complete(cycles, Limits(extensions=10)).count == 3**50


def test_one_component_without_a_stable_set_leaves_none():
    even_and_odd = graph("abcde", "ab ba cd de ec")

    assert stable(even_and_odd).extensions == ()
    assert stable(even_and_odd).count == 0
    assert preferred(even_and_odd).extensions == (("a",), ("b",))


def test_a_component_above_the_size_limit_is_named_and_the_rest_is_solved():
    result = preferred(graph("abcdefg", "ab ba cd dc ce ec de ed"), Limits(size=8))

    assert result.extensions == ()
    assert result.count is None
    assert [(one.names, one.stop) for one in result.unfinished] == [(("c", "d", "e"), Stop.SIZE)]
    assert [part.found.sets for part in solve(graph("ab", "ab ba"), Semantics.PREFERRED, Limits(size=8)).parts] == [
        ((0,), (1,))
    ]


def test_a_search_without_steps_or_time_says_which_of_them_it_lacked():
    pair = graph("ab", "ab ba")

    assert complete(pair, Limits(steps=0)).unfinished[0].stop is Stop.STEPS
    assert complete(pair, Limits(is_over=lambda: True)).unfinished[0].stop is Stop.TIME
    assert grounded(pair).is_complete


def test_what_a_stopped_search_lists_is_right():
    names = tuple("abcdefghijklmnopqrst")
    after = names[1:] + names[:1]
    ring = AttackGraph.of(names, [*zip(names, after, strict=True), *zip(after, names, strict=True)])

    result = preferred(ring, Limits(extensions=25))

    assert (len(result.extensions), result.is_complete, result.unfinished[0].stop) == (25, False, Stop.LIMIT)
    whole = set(preferred(ring).extensions)
    assert len(whole) == 277
    assert set(result.extensions) <= whole


def test_a_chain_deeper_than_the_recursion_limit_is_grounded():
    size = 100_001
    steps = np.arange(size - 1)
    chain = AttackGraph(tuple(map(str, range(size))), edges_of(size, steps, steps + 1))

    assert len(grounded(chain).extensions[0]) == 50_001


def test_acceptance_says_what_is_in_all_and_in_some_extensions():
    accepted = acceptance(solve(graph("abcde", "ab ba ac bc cd"), Semantics.PREFERRED))

    assert {name: nodes.tolist() for name, nodes in accepted.items()} == {"all": [3, 4], "some": [0, 1, 3, 4]}


@pytest.mark.parametrize("names", [("a", "a"), ("a",)])
def test_a_graph_that_does_not_hang_together_is_refused(names):
    with pytest.raises(SemanticsError):
        AttackGraph.of(names, [("a", "b")])


def test_edges_outside_of_the_graph_are_refused():
    with pytest.raises(SemanticsError, match="does not hold"):
        edges_of(2, [0], [2])
    with pytest.raises(SemanticsError, match="does not hold"):
        edges_of(2, [-1], [0])
