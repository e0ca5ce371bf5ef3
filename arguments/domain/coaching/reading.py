"""A map as the coach reads it: each claim's terms, found once, and what the whole map is about."""

from __future__ import annotations

from arguments.domain.coaching.terms import NO_NAMES, Names, Term, common_ground, terms_of
from arguments.domain.graph import ArgumentGraph, ArgumentNode


class Reading:
    """The graph of a map with the terms of its claims; `ground` are those that nearly all of it shares."""

    def __init__(self, graph: ArgumentGraph, names: Names = NO_NAMES) -> None:
        self.graph = graph
        self.names = names
        self.terms = {claim.id: terms_of(claim.text, names) for claim in graph.claims}
        self.ground = common_ground(self.terms.values())

    def telling(self, claim_id: str) -> dict[str, Term]:
        """Return the terms of a claim that tell it from the rest of the map."""
        return {key: term for key, term in self.terms[claim_id].items() if key not in self.ground}

    def text(self, claim_id: str) -> str:
        """Return a claim's wording."""
        return self.graph.claim_by_id[claim_id].text

    def label(self, claim_id: str) -> str:
        """Return what people call a claim."""
        return f"C-{self.graph.claim_by_id[claim_id].number}"

    def wordings(self, argument: ArgumentNode) -> tuple[str, ...]:
        """Return the wordings of an argument's premises in order, then the one of its conclusion."""
        ends = [argument.conclusion_id] if argument.conclusion_id else []
        return tuple(self.text(one) for one in (*(premise.claim_id for premise in argument.premises), *ends))


def has_own_bridge(argument: ArgumentNode) -> bool:
    """Return whether somebody has thought about the step: a scheme, a note or an unstated premise says how it goes."""
    return bool(argument.scheme or argument.note) or any(premise.is_implicit for premise in argument.premises)
