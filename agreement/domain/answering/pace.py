"""How fast decisions are made, from the moments at which they were made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

LONGEST_ACTIVE_GAP = timedelta(seconds=60)
"""A longer gap between two decisions is reading, coffee or a telephone; it counts on neither side."""
SITTING_ENDS_AFTER = timedelta(minutes=30)
"""A pause after which a new sitting begins."""
LEAST_GAPS = 3
"""Below so many gaps a pace says more about chance than about the work."""


@dataclass(frozen=True)
class Pace:
    """Decisions of one sitting. `a_minute` is None while there are too few to say; `active` is the time that counts."""

    decisions: int
    active: timedelta
    a_minute: float | None


def pace_of(moments: Iterable[datetime], *, now: datetime) -> Pace:
    """Return the pace of the sitting that goes on at `now`; `moments` may come in any order.

    Gaps of `LONGEST_ACTIVE_GAP` or less over their sum: a gap ends in one decision. No moments, or a last one longer
    ago than `SITTING_ENDS_AFTER`, give 0 decisions.
    """
    ordered = sorted(moments)
    if ordered and now - ordered[-1] > SITTING_ENDS_AFTER:
        ordered = []
    gaps: list[timedelta] = []
    decisions = min(1, len(ordered))
    for earlier, later in reversed(list(pairwise(ordered))):
        if later - earlier > SITTING_ENDS_AFTER:
            break
        decisions += 1
        if later - earlier <= LONGEST_ACTIVE_GAP:
            gaps.append(later - earlier)
    active = sum(gaps, timedelta())
    counts = len(gaps) >= LEAST_GAPS and active > timedelta()
    return Pace(decisions, active, len(gaps) / (active.total_seconds() / 60) if counts else None)
