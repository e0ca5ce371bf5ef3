"""A reason that only says its conclusion again: it begs the question."""

from __future__ import annotations

from collections.abc import Iterator

from arguments.domain.coaching.hints import Hint, HintKind, Weight
from arguments.domain.coaching.reading import Reading
from arguments.domain.coaching.terms import is_negated, without
from arguments.domain.graph import ArgumentNode, Relation

FEWEST_TERMS = 2
"""Claims of one term are alike too easily."""


def find_repeated_conclusions(reading: Reading) -> Iterator[Hint]:
    """Yield a hint for each reason of one premise that has all terms of its conclusion and no others."""
    for argument in reading.graph.arguments:
        if argument.relation is Relation.SUPPORTS and len(argument.premises) == 1 and _repeats(reading, argument):
            premise = argument.premises[0].claim_id
            yield Hint(
                kind=HintKind.REPEATED_CONCLUSION,
                weight=Weight.LIKELY,
                said=f"{reading.label(premise)} says {reading.label(str(argument.conclusion_id))} in other words.",
                advice="Give a reason that somebody could accept who does not accept the conclusion yet.",
                claim_ids=(premise, str(argument.conclusion_id)),
                argument_ids=(argument.id,),
                words=reading.wordings(argument),
            )


def _repeats(reading: Reading, argument: ArgumentNode) -> bool:
    premise, conclusion = argument.premises[0].claim_id, str(argument.conclusion_id)
    ours, theirs = reading.terms[premise], reading.terms[conclusion]
    if premise == conclusion or min(len(ours), len(theirs)) < FEWEST_TERMS:
        return False
    same = not without(ours, theirs) and not without(theirs, ours)
    return same and is_negated(reading.text(premise)) == is_negated(reading.text(conclusion))
