"""What position a passage may take on a claim: a hint that abstains unless it was right often enough when tried.

Likeness never tells a side, and nothing tried here told the side of a statement of fact. What can be read is whether a
text is for or against a policy that the claim names. A hint fills no cell. Figures: docs/algorithms/stance-hints.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from agreement.domain.answering.attitudes import features_of, policy_of
from agreement.domain.likeness.calibration import logistic
from agreement.domain.wording.cues import CueKind, find_cues


class Hint(StrEnum):
    """What position the machine guesses; the last one says that it does not."""

    AFFIRMS = "affirms"
    DENIES = "denies"
    QUALIFIES = "qualifies"
    CANNOT_TELL = "cannot_tell"


class Silent(StrEnum):
    """Why there is no hint."""

    NO_POLICY = "no_policy"
    REPORTED = "reported"
    UNSURE = "unsure"


@dataclass(frozen=True)
class HintRecord:
    """How hints of this sureness did when tried: of `count` hints on topics held back, the share `right` was right."""

    of_ten: str
    right: float
    count: int


@dataclass(frozen=True)
class StanceHint:
    """A position with the record of such hints and the signs that made it, the strongest first; or why it is silent."""

    position: Hint
    record: HintRecord | None = None
    signs: tuple[str, ...] = ()
    silent: Silent | None = None


LEAST_ACCURACY = 0.85
"""Of held-back hints as sure as this one; below it the hint is kept to itself."""
SURE, VERY_SURE = 0.85, 0.90
RECORDS = (
    (VERY_SURE, HintRecord("nearly all", 0.98, 1374)),
    (SURE, HintRecord("about nine", 0.88, 123)),
)
"""By least probability. Each of 28 topics was tried with what was fitted on the others."""

WEIGHTS = {
    "action_negated": -3.0,
    "action_wanted": 2.8,
    "like_action_wanted": 0.4,
    "like_action_unwanted": 0.3,
    "norm_negated": -0.7,
    "negated": -0.7,
    "help": 1.3,
    "allow": 1.1,
    "provid": 0.9,
    "protect": 0.6,
    "important": 0.6,
    "necessary": 0.5,
    "ensur": 0.5,
    "need": 0.5,
    "right": 0.2,
    "able": 0.2,
    "good": 0.1,
    "medical": 0.2,
    "suffer": 0.2,
    "job": 0.1,
    "caus": -0.8,
    "lead": -0.6,
    "wrong": -0.4,
    "forc": -0.3,
    "money": -0.3,
    "abus": -0.2,
    "human": -0.1,
    "destroy": -0.1,
}
"""Log-odds for each sign; of words those that tell in at least 12 of 28 topics of public debate."""


def hint_stance(claim: str, passage: str) -> StanceHint:
    """Return what position the passage may take on the claim; the passage is taken to be about it.

    A passage that reports what others say gets no hint: its author may think otherwise. English only; O(words).
    """
    policy = policy_of(claim)
    if policy is None:
        return StanceHint(Hint.CANNOT_TELL, silent=Silent.NO_POLICY)
    if any(cue.kind is CueKind.REPORTED_SPEECH for cue in find_cues(passage)):
        return StanceHint(Hint.CANNOT_TELL, silent=Silent.REPORTED)
    signs = features_of(policy, passage, WEIGHTS)
    parts = {name: WEIGHTS[name] * value for name, value in signs.items()}
    affirms = logistic(sum(parts.values()))
    record = record_of(max(affirms, 1 - affirms))
    if record is None or record.right < LEAST_ACCURACY:
        return StanceHint(Hint.CANNOT_TELL, silent=Silent.UNSURE)
    position = Hint.AFFIRMS if affirms > 1 - affirms else Hint.DENIES
    along = [name for name, part in parts.items() if (part > 0) == (position is Hint.AFFIRMS)]
    return StanceHint(position, record, tuple(sorted(along, key=lambda name: (-abs(parts[name]), name))))


def record_of(sureness: float) -> HintRecord | None:
    """Return the record of hints that are as sure as this, 0.5 to 1; None for those that are kept back."""
    return next((record for least, record in RECORDS if sureness >= least), None)
