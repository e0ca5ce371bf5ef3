"""One author's stances on one claim in time: which one counts on a day, and how the author came to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar


class Datable(Protocol):
    """A stance as far as time goes; `as_of` is None where the date is unknown."""

    position: str
    as_of: date | None
    basis: str


Held = TypeVar("Held", bound=Datable)

SET = "set"


@dataclass(frozen=True)
class Step:
    """From when on a position counts; `since` is None where the date is unknown."""

    position: str
    since: date | None


def effective_at(stances: Sequence[Held], on: date | None = None) -> Held | None:
    """Return the stance that counts on a day (None: now), None if there is none yet.

    What an editor set stands above what is derived; within each the latest date counts, an undated one last
    (docs/algorithms/stances.md). Stances taken after the day do not exist yet; an undated one counts on every day.
    """
    known = [stance for stance in stances if on is None or stance.as_of is None or stance.as_of <= on]
    return max(known, key=lambda one: (one.basis == SET, one.as_of is not None, one.as_of or date.min), default=None)


def course_of(stances: Sequence[Datable], until: date | None = None) -> tuple[Step, ...]:
    """Return the positions that counted one after another, the first first; neighbours differ.

    A stance without a date comes before all dates, since nobody knows when it began. Nothing gives an empty tuple.
    """
    dates = sorted({one.as_of for one in stances if one.as_of and (until is None or one.as_of <= until)})
    steps: list[Step] = []
    undated = effective_at([one for one in stances if one.as_of is None])
    if undated is not None:
        steps.append(Step(undated.position, None))
    for day in dates:
        counting = effective_at(stances, day)
        if counting is not None and (not steps or steps[-1].position != counting.position):
            steps.append(Step(counting.position, day))
    return tuple(steps)
