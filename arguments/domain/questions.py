"""Critical questions of arguments, and how each of them stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from arguments.domain.schemes import SCHEMES, CriticalQuestion

OPEN = "open"


@dataclass(frozen=True, slots=True)
class StandingQuestion:
    """A critical question with its answer: `open`, `answered_well` or `answered_badly`, who said so and why.

    `undercut_id` is the argument that a bad answer became, "" without one.
    """

    question: CriticalQuestion
    verdict: str = OPEN
    note: str = ""
    by: str = ""
    undercut_id: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it."""
        return self.verdict == OPEN


def standing_questions(
    scheme_key: str, answers: Mapping[str, StandingQuestion] | None = None
) -> tuple[StandingQuestion, ...]:
    """Return a scheme's questions in their order, each with its answer if there is one; none without a scheme."""
    scheme = SCHEMES.get(scheme_key)
    known = answers or {}
    return tuple(known.get(one.key) or StandingQuestion(one) for one in scheme.questions) if scheme else ()
