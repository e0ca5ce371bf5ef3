"""The rule of a browser annotator that has only the new page, as a baseline: quote, context and position, no witness.

From the published description of the best known one: verbatim occurrences if there are any, else the places with the
fewest edits, at most half the quotation's length; each is scored 50 for the quotation, 20 for the prefix, 20 for the
suffix and 2 for the position; the highest score wins and there is no minimum.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

CONTEXT = 32
ERRORS_MAX = 256


@dataclass(frozen=True)
class Quoted:
    """A quotation with its context, as such an annotator stores it."""

    exact: str
    prefix: str
    suffix: str
    start: int


def quoted(text: str, start: int, end: int) -> Quoted:
    """Return what is stored of `text[start:end]`."""
    return Quoted(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start)


def attach(text: str, quote: Quoted) -> tuple[int, int] | None:
    """Return the place that the rule attaches the quotation to, None if it finds none."""
    places = _verbatim(text, quote.exact) or _fewest_edits(text, quote.exact)
    return max(places, key=lambda place: _score(text, quote, place), default=None)


def _verbatim(text: str, exact: str) -> list[tuple[int, int]]:
    found, at = [], text.find(exact)
    while at >= 0:
        found.append((at, at + len(exact)))
        at = text.find(exact, at + 1)
    return found


def _fewest_edits(text: str, exact: str) -> list[tuple[int, int]]:
    """Return the places with the fewest edits (Sellers 1980), by the bit vectors of Myers (1999)."""
    limit = min(ERRORS_MAX, len(exact) // 2)
    ends = _ends(text, exact, limit)
    return [(_start(text, exact, end, errors), end) for end, errors in ends]


def _ends(text: str, exact: str, limit: int) -> list[tuple[int, int]]:
    """Return the ends of the best approximate matches with their errors."""
    size = len(exact)
    mask, high = (1 << size) - 1, 1 << (size - 1)
    letters: dict[str, int] = {}
    for index, letter in enumerate(exact):
        letters[letter] = letters.get(letter, 0) | 1 << index
    positive, negative, errors, best = mask, 0, size, limit
    ends: list[tuple[int, int]] = []
    for at, letter in enumerate(text):
        equal = letters.get(letter, 0)
        vertical = equal | negative
        horizontal = (((equal & positive) + positive) ^ positive) | equal
        plus, minus = negative | ~(horizontal | positive) & mask, positive & horizontal
        errors += bool(plus & high) - bool(minus & high)
        plus, minus = plus << 1 & mask, minus << 1 & mask
        positive, negative = minus | ~(vertical | plus) & mask, plus & vertical
        if errors < best:
            best, ends = errors, []
        if errors == best:
            ends.append((at + 1, errors))
    return ends


def _start(text: str, exact: str, end: int, errors: int) -> int:
    """Return where the match with that end begins: where as few edits suffice."""
    starts = range(max(0, end - len(exact) - errors), max(0, end - len(exact) + errors) + 1)
    return min(starts, key=lambda start: (Levenshtein.distance(exact, text[start:end]), abs(end - start - len(exact))))


def _score(text: str, quote: Quoted, place: tuple[int, int]) -> float:
    start, end = place
    before = text[max(0, start - len(quote.prefix)) : start]
    behind = text[end : end + len(quote.suffix)]
    return (
        50 * Levenshtein.normalized_similarity(quote.exact, text[start:end])
        + 20 * (Levenshtein.normalized_similarity(quote.prefix, before) if quote.prefix else 1)
        + 20 * (Levenshtein.normalized_similarity(quote.suffix, behind) if quote.suffix else 1)
        + 2 * (1 - abs(start - quote.start) / max(1, len(text)))
    ) / 92
