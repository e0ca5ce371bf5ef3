"""A term that stands in one premise only: nothing holds its hand.

The Holding Hands Rule: a term of a premise stands in another premise of the same argument, or in the conclusion (C.
Twardy, "Argument Maps Improve Critical Thinking", Teaching Philosophy 27, 2004; after T. van Gelder).
"""

from __future__ import annotations

from collections.abc import Iterator

from arguments.domain.coaching.hints import Hint, HintKind, Weight, quoted
from arguments.domain.coaching.missing_terms import is_leap, missing_terms
from arguments.domain.coaching.reading import Reading, has_own_bridge
from arguments.domain.coaching.terms import Term, terms_of, without
from arguments.domain.graph import ArgumentNode


def find_loose_terms(reading: Reading) -> Iterator[Hint]:
    """Yield a hint for each argument with premises of which terms stand neither in the others nor in the conclusion.

    None for a single premise from which a term of the conclusion is missing too: that is one gap, and told already.
    """
    for argument in reading.graph.arguments:
        if argument.conclusion_id is None or (len(argument.premises) == 1 and missing_terms(reading, argument)):
            continue
        loose = {one.claim_id: loose_terms(reading, argument, one.claim_id) for one in argument.premises}
        found = {claim_id: terms for claim_id, terms in loose.items() if terms}
        if found:
            yield _hint(reading, argument, found)


def loose_terms(reading: Reading, argument: ArgumentNode, claim_id: str) -> list[Term]:
    """Return the telling terms of a premise that stand nowhere else in its argument."""
    others = {one.claim_id for one in argument.premises if one.claim_id != claim_id}
    if argument.conclusion_id:
        others.add(argument.conclusion_id)
    keys = {key for other in others for key in reading.terms[other]}
    keys.update(terms_of(argument.note, reading.names))
    return without(reading.telling(claim_id), keys)


def _hint(reading: Reading, argument: ArgumentNode, found: dict[str, list[Term]]) -> Hint:
    apart = [claim_id for claim_id, terms in found.items() if len(terms) == len(reading.telling(claim_id))]
    # Where premises and conclusion share nothing, the missing terms of the conclusion say so already.
    is_news = len(argument.premises) > 1 and not has_own_bridge(argument) and not is_leap(reading, argument)
    shown = apart if apart and is_news else list(found)
    words = {claim_id: [term.word for term in found[claim_id]] for claim_id in shown}
    said = "; ".join(f"{quoted(words[one])} of {reading.label(one)}" for one in shown)
    stand = "stands" if sum(map(len, words.values())) == 1 else "stand"
    return Hint(
        kind=HintKind.LOOSE_PREMISE_TERM,
        weight=Weight.LIKELY if apart and is_news else Weight.POSSIBLE,
        said=f"{said} {stand} nowhere else in this step.",
        advice="Is it needed here? If so, say in a premise or in the conclusion what it is needed for.",
        claim_ids=(*shown, str(argument.conclusion_id)),
        argument_ids=(argument.id,),
        words=(*reading.wordings(argument), *(word for one in shown for word in words[one])),
    )
