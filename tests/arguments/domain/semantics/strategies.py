"""Hypothesis strategies for graphs of attacks and supports."""

from hypothesis import strategies as st

from arguments.domain.semantics.graphs import AttackGraph, BipolarGraph, edges_of

SCORES = st.integers(0, 100).map(lambda per_cent: per_cent / 100)


@st.composite
def attack_graphs(draw, most=7):
    """Graphs with self-attacks, cycles and arguments that nothing bears on."""
    size = draw(st.integers(0, most))
    return AttackGraph(tuple(f"a{number}" for number in range(size)), draw(_edges(size)))


@st.composite
def bipolar_graphs(draw, most=7, *, is_acyclic=False):
    """Graphs with base scores in hundredths, attacks, supports and needed premises."""
    size = draw(st.integers(1, most))
    scores = draw(st.lists(SCORES, min_size=size, max_size=size))
    names = tuple(f"a{number}" for number in range(size))
    attacks, supports, needs = (draw(_edges(size, is_acyclic=is_acyclic)) for _ in range(3))
    return BipolarGraph(names, scores, attacks, supports, needs)


@st.composite
def _edges(draw, size, *, is_acyclic=False):
    if not size:
        return edges_of(0, [], [])
    pairs = draw(st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=2 * size))
    if is_acyclic:
        pairs = [pair for pair in pairs if pair[0] < pair[1]]
    return edges_of(size, [first for first, _ in pairs], [second for _, second in pairs])
