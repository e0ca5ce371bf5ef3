"""What a loader could not read and a dumper could not write, told so that a person can act on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from arguments.domain.interchange.debate import Debate


class Severity(StrEnum):
    """`error`: the file cannot be taken as it is; `warning`: the rest can, without this."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Notice:
    """One trouble of a file: what and why, and its line and column (from 1) where the format has lines."""

    severity: Severity
    reason: str
    subject: str = ""
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of a debate that a format cannot carry: which things, how many, and what became of them."""

    what: str
    reason: str
    subjects: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many things are lost."""
        return max(1, len(self.subjects))


@dataclass(frozen=True)
class Loaded:
    """What was read of a file. With an error among the notices nothing of it may be imported."""

    debate: Debate
    notices: tuple[Notice, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether no notice is an error."""
        return not any(notice.severity is Severity.ERROR for notice in self.notices)


@dataclass(frozen=True)
class Dumped:
    """A debate as text of a format, and what of it the text does not hold."""

    text: str
    losses: tuple[Loss, ...] = ()
