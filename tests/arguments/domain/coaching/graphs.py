"""Small maps written in a line an argument, for the tests of the coach."""

from arguments.domain.graph import (
    ArgumentGraph,
    ArgumentNode,
    AuthorStance,
    ClaimNode,
    PassageCount,
    PremiseNode,
    Relation,
)

SIGNS = {"+": Relation.SUPPORTS, "-": Relation.OPPOSES, "x": Relation.UNDERCUTS}


def claim(number, text, stances="", passages=(1, 0), kind="factual"):
    """A claim C-`number`; `stances` is "vogt affirms, okafor denies"."""
    held = tuple(AuthorStance(*(name, name.title(), position)) for name, position in map(str.split, _parts(stances)))
    return ClaimNode(str(number), number, text, kind=kind, stances=held, passages=PassageCount(*passages))


def argument(line, **more):
    """An argument from "a: 2 3! + 1" (premises, relation, conclusion or target); ! marks an unstated premise."""
    name, rest = line.split(":")
    *premises, sign, aim = rest.split()
    aims = {"target_id": aim} if sign == "x" else {"conclusion_id": aim}
    nodes = tuple(PremiseNode(word.rstrip("!"), word.endswith("!")) for word in premises)
    return ArgumentNode(name, SIGNS[sign], nodes, **aims, **more)


def graph(claims, arguments):
    """A graph of claims and of lines or arguments."""
    built = (argument(one) if isinstance(one, str) else one for one in arguments)
    return ArgumentGraph(tuple(claims), tuple(built))


def _parts(text):
    return [part for part in text.split(",") if part.strip()]
