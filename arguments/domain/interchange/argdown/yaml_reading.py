"""Reads the data blocks of one text and tells where one is wrong."""

from __future__ import annotations

from collections.abc import Callable

from arguments.domain.interchange.argdown.parser import Report
from arguments.domain.interchange.argdown.tokens import Token
from arguments.domain.interchange.argdown.yaml_data import DataError, read_data, read_yaml, starts_block_style
from arguments.domain.interchange.debate import Json
from arguments.domain.interchange.reports import Severity


class DataReader:
    """Values of the data blocks of one text."""

    def __init__(self, text: str, report: Report) -> None:
        """Read blocks of this text."""
        self._text = text
        self._report = report

    def read(self, token: Token | None) -> dict[str, Json] | None:
        """The mapping of a `{…}` block; None if there is none, if it is empty or if it cannot be read."""
        if token is None:
            return None
        skipped = token.image.index("\n") + 1 if starts_block_style(token.image) else 0
        value = self._value(token, read_data, token.image, skipped)
        if value is not None and not isinstance(value, dict):
            self._report(Severity.ERROR, "data must be made of keys and values, as in {source: …}", token.offset)
            return None
        return value or None

    def read_front_matter(self, token: Token) -> Json:
        """The value between the lines of equals signs; None if there is none or it cannot be read."""
        inner = token.image.lstrip("=").rstrip("=")
        skipped = len(token.image) - len(token.image.lstrip("="))
        return self._value(token, read_yaml, inner, skipped)

    def _value(self, token: Token, read: Callable[[str], Json], image: str, skipped: int) -> Json:
        try:
            return read(image)
        except DataError as error:
            lines = token.image[skipped:].split("\n")
            before = sum(len(line) + 1 for line in lines[: error.line])
            self._report(
                Severity.ERROR, f"the data is no YAML: {error.reason}", token.offset + skipped + before + error.column
            )
            return None
