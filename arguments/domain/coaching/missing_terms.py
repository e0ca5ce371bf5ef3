"""A term of the conclusion that is in no premise: the rabbit that came out of an empty hat.

The Rabbit Rule: every significant term of the conclusion stands in a premise too (C. Twardy, "Argument Maps Improve
Critical Thinking", Teaching Philosophy 27, 2004; after T. van Gelder).
"""

from __future__ import annotations

from collections.abc import Iterator

from arguments.domain.coaching.hints import Hint, HintKind, Weight, quoted
from arguments.domain.coaching.reading import Reading, has_own_bridge
from arguments.domain.coaching.terms import Term, terms_of, without
from arguments.domain.graph import ArgumentNode

SHORT_CONCLUSION = 2
"""Of so few telling terms half is enough to be missed; of more, none may be in any premise."""


def find_missing_terms(reading: Reading) -> Iterator[Hint]:
    """Yield a hint for each argument whose conclusion has terms that no premise has."""
    for argument in reading.graph.arguments:
        missing = missing_terms(reading, argument)
        if missing and argument.conclusion_id:
            yield _hint(reading, argument, argument.conclusion_id, missing)


def missing_terms(reading: Reading, argument: ArgumentNode) -> list[Term]:
    """Return the telling terms of an argument's conclusion that neither its premises nor its note have."""
    if argument.conclusion_id is None:
        return []
    keys = {key for premise in argument.premises for key in reading.terms[premise.claim_id]}
    keys.update(terms_of(argument.note, reading.names))
    return without(reading.telling(argument.conclusion_id), keys)


def is_leap(reading: Reading, argument: ArgumentNode) -> bool:
    """Return whether premises and conclusion hardly share a term, and nobody has said how the step goes."""
    if argument.conclusion_id is None or has_own_bridge(argument):
        return False
    telling, missing = reading.telling(argument.conclusion_id), missing_terms(reading, argument)
    if len(telling) <= SHORT_CONCLUSION:
        return bool(missing)
    return len(missing) == len(telling)


def _hint(reading: Reading, argument: ArgumentNode, conclusion_id: str, missing: list[Term]) -> Hint:
    words = [term.word for term in missing]
    premises = tuple(premise.claim_id for premise in argument.premises)
    stands = "stands" if len(words) == 1 else "stand"
    return Hint(
        kind=HintKind.CONCLUSION_TERM_MISSING,
        weight=Weight.LIKELY if is_leap(reading, argument) else Weight.POSSIBLE,
        said=f"{quoted(words)} of {reading.label(conclusion_id)} {stands} in no premise of this step.",
        advice="Add the unstated premise that leads there, or say what kind of step it is.",
        claim_ids=(*premises, conclusion_id),
        argument_ids=(argument.id,),
        words=(*reading.wordings(argument), *words),
    )
