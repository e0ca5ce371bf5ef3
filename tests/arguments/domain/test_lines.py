"""The lines of an outline that one edits: what stands under what, with which sign and on which level."""

from arguments.domain.drawing.forest import span_forest
from arguments.domain.graph import ArgumentGraph, ArgumentNode, ClaimNode, PremiseNode, Relation
from arguments.domain.lines import lines_of


def claims(count):
    return tuple(ClaimNode(str(number), number, f"Claim {number}.") for number in range(1, count + 1))


def argument(name, relation, premises, conclusion=None, target=None):
    nodes = tuple(PremiseNode(str(number)) for number in premises)
    return ArgumentNode(
        name, relation, nodes, conclusion_id=conclusion and str(conclusion), target_id=target, version=3
    )


def written(graph, lead="1"):
    """The lines as one would write them."""
    lines = lines_of(graph, span_forest(graph, lead))
    return [
        f"{'  ' * (line.level - 1)}{line.sign}{line.claim}{' again' if line.is_reference else ''}" for line in lines
    ]


def test_lines_stand_under_what_they_bear_on_and_undercuts_under_the_last_premise():
    graph = ArgumentGraph(
        claims(7),
        (
            argument("a", Relation.SUPPORTS, [2, 3], conclusion=1),
            argument("b", Relation.OPPOSES, [4], conclusion=1),
            argument("c", Relation.SUPPORTS, [5], conclusion=2),
            argument("d", Relation.UNDERCUTS, [6], target="a"),
            argument("e", Relation.OPPOSES, [7], conclusion=6),
        ),
    )

    assert written(graph) == ["1", "  +2", "    +5", "  &3", "    ~6", "      -7", "  -4"]
    by_claim = {line.claim: line for line in lines_of(graph, span_forest(graph, "1"))}
    assert (by_claim[6].parent, by_claim[5].parent, by_claim[1].parent) == ("c-3", "c-2", "")
    assert (by_claim[3].argument, by_claim[3].version, by_claim[1].version) == ("a", 3, 0)


def test_a_cycle_ends_in_a_mention():
    graph = ArgumentGraph(
        claims(2),
        (argument("a", Relation.SUPPORTS, [2], conclusion=1), argument("b", Relation.OPPOSES, [1], conclusion=2)),
    )

    assert written(graph) == ["1", "  +2", "    -1 again"]


def test_an_empty_map_has_no_lines():
    assert written(ArgumentGraph(), None) == []
