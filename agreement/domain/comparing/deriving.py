"""Why a cell of a comparison says what it says, in a sentence."""

from __future__ import annotations

from agreement.domain.comparing.brief import count_words

RULES = {
    "affirms": "only support affirms",
    "denies": "only contradiction denies",
    "qualifies": "support and contradiction together qualify",
}


def derivation_words(  # noqa: PLR0913 - keyword-only, and each is a fact of the cell
    *, position: str, basis: str, supporting: int, contradicting: int, setter: str, reason: str
) -> str:
    """Return how the position follows from accepted passages, or who set it and why.

    `position` is one of the four, `silent` or `open`; `basis` is `derived`, `set` or "". The counts are of accepted
    passages of the author; those of another date may stand behind an earlier stance.
    """
    passages = _passages(supporting, contradicting)
    if position == "open":
        return "Not yet judged: no accepted passage, no stance, and nobody has confirmed that the author is silent."
    if position == "silent":
        return "Silent: somebody looked through this author’s nearest passages and found none that speaks to the claim."
    if basis == "set":
        return f"Set by {setter or 'an editor'}: {reason}"
    return f"Derived: {passages} ({RULES.get(position, position)})."


def _passages(supporting: int, contradicting: int) -> str:
    found = []
    if supporting:
        found.append(f"{count_words(supporting, 'accepted passage')} {'supports' if supporting == 1 else 'support'} it")
    if contradicting:
        verb = "contradicts" if contradicting == 1 else "contradict"
        found.append(f"{count_words(contradicting, 'accepted passage')} {verb} it")
    return " and ".join(found) or "no passage that is shown"
