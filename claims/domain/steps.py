"""What one act of a reader changed, so that it can be taken back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Decision:
    """A piece of evidence as somebody decided on it; `by` and `at` are "" for a suggestion. `at` is ISO 8601."""

    state: str
    bearing: str
    by: str
    at: str


@dataclass(frozen=True)
class Step:
    """Evidence before and after one act, and what was made for it.

    `before` is None if the act made the evidence. Ids are written out. A page keeps steps and hands them back to
    undo them, several in a row; nothing in it can say more than what the same person could do by hand.
    """

    evidence: str
    before: Decision | None
    after: Decision
    made_passage: bool = False
    made_claim: bool = False
    made_speaker: bool = False

    def as_values(self) -> dict[str, Any]:
        """Return the step as values that JSON can carry."""
        return asdict(self)


def step_of(values: Mapping[str, Any]) -> Step:
    """Return the step that `as_values` wrote; KeyError or TypeError for anything else."""
    before = values["before"]
    return Step(
        evidence=str(values["evidence"]),
        before=None if before is None else Decision(**before),
        after=Decision(**values["after"]),
        made_passage=bool(values["made_passage"]),
        made_claim=bool(values["made_claim"]),
        made_speaker=bool(values["made_speaker"]),
    )
