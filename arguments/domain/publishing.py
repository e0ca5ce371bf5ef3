"""What the public sees of a map: what the team signed off, and nothing of how it works."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from arguments.domain.graph import ArgumentGraph, ArgumentNode, ClaimNode, EvidenceNode

SIGNED_OFF = "accepted"


@dataclass(frozen=True)
class PublicGraph:
    """The public part of a map's graph, and what stays inside: claims not signed off, arguments that need one."""

    graph: ArgumentGraph
    held_back: tuple[ClaimNode, ...] = ()
    arguments_held_back: int = 0


def public_part(graph: ArgumentGraph, lead_id: str) -> PublicGraph | None:
    """Return what of a graph is public; None unless its lead claim is signed off.

    A claim is public when it is accepted and the lead still leads to it; an argument when all its premises and what it
    bears on are. Notes, open questions and addresses of the reader are for members. O(claims + premises).
    """
    lead = graph.claim_by_id.get(lead_id)
    if lead is None or lead.status != SIGNED_OFF:
        return None
    sound = [one for one in graph.arguments if all(_is_sound(graph, premise.claim_id) for premise in one.premises)]
    reached = _reach(sound, lead_id)
    arguments = [_public_argument(one) for one in sound if one.id in reached]
    wanted = {lead_id, *(premise.claim_id for one in arguments for premise in one.premises)}
    return PublicGraph(
        ArgumentGraph(tuple(_public_claim(one) for one in graph.claims if one.id in wanted), tuple(arguments)),
        held_back=tuple(one for one in graph.claims if one.status != SIGNED_OFF),
        arguments_held_back=len(graph.arguments) - len(arguments),
    )


def without_paths(graph: ArgumentGraph) -> ArgumentGraph:
    """Return the same graph without addresses of the reader, which lead nowhere outside."""
    arguments = (replace(one, passage=_public_evidence(one.passage)) if one.passage else one for one in graph.arguments)
    return ArgumentGraph(tuple(map(_public_claim, graph.claims)), tuple(arguments))


def _is_sound(graph: ArgumentGraph, claim_id: str) -> bool:
    return graph.claim_by_id[claim_id].status == SIGNED_OFF


def _reach(arguments: Iterable[ArgumentNode], lead_id: str) -> set[str]:
    """Return the ids of the arguments that bear on the lead at any depth."""
    # A claim and an argument may have the same id.
    on_claim: dict[str | None, list[ArgumentNode]] = defaultdict(list)
    on_argument: dict[str | None, list[ArgumentNode]] = defaultdict(list)
    for one in arguments:
        (on_claim[one.conclusion_id] if one.target_id is None else on_argument[one.target_id]).append(one)
    reached: set[str] = set()
    met = {lead_id}
    waiting = list(on_claim[lead_id])
    while waiting:
        one = waiting.pop()
        if one.id in reached:
            continue
        reached.add(one.id)
        waiting += on_argument[one.id]
        for premise in one.premises:
            if premise.claim_id not in met:
                met.add(premise.claim_id)
                waiting += on_claim[premise.claim_id]
    return reached


def _public_argument(argument: ArgumentNode) -> ArgumentNode:
    passage = _public_evidence(argument.passage) if argument.passage else None
    return replace(argument, note="", open_questions=0, passage=passage)


def _public_claim(claim: ClaimNode) -> ClaimNode:
    return replace(claim, evidence=tuple(_public_evidence(one) for one in claim.evidence))


def _public_evidence(evidence: EvidenceNode) -> EvidenceNode:
    return replace(evidence, path="")
