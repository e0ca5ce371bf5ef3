"""Finds quotations of an old text again in a new one; needs no database."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sources.domain.candidates import TwoTexts, compare_texts
from sources.domain.decoding import decode
from sources.domain.quote_lines import read_quote_line, reanchor_quote, tell_placement
from sources.errors import EmptyText, QuoteLineUnreadable, UnreadableText


class Command(BaseCommand):
    help = (
        "Find quotations of the text file OLD again in the text file NEW. Reads one JSON object a line (exact, "
        "and if known prefix, suffix, start) and writes one a line (outcome: sure, ask or orphaned; start, end, "
        "score). Positions count code points of the files as they are. A line that cannot be read is named with its "
        "number, the rest is done, and the exit status is 1."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("old", type=Path, metavar="OLD")
        parser.add_argument("new", type=Path, metavar="NEW")

    def handle(self, *, old: Path, new: Path, **_options: Any) -> None:  # noqa: ANN401
        texts = compare_texts(_read(old), _read(new))
        troubles = 0
        for number, line in enumerate(sys.stdin.buffer, start=1):
            message = self._answer(texts, line)
            if message:
                troubles += 1
                self.stderr.write(f"line {number}: {message}")
        if troubles:
            lines = "1 line" if troubles == 1 else f"{troubles} lines"
            raise CommandError(f"{lines} could not be read, for the reasons above.")

    def _answer(self, texts: TwoTexts, line: bytes) -> str:
        """Write what became of one line's quotation; return what was wrong with the line, "" if nothing."""
        try:
            text = line.decode("utf-8-sig").strip()
            if text:
                self.stdout.write(tell_placement(reanchor_quote(texts, read_quote_line(text))))
        except UnicodeDecodeError as error:
            return f"this is no UTF-8 (byte {error.start})."
        except QuoteLineUnreadable as error:
            return error.message
        return ""


def _read(path: Path) -> str:
    try:
        return decode(path.read_bytes()).text
    except EmptyText:
        return ""  # nothing is left of any quotation: no reason to refuse
    except OSError as error:
        raise CommandError(f"{path}: {(error.strerror or str(error)).lower()}.") from error
    except UnreadableText as error:
        raise CommandError(f"{path}: {error.message}") from error
