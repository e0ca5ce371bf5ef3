"""Tables as CSV (RFC 4180, UTF-8, one header line) that no spreadsheet takes for formulae.

Spreadsheets run a cell that begins with one of `= + - @`, their full-width forms, a tab or a line end (OWASP, "CSV
Injection", https://owasp.org/www-community/attacks/CSV_Injection). Where such begins a text, an apostrophe is put
before it. A program that splits at another separator, as spreadsheets in many countries do at semicolons, finds the
start of a cell inside of a text: starts behind semicolons, tabs and line ends are guarded as well. `unguard` takes
exactly these apostrophes away again. Numbers, dates and truth values are not touched.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from releases.domain.formats.tables import Cell, Kind, Row, Table

MEDIA_TYPE = "text/csv; charset=utf-8; header=present"
CHUNK = 2**16
"""Characters gathered before they are handed on."""

_SEPARATORS = ";\t\r\n"
_STARTERS = "=+\\-@＝＋－＠﹦﹢﹣﹫−⁺⁻⁼₊₋₌"
# What programs leave out before they look at the first character: spaces, controls, invisible marks, quotation marks.
_SKIPPED = "\\s\\x00-\\x1f\\x7f-\\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\"';"
_START = re.compile(f"(\\A|[{_SEPARATORS}])([{_SKIPPED}]*+)([{_STARTERS}])?")
_TAB_OR_LINE_END = re.compile(r"'*[\t\r\n]")


def guard(text: str) -> str:
    """Return the text with an apostrophe at each start of a cell behind which a spreadsheet would find a formula."""
    guarded = _START.sub(_guarded, text)
    return f"'{guarded}" if _TAB_OR_LINE_END.match(guarded) else guarded


def unguard(text: str) -> str:
    """Return the text that was guarded; `unguard(guard(text)) == text` for every text."""
    if text.startswith("'") and _TAB_OR_LINE_END.match(text[1:]):
        text = text[1:]
    return _START.sub(_unguarded, text)


def write_csv(table: Table, records: Iterable[Row]) -> Iterator[bytes]:
    """Yield the table's header and rows. What lacks is an empty cell, as an empty text is: the loss of the format."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    texts = [place for place, column in enumerate(table.columns) if column.kind is Kind.TEXT]
    for row in records:
        cells = [_written(cell) for cell in row]
        for place in texts:
            cells[place] = guard(cells[place])
        writer.writerow(cells)
        if buffer.tell() >= CHUNK:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _written(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def _guarded(found: re.Match[str]) -> str:
    separator, skipped, starter = found.groups()
    if not starter:
        return found[0]
    return f"{separator}'{_after_separators(skipped)}{starter}"


def _after_separators(skipped: str) -> str:
    """Return what is skipped with an apostrophe behind each separator in it."""
    return re.sub(f"([{_SEPARATORS}])", r"\1'", skipped)


def _unguarded(found: re.Match[str]) -> str:
    separator, skipped, starter = found.groups()
    if not starter:
        return found[0]
    bare = re.sub(f"([{_SEPARATORS}])'", r"\1", skipped.removeprefix("'"))
    return f"{separator}{bare}{starter}"
