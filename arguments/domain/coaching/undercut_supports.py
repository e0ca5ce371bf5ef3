"""A claim whose every reason is undercut, and which no passage supports."""

from __future__ import annotations

from collections.abc import Iterator

from arguments.domain.coaching.hints import Hint, HintKind, Weight
from arguments.domain.coaching.reading import Reading
from arguments.domain.graph import ArgumentGraph, ArgumentNode, Relation


def find_undercut_supports(reading: Reading) -> Iterator[Hint]:
    """Yield a hint for each claim that stands on undercut reasons only; an undercut that is undercut does not count."""
    graph = reading.graph
    for claim in graph.claims:
        reasons = [one for one in graph.arguments_on_claim.get(claim.id, ()) if one.relation is Relation.SUPPORTS]
        if not reasons or claim.passages.supports or not all(_is_undercut(graph, one) for one in reasons):
            continue
        many = "Its one reason is" if len(reasons) == 1 else f"All {len(reasons)} reasons for it are"
        yield Hint(
            kind=HintKind.UNDERCUT_SUPPORT,
            weight=Weight.LIKELY,
            said=f"{many} undercut, and no passage supports C-{claim.number}.",
            advice="Answer the undercuts, or give a reason of another kind.",
            claim_ids=(claim.id,),
            argument_ids=tuple(one.id for one in reasons),
            words=(claim.text,),
        )


def _is_undercut(graph: ArgumentGraph, argument: ArgumentNode) -> bool:
    on_argument = graph.arguments_on_argument
    return any(not on_argument.get(undercut.id) for undercut in on_argument.get(argument.id, ()))
