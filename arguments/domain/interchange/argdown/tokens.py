"""The words of Argdown's syntax as the lexer finds them."""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum, auto
from typing import NamedTuple


class Kind(Enum):
    """What a token is."""

    FRONT_MATTER = auto()
    DATA = auto()
    EMPTY_LINE = auto()
    NEWLINE = auto()
    INDENT = auto()
    DEDENT = auto()
    SUPPORTS_TARGET = auto()  # +>
    ATTACKS_TARGET = auto()  # ->
    UNDERCUTS_TARGET = auto()  # _>
    SUPPORTED_BY = auto()  # + or <+
    ATTACKED_BY = auto()  # - or <-
    UNDERCUT_BY = auto()  # _ or <_
    CONTRADICTS = auto()  # ><
    INFERENCE_START = auto()
    INFERENCE_END = auto()
    COMMA = auto()
    HEADING = auto()
    STATEMENT_NUMBER = auto()
    ORDERED_ITEM = auto()
    UNORDERED_ITEM = auto()
    RANGE_START = auto()
    RANGE_END = auto()
    LINK = auto()
    TAG = auto()
    STATEMENT_DEFINITION = auto()
    STATEMENT_REFERENCE = auto()
    STATEMENT_MENTION = auto()
    ARGUMENT_DEFINITION = auto()
    ARGUMENT_REFERENCE = auto()
    ARGUMENT_MENTION = auto()
    ESCAPED = auto()
    SHORTCODE = auto()
    TEXT = auto()

    __hash__ = object.__hash__  # that of enums is written in Python and asked for with every token


RELATIONS = frozenset(
    {
        Kind.SUPPORTS_TARGET,
        Kind.ATTACKS_TARGET,
        Kind.UNDERCUTS_TARGET,
        Kind.SUPPORTED_BY,
        Kind.ATTACKED_BY,
        Kind.UNDERCUT_BY,
        Kind.CONTRADICTS,
    }
)
ITEMS = frozenset({Kind.ORDERED_ITEM, Kind.UNORDERED_ITEM})
TITLED = frozenset(
    {
        Kind.STATEMENT_DEFINITION,
        Kind.STATEMENT_REFERENCE,
        Kind.ARGUMENT_DEFINITION,
        Kind.ARGUMENT_REFERENCE,
    }
)
CONTENT = frozenset(
    {
        Kind.TEXT,
        Kind.ESCAPED,
        Kind.SHORTCODE,
        Kind.LINK,
        Kind.TAG,
        Kind.STATEMENT_MENTION,
        Kind.ARGUMENT_MENTION,
        Kind.RANGE_START,
        Kind.RANGE_END,
        Kind.NEWLINE,
    }
)


class Token(NamedTuple):
    """One token: its kind, its characters, and where in the text it starts."""

    kind: Kind
    image: str
    offset: int


class Lines:
    """Where offsets of a text are, in lines and columns from 1."""

    def __init__(self, text: str) -> None:
        """Find the line ends of the text."""
        starts = [0]
        position = text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = text.find("\n", position + 1)
        self._starts = starts

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
