"""An argument that goes against what its own author holds: by a premise that they deny, or by where it leads."""

from __future__ import annotations

from collections.abc import Iterator

from arguments.domain.coaching.hints import Hint, HintKind, Weight
from arguments.domain.coaching.reading import Reading
from arguments.domain.graph import ArgumentNode, Relation

AFFIRMS, DENIES = "affirms", "denies"
_AGAINST = {Relation.SUPPORTS: DENIES, Relation.OPPOSES: AFFIRMS}


def find_own_contradictions(reading: Reading) -> Iterator[Hint]:
    """Yield a hint for each premise that an argument's author denies, and each conclusion that goes against them."""
    for argument in reading.graph.arguments:
        if not argument.author_id:
            continue
        for premise in argument.premises:
            if _position(reading, premise.claim_id, argument.author_id) == DENIES:
                yield _hint(
                    reading, argument, premise.claim_id, f"denies {reading.label(premise.claim_id)}, a premise of"
                )
        if argument.conclusion_id and _AGAINST[argument.relation] == _position(
            reading, argument.conclusion_id, argument.author_id
        ):
            label = reading.label(argument.conclusion_id)
            reason = f"denies {label}, which is supported by" if argument.relation is Relation.SUPPORTS else ""
            yield _hint(reading, argument, argument.conclusion_id, reason or f"affirms {label}, which is opposed by")


def _position(reading: Reading, claim_id: str, author_id: str) -> str:
    stances = reading.graph.claim_by_id[claim_id].stances
    return next((stance.position for stance in stances if stance.author_id == author_id), "")


def _hint(reading: Reading, argument: ArgumentNode, claim_id: str, reason: str) -> Hint:
    return Hint(
        kind=HintKind.AGAINST_OWN_STANCE,
        weight=Weight.LIKELY,
        said=f"{argument.author} {reason} an argument of their own.",
        advice="Is it really their step? Look at the stance and at who draws the argument.",
        claim_ids=(claim_id,),
        argument_ids=(argument.id,),
        words=(argument.author_id, reason, *reading.wordings(argument)),
    )
