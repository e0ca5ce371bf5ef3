"""Argdown's text to tokens, in one pass.

Which construct wins where several could start follows the order of the reference lexer. Two things depend on what came
before: constructs of the start of a line (relations, numbers, list items, headings, inference lines) are seen only
where the last token was a line break or none, comments and blanks not counting; and the depth of indentation is told
by tokens of its own, of which a deeper line has one and a shallower line as many as it closes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from arguments.domain.interchange.argdown.scanning import SPACE, Searcher
from arguments.domain.interchange.argdown.tokens import Kind, Token

_EMPTY_LINE = re.compile(r"(?:[ \t]*\n){2,}")
_NEWLINE = re.compile(r"[ \t]*[\n\r]")
_EQUALS = re.compile("={3,}")
_BLANKS = re.compile(r"[ \t]+")
_ESCAPED = re.compile("\\\\[^\n\r\u2028\u2029] *")
_SHORTCODE = re.compile(f"\\.[^{SPACE}]+?\\.[ \t]?|:[^{SPACE}]+?:[ \t]?")
_TEXT = re.compile(r"[^\\@#*_\[\],.:;</>\-\r\n(){}]+")
_PUNCTUATION = re.compile(r"[@#*_\[\],.:;</>\-(){}][ \t]?")
_TAG = re.compile("#[a-zA-z0-9\\-\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]+[ \t]?")
_HEADING = re.compile("#+ ")
_INFERENCE_START = re.compile(r"[' \t]*--")
_INFERENCE_END = re.compile(r"-{2,}")
_NUMBER = re.compile(r"[' \t]*\([0-9]+\)")
_RELATION = re.compile(f"([' \t]*)(\\+>|->|<?\\+|<?-|><|_>|<_|_(?=[{SPACE}]))")
_ITEM = re.compile(f"([' \t]*)(?:[0-9]+\\.|\\*)(?=[{SPACE}])")
_BLANK_LINES = re.compile(r"[\n\r]*")
_BLANK_LINES_OF_TWO = re.compile(r"(?:[ \t]*\n|\r)*")
_LINE_END = re.compile(r"(?:[ \t]*[\n\r](?![ \t]*[\n\r]))?")
_RANGE_START = re.compile(f"(?:\\*\\*|__|\\*|_)(?![{SPACE}])")
_RANGE_END_FOLLOWS = frozenset("\n\r)}_.,!?;:-*")
_KINDS = {
    "+>": Kind.SUPPORTS_TARGET,
    "->": Kind.ATTACKS_TARGET,
    "_>": Kind.UNDERCUTS_TARGET,
    "+": Kind.SUPPORTED_BY,
    "<+": Kind.SUPPORTED_BY,
    "-": Kind.ATTACKED_BY,
    "<-": Kind.ATTACKED_BY,
    "_": Kind.UNDERCUT_BY,
    "<_": Kind.UNDERCUT_BY,
    "><": Kind.CONTRADICTS,
}
_LINE_STARTS = frozenset("' \t+-<>_(*#0123456789")
_MARKS = frozenset("\\@#*_[],.:;<>/-(){}=\r\n \t")
_BLANK_MARKS = frozenset("\r\n \t")


class Lexer:
    """The tokens of one text, whose lines end in a line feed or a carriage return, not in both."""

    def __init__(self, text: str, *, had_carriage_returns: bool = False) -> None:
        """Read this text; what follows a comment depends on whether its lines ended in two characters."""
        self.text = text
        self.unclosed: dict[str, int] = {}
        self._search = Searcher(text)
        self._blank_lines = _BLANK_LINES_OF_TWO if had_carriage_returns else _BLANK_LINES
        self._at = 0
        self._last: Kind | None = None
        self._indents = [0]
        self._ranges: list[str] = []
        self._in_inference = False

    def tokens(self) -> Iterator[Token]:
        """Every token in order, with the indentations still open closed at the end."""
        while self._at < len(self.text):
            start = self._at
            for token in self._inference_step() if self._in_inference else self._step():
                self._last = token.kind
                yield token
            if self._at == start:  # a lone backslash before a line break is nothing of the syntax
                self._at += 1
                self._note("backslash", start)
                yield Token(Kind.TEXT, "\\", start)
        yield from self._indentation(0)

    def _step(self) -> Iterator[Token]:
        mark = self.text[self._at]
        is_line_start = self._last in {None, Kind.NEWLINE, Kind.EMPTY_LINE}
        if mark not in _MARKS and not (is_line_start and mark in _LINE_STARTS):
            yield self._take(_TEXT.match(self.text, self._at), Kind.TEXT)
        elif mark in "/<" and self._skip_comment():
            return
        elif (token := self._block(mark)) is not None:
            if token.kind is Kind.EMPTY_LINE:
                yield from self._indentation(0)
            yield token
        elif is_line_start and mark in _LINE_STARTS and (started := self._line_start()):
            yield from started
        elif (token := self._inline(mark)) is not None:
            yield token
        elif mark in _BLANK_MARKS:
            self._at = _end(_BLANKS.match(self.text, self._at), self._at)
        elif (match := _TEXT.match(self.text, self._at) or _PUNCTUATION.match(self.text, self._at)) is not None:
            yield self._take(match, Kind.TEXT)

    def _inference_step(self) -> Iterator[Token]:
        mark = self.text[self._at]
        if mark in "/<" and self._skip_comment():
            return
        if (match := _EMPTY_LINE.match(self.text, self._at)) is not None:  # it was not closed
            self._in_inference = False
            yield self._take(match, Kind.EMPTY_LINE)
        elif (match := _NEWLINE.match(self.text, self._at)) is not None:
            yield self._take(match, Kind.NEWLINE)
        elif (token := self._escaped(mark)) is not None:
            yield token
        elif (match := _INFERENCE_END.match(self.text, self._at)) is not None:
            self._in_inference = False
            yield self._take(match, Kind.INFERENCE_END)
        elif (token := self._data(mark)) is not None:
            yield token
        elif mark == ",":
            yield self._cut(self._at + 1, Kind.COMMA)
        elif (match := _BLANKS.match(self.text, self._at)) is not None:
            self._at = match.end()
        elif (match := _TEXT.match(self.text, self._at) or _PUNCTUATION.match(self.text, self._at)) is not None:
            yield self._take(match, Kind.TEXT)

    def _take(self, match: re.Match[str] | None, kind: Kind) -> Token:
        return self._cut(_end(match, self._at), kind)

    def _cut(self, end: int, kind: Kind) -> Token:
        start, self._at = self._at, end
        return Token(kind, self.text[start:end], start)

    def _skip_comment(self) -> bool:
        start, end = self._at, None
        for opening, closing in (("<!--", "-->"), ("/*", "*/")):
            if self.text.startswith(opening, start):
                found = self._search.find(closing, start + len(opening))
                if found == len(self.text):
                    self._note("comment", start)
                    return False
                end = found + len(closing)
        if end is None:
            end = self._search.line_end(start)
            if not self.text.startswith("//", start) or end == len(self.text) or self.text[end] not in "\r\n":
                return False
        tail = {Kind.EMPTY_LINE: self._blank_lines, Kind.NEWLINE: _LINE_END}.get(self._last) if self._last else None
        self._at = _end(tail.match(self.text, end), end) if tail else end
        return True

    def _block(self, mark: str) -> Token | None:
        if mark == "=":
            return self._front_matter()
        if mark in _BLANK_MARKS:
            if self._last is not Kind.EMPTY_LINE and (match := _EMPTY_LINE.match(self.text, self._at)) is not None:
                self._ranges.clear()
                return self._take(match, Kind.EMPTY_LINE)
            match = _NEWLINE.match(self.text, self._at)
            return self._take(match, Kind.NEWLINE) if match else None
        return self._data(mark) or self._escaped(mark)

    def _front_matter(self) -> Token | None:
        opening = _EQUALS.match(self.text, self._at)
        if opening is None:
            return None
        found = self._search.find("===", opening.end())
        closing = _EQUALS.match(self.text, found)
        if closing is None and len(opening[0]) < 2 * len("==="):
            if self._last is None:
                self._note("front matter", self._at)
            return None
        return self._take(closing or opening, Kind.FRONT_MATTER)

    def _data(self, mark: str) -> Token | None:
        if mark != "{":
            return None
        end = self._search.data_end(self._at)
        if end is None:
            self._note("data", self._at)
            return None
        return self._cut(end, Kind.DATA)

    def _escaped(self, mark: str) -> Token | None:
        if mark == "\\":
            match = _ESCAPED.match(self.text, self._at)
            return self._take(match, Kind.ESCAPED) if match else None
        if mark in ".:":
            match = _SHORTCODE.match(self.text, self._at)
            return self._take(match, Kind.SHORTCODE) if match else None
        return None

    def _line_start(self) -> list[Token]:
        text, at = self.text, self._at
        if self._last is not Kind.EMPTY_LINE and (match := _INFERENCE_START.match(text, at)) is not None:
            self._in_inference = True
            return [*self._indentation(0), self._take(match, Kind.INFERENCE_START)]
        if (match := _RELATION.match(text, at)) is not None:
            self._ranges.clear()
            indents = self._indentation(len(match[1]))
            self._at = match.start(2)
            return [*indents, self._cut(match.end(), _KINDS[match[2]])]
        if (match := _HEADING.match(text, at)) is not None:
            return [self._take(match, Kind.HEADING)]
        if (match := _NUMBER.match(text, at)) is not None:
            self._ranges.clear()
            return [*self._indentation(0), self._take(match, Kind.STATEMENT_NUMBER)]
        if (match := _ITEM.match(text, at)) is not None:
            self._ranges.clear()
            kind = Kind.UNORDERED_ITEM if match[0].endswith("*") else Kind.ORDERED_ITEM
            return [*self._indentation(len(match[1]) + 1), self._take(match, kind)]
        return []

    def _indentation(self, depth: int) -> list[Token]:
        """One token for a deeper line, one for each indentation that a shallower line closes."""
        if depth > self._indents[-1]:
            self._indents.append(depth)
            return [Token(Kind.INDENT, "", self._at)]
        closed = []
        while len(self._indents) > 1 and depth < self._indents[-1]:
            self._indents.pop()
            closed.append(Token(Kind.DEDENT, "", self._at))
        return closed

    def _inline(self, mark: str) -> Token | None:
        if mark in "*_":
            return self._range_end() or self._range_start()
        if mark == "#":
            return self._tag()
        if mark == "[":
            return self._link() or self._titled("[", "]", Kind.STATEMENT_DEFINITION, Kind.STATEMENT_REFERENCE)
        if mark == "<":
            return self._titled("<", ">", Kind.ARGUMENT_DEFINITION, Kind.ARGUMENT_REFERENCE)
        return self._mention() if mark == "@" else None

    def _range_end(self) -> Token | None:
        mark = self._ranges[-1] if self._ranges else None
        if mark is None or not self.text.startswith(mark, self._at):
            return None
        end = self._at + len(mark)
        follower = self.text[end : end + 1]
        if follower and follower not in " \t" and follower not in _RANGE_END_FOLLOWS:
            return None
        self._ranges.pop()
        return self._cut(end + (follower in {" ", "\t"}), Kind.RANGE_END)

    def _range_start(self) -> Token | None:
        match = _RANGE_START.match(self.text, self._at)
        if match is None:
            return None
        self._ranges.append(match[0])
        return self._take(match, Kind.RANGE_START)

    def _tag(self) -> Token | None:
        if not self.text.startswith("#(", self._at):
            match = _TAG.match(self.text, self._at)
            return self._take(match, Kind.TAG) if match else None
        end = self._search.find(")", self._at + 2)
        if end == len(self.text):
            self._note("tag", self._at)
            return None
        return self._cut(self._with_blank(end + 1), Kind.TAG) if end > self._at + 2 else None

    def _link(self) -> Token | None:
        middle = self._search.find("]", self._at + 1)
        if middle == self._at + 1 or not self.text.startswith("](", middle):
            return None
        end = self._search.find(")", middle + 2)
        if end in {middle + 2, len(self.text)}:
            return None
        return self._cut(self._with_blank(end + 1), Kind.LINK)

    def _titled(self, opening: str, closing: str, definition: Kind, reference: Kind) -> Token | None:
        start = self._at + len(opening)
        line_end = self._search.line_end(start)
        colon = self._search.find(closing + ":", start + 1)
        if colon < line_end:
            return self._cut(colon + 2, definition)
        end = self._search.find(closing, start + 1)
        if end < line_end and self.text[start] != "-":
            return self._cut(end + 1, reference)
        return None

    def _mention(self) -> Token | None:
        for opening, closing, kind in (("@[", "]", Kind.STATEMENT_MENTION), ("@<", ">", Kind.ARGUMENT_MENTION)):
            if self.text.startswith(opening, self._at):
                end = self._search.find(closing, self._at + 3)
                if end < self._search.line_end(self._at):
                    return self._cut(self._with_blank(end + 1), kind)
        return None

    def _with_blank(self, end: int) -> int:
        return end + (self.text[end : end + 1] in {" ", "\t"})

    def _note(self, what: str, offset: int) -> None:
        self.unclosed.setdefault(what, offset)


def _end(match: re.Match[str] | None, otherwise: int) -> int:
    return match.end() if match else otherwise
