"""What a person types for authors and a date, as CSL-JSON."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def read_byline(typed: str) -> list[dict[str, str]]:
    """Return a CSL name list of names parted by semicolons, line ends or the word "and".

    "Moss, Ada" and "Ada Moss" are the same person; a single word, or a name in quotation marks such as
    "Harbour Board", is an organisation's whole name.
    """
    names = []
    for part in re.split(r"[;\n]|\s+and\s+(?=[^\"“”]*(?:[\"“][^\"“”]*[\"”][^\"“”]*)*$)", typed):
        name = " ".join(part.split())
        quoted = re.fullmatch(r"[\"“](.+)[\"”]", name)
        if not name:
            continue
        if quoted or " " not in name:
            names.append({"literal": quoted[1] if quoted else name})
        elif "," in name:
            family, given = (half.strip() for half in name.split(",", 1))
            names.append({"family": family, "given": given} if given else {"literal": family})
        else:
            given, family = name.rsplit(" ", 1)
            names.append({"family": family, "given": given})
    return names


def read_day(typed: str) -> dict[str, Any] | None:
    """Return a CSL date of "2024", "2024-03" or "2024-03-05", None for nothing.

    Raises ValueError for anything else; whether the month has that day is not asked here.
    """
    if not typed.strip():
        return None
    match = _DATE.fullmatch(typed.strip())
    if match is None:
        raise ValueError(typed)
    return {"date-parts": [[int(part) for part in match.groups() if part]]}


def write_byline(names: Sequence[tuple[str, str]]) -> str:
    """Return family and given names as a person would type them, one a line; `read_byline` reads the same names.

    A name without a given one is an organisation's and stands in quotation marks.
    """
    return "\n".join(f"{family}, {given}" if given else f"“{family}”" for family, given in names)


def write_day(day: date | None, precision: int) -> str:
    """Return a date as far as it is stated, as `read_day` takes it; "" without one."""
    return f"{day:%Y-%m-%d}"[: (0, 4, 7, 10)[precision]] if day else ""
