"""Which passages about a claim may speak against it: signs that a text turns away from what was said.

No sign proves a denial. The records say how many passages with that sign did not affirm: of a turn, on the two real
documents with the sides of a blind labeller, where 13 of 100 passages without a sign did not affirm either. A negation
on one side only was tried too and told nothing (12 of 100).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from agreement.domain.answering.stance_hints import Hint, hint_stance


class Sign(StrEnum):
    """What may show that a passage speaks against a claim, the strongest first."""

    HINT = "hint"
    TURN = "turn"


@dataclass(frozen=True)
class Against:
    """The signs of one passage, the strongest first, and how many of a hundred such passages did not affirm."""

    signs: tuple[Sign, ...]
    of_hundred: int
    count: int


_TURN = re.compile(
    r"\s*(?:[“\"'‘(]\s*)?(?:But|However|Yet|Still|Instead|Nevertheless|Nonetheless|Although|Though|While|Whereas|Despite"
    r"|Rather|Conversely|Far from|More than|On the contrary|In contrast|By contrast|It would be|It is more)\b"
)
_RECORDS = {
    # Hints of a denial of a policy, on topics held back (docs/algorithms/stance-hints.md).
    Sign.HINT: (98, 567),
    Sign.TURN: (32, 41),
}
_WITHOUT = (13, 206)


def signs_against(claim: str, passage: str) -> Against:
    """Return the signs that the passage, taken to be about the claim, speaks against it. English only; O(words)."""
    signs = []
    if hint_stance(claim, passage).position is Hint.DENIES:
        signs.append(Sign.HINT)
    if _TURN.match(passage):
        signs.append(Sign.TURN)
    of_hundred, count = _RECORDS[signs[0]] if signs else _WITHOUT
    return Against(tuple(signs), of_hundred, count)
