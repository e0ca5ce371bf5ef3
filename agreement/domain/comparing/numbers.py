"""Numbers of claims as people list them."""

from __future__ import annotations

import re

MOST = 500
"""Claims in one list: an address that names more is no list that somebody chose."""

PART = re.compile(r"(?:C-?)?(\d{1,6})(?:\s*[-–]\s*(?:C-?)?(\d{1,6}))?", re.IGNORECASE)


def parse_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers that a list such as “C-3, 12–15” names, ascending, each once, at most `MOST`.

    Parts stand apart by commas, semicolons or spaces. What is no number names nothing; a range given backwards is read
    forwards.
    """
    found: set[int] = set()
    for first, last in PART.findall(text):
        ends = sorted((int(first), int(last or first)))
        found.update(range(ends[0], min(ends[1], ends[0] + MOST - 1) + 1))
    return tuple(sorted(found - {0})[:MOST])


def list_numbers(numbers: tuple[int, ...]) -> str:
    """Return the numbers as a short list: runs of three or more as a range, “C-3, C-12–C-15”. Give them ascending."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts: list[str] = []
    for run in runs:
        parts += [f"C-{run[0]}–C-{run[-1]}"] if len(run) > 2 else [f"C-{number}" for number in run]
    return ", ".join(parts)
