"""What two small answers about a passage amount to: how it bears on the claim, and so where its speaker stands.

The table, its cases and the reasons stand in docs/algorithms/answers.md. The stance itself follows from the bearings by
`claims.domain.stances`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from agreement.errors import UnknownAnswerError
from claims.domain.stances import AFFIRMS, CONTRADICTS, DENIES, QUALIFIES, SUPPORTS

CONTEXT = "context"


class About(StrEnum):
    """The first question: what the passage is about."""

    CLAIM = "claim"
    OPPOSITE = "opposite"
    NEITHER = "neither"


class Attitude(StrEnum):
    """The second question: where the speaker stands to what the passage is about; `not_asked` goes with neither."""

    FOR = "for"
    AGAINST = "against"
    BOTH = "both"
    UNCLEAR = "unclear"
    NOT_ASKED = ""


ABOUT_WORDS = {About.CLAIM: "this claim", About.OPPOSITE: "its opposite", About.NEITHER: "neither"}
ATTITUDE_WORDS = {
    Attitude.FOR: "for it",
    Attitude.AGAINST: "against it",
    Attitude.BOTH: "both",
    Attitude.UNCLEAR: "cannot tell",
}
BEARING_WORDS = {SUPPORTS: "supports", CONTRADICTS: "contradicts", CONTEXT: "is context for"}
_TURNED = {SUPPORTS: CONTRADICTS, CONTRADICTS: SUPPORTS, CONTEXT: CONTEXT}
_ON_THE_CLAIM = {
    Attitude.FOR: SUPPORTS,
    Attitude.AGAINST: CONTRADICTS,
    Attitude.BOTH: CONTEXT,
    Attitude.UNCLEAR: CONTEXT,
}


@dataclass(frozen=True)
class Said:
    """Both answers to one passage."""

    about: About
    attitude: Attitude

    @property
    def is_accepted(self) -> bool:
        """Whether the passage bears on the claim at all."""
        return self.about != About.NEITHER

    @property
    def words(self) -> str:
        """The answers in words, as "about its opposite, for it"."""
        if not self.is_accepted:
            return "about neither"
        return f"about {ABOUT_WORDS[self.about]}, {ATTITUDE_WORDS[self.attitude]}"


def read_answer(about: str, attitude: str) -> Said:
    """Return both answers; what was said of the attitude to neither is dropped.

    Raises `UnknownAnswerError` for a word that is no answer, or if the second question is left open.
    """
    if about not in set(About):
        raise UnknownAnswerError(f"“{about}” is no answer to what the passage is about.", field="about")
    if about == About.NEITHER:
        return Said(About.NEITHER, Attitude.NOT_ASKED)
    if attitude not in _ON_THE_CLAIM:
        message = (
            f"“{attitude}” is no answer to where the speaker stands." if attitude else "Say where the speaker stands."
        )
        raise UnknownAnswerError(message, field="attitude")
    return Said(About(about), Attitude(attitude))


def bearing_of(said: Said) -> str | None:
    """Return how the passage bears on the claim: `supports`, `contradicts` or `context`; None if it does not."""
    if not said.is_accepted:
        return None
    bearing = _ON_THE_CLAIM[said.attitude]
    return _TURNED[bearing] if said.about == About.OPPOSITE else bearing


def answer_for(bearing: str) -> Said:
    """Return the answers that one key gives at once: those that usually come together for that bearing, "" for none."""
    attitudes = {SUPPORTS: Attitude.FOR, CONTRADICTS: Attitude.AGAINST, CONTEXT: Attitude.UNCLEAR}
    return Said(About.CLAIM, attitudes[bearing]) if bearing else Said(About.NEITHER, Attitude.NOT_ASKED)


def derivation_of(said: Said, *, label: str, speaker: str, position: str) -> tuple[str, ...]:
    """Return the way from the answers to the cell in words, one step an item.

    `label` is the claim's, such as C-12; `position` the speaker's stance on it by now, "" for none, which rests on all
    of the speaker's passages and not on this one alone.
    """
    bearing = bearing_of(said)
    if bearing is None:
        return (said.words, f"does not bear on {label}")
    verb = {AFFIRMS: "affirms", DENIES: "denies", QUALIFIES: "qualifies", "undecided": "is undecided"}.get(position)
    cell = f"{speaker} {verb}" if verb else f"{speaker} takes no stance yet"
    return (said.words.replace(", ", " + "), f"{BEARING_WORDS[bearing]} {label}", cell)
