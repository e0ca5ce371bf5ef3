"""Small things that all formats of lines need."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator

from arguments.domain.interchange.json_fields import Findings

NOTICES_MAX = 200
"""Mistakes that are told one by one; a file with more is not of this format."""

_NEWLINE = re.compile(r"\r\n|\r|\n")
_NOTE = re.compile(r"(name|text|title|untitled)\((?:([^,\s\"()]+)(?:,\s*)?)?(\"(?:[^\"\\]|\\.)*\")?\)\.\s*$")


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    r"""Yield the lines with their numbers from 1. Only `\n`, `\r\n` and `\r` end one."""
    yield from enumerate(_NEWLINE.split(text.removeprefix("\ufeff")), start=1)


class Places:
    """Lines and columns, from 1, of positions in a text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in _NEWLINE.finditer(text))]

    def of(self, position: int) -> tuple[int, int]:
        """Return line and column."""
        line = bisect_right(self._starts, position)
        return line, position - self._starts[line - 1] + 1


def one_line(text: str) -> str:
    """Return the text on one line: every run of white space is one blank."""
    return " ".join(text.split())


def weight_in(digits: str) -> float | None:
    """Return a base score from 0 to 1, None for anything else."""
    try:
        number = float(digits)
    except ValueError:
        return None
    return number if 0 <= number <= 1 else None


def weight_text(weight: float) -> str:
    """Return a base score in digits that read back the same, never with an exponent."""
    shown = repr(float(weight))
    return shown if "e" not in shown else f"{weight:.20f}".rstrip("0")


def write_note(mark: str, key: str, identity: str, value: str | None = None) -> str:
    """Return a comment of ours, `% name(a1,"…").`, which other programs skip and `read_note` reads."""
    inside = ",".join(part for part in (identity, None if value is None else _quoted(value)) if part)
    return f"{mark} {key}({inside})."


def read_note(comment: str) -> tuple[str, str, str] | None:
    """Return key, identity and value of a comment of ours (without its mark), None for any other comment."""
    found = _NOTE.match(comment.strip())
    if found is None:
        return None
    try:
        value = json.loads(found[3]) if found[3] else ""
        value.encode()
    except ValueError:
        return None
    return found[1], found[2] or "", value


def _quoted(value: str) -> str:
    # Line ends of every kind are escaped, so that a comment stays on its line.
    plain = json.dumps(value, ensure_ascii=False)
    return "".join(f"\\u{ord(one):04x}" if one in "\x85\u2028\u2029" else one for one in plain)


def too_many(findings: Findings) -> bool:
    """Return whether a file has so many mistakes that reading on says nothing new."""
    return len(findings.notices) >= NOTICES_MAX
