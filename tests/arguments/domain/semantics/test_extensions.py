import itertools

import numpy as np
import pytest

from arguments.domain.semantics.extensions import complete, grounded, preferred, stable
from arguments.domain.semantics.graphs import AttackGraph, Edges, edges_of
from tests.arguments.domain.semantics.brute_force import brute_force

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
    """One of each of the 3,044 shapes; the test of renaming holds that names make no difference."""
    shapes = shapes_of(4)

    for code in shapes:
        attack_graph = AttackGraph(NAMES[:4], edges(code, 4))
        expected = brute_force(4, attacks_of(code, 4))
        assert {name: masks(attack_graph, name) for name in SEMANTICS} == expected
    assert sum(len(same) for same in shapes.values()) == 1 << 16
    assert len(shapes) == 3044
