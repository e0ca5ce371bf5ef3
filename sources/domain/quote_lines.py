"""Quotations as JSON lines: what is read, where it stands in the old text, and what became of it."""

import json
from dataclasses import dataclass
from typing import Any

from sources.domain.candidates import TwoTexts
from sources.domain.quotes import Stretch, verify_quote
from sources.domain.reanchoring import Change, Method, Outcome, Placement, reanchor
from sources.errors import QuoteAmbiguous, QuoteLineUnreadable, QuoteNotFound


@dataclass(frozen=True)
class QuoteLine:
    """A quotation of the old text: `start` in code points, None if unknown."""

    exact: str
    prefix: str
    suffix: str
    start: int | None


def read_quote_line(line: str) -> QuoteLine:
    """Return the quotation of one line of JSON; QuoteLineUnreadable says in one line what is wrong with it."""
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise QuoteLineUnreadable(f"this is no JSON ({error}).") from error
    if not isinstance(given, dict):
        raise QuoteLineUnreadable("a JSON object is expected.")
    exact, start = given.get("exact"), given.get("start")
    if not isinstance(exact, str) or not exact.strip():
        raise QuoteLineUnreadable("“exact” has to be a text that is not empty.", field="exact")
    if start is not None and (isinstance(start, bool) or not isinstance(start, int) or start < 0):
        raise QuoteLineUnreadable("“start” has to be a whole number, 0 or more.", field="start")
    return QuoteLine(exact, _context(given, "prefix"), _context(given, "suffix"), start)


def _context(given: dict[str, Any], field: str) -> str:
    value = given.get(field)
    if value is not None and not isinstance(value, str):
        raise QuoteLineUnreadable(f"“{field}” has to be a text.", field=field)
    return value or ""


def reanchor_quote(texts: TwoTexts, quote: QuoteLine) -> Placement:
    """Return what became of a quotation of the old text.

    One that cannot be told apart from its like in the old text, or does not stand there, has no witness: at most it
    is a question.
    """
    end = -1 if quote.start is None else quote.start + len(quote.exact)
    if quote.start is not None and texts.old[quote.start : end] == quote.exact:
        return reanchor(texts, [Stretch(quote.start, end)])
    try:
        match = verify_quote(texts.old, quote.exact, quote.prefix, quote.suffix, quote.start)
    except QuoteAmbiguous as error:
        first = error.details["places"][0]
        return _unsure(reanchor(texts, [Stretch(first["start"], first["end"])]))
    except QuoteNotFound:
        return _without_witness(texts.new, quote)
    return reanchor(texts, match.stretches)


def tell_placement(placement: Placement) -> str:
    """Return what became of a quotation as one line of JSON."""
    stretches = placement.stretches
    told = {
        "outcome": placement.outcome.value,
        "start": stretches[0].start if stretches else None,
        "end": stretches[-1].end if stretches else None,
        "score": round(placement.score, 4),
    }
    return json.dumps(told)


def _unsure(placement: Placement) -> Placement:
    if placement.outcome is not Outcome.SURE:
        return placement
    return Placement(Outcome.ASK, placement.stretches, placement.score, placement.change, placement.method)


def _without_witness(new: str, quote: QuoteLine) -> Placement:
    try:
        match = verify_quote(new, quote.exact, quote.prefix, quote.suffix, quote.start)
    except (QuoteNotFound, QuoteAmbiguous):
        return Placement(Outcome.ORPHANED, (), 0.0, Change.REWORDED, Method.NONE)
    return Placement(Outcome.ASK, match.stretches, match.score, Change.MOVED, Method.VERBATIM)
