"""Paragraphs of tokens to blocks, without recursion; what is out of place is reported and stepped over."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from arguments.domain.interchange.argdown.blocks import (
    Block,
    FrontMatter,
    Heading,
    Inference,
    Listing,
    Member,
    Reconstruction,
)
from arguments.domain.interchange.argdown.tokens import CONTENT, ITEMS, RELATIONS, TITLED, Kind, Token
from arguments.domain.interchange.debate import NodeKind
from arguments.domain.interchange.reports import Severity

Report = Callable[[Severity, str, int], None]
"""Told severity, reason and offset of everything that is out of place."""

_ARGUMENTS = frozenset({Kind.ARGUMENT_DEFINITION, Kind.ARGUMENT_REFERENCE})
_LONGEST_NUMBER = 9
_REFERENCES = frozenset({Kind.STATEMENT_REFERENCE, Kind.ARGUMENT_REFERENCE})
_MEMBER_STARTS = CONTENT | TITLED
_RULE_CONTENT = frozenset({Kind.TEXT, Kind.ESCAPED, Kind.SHORTCODE, Kind.COMMA})
_MARGINS = frozenset({Kind.INDENT, Kind.DEDENT})
_END = Token(Kind.EMPTY_LINE, "", -1)

HANGS_ON_NOTHING = (
    "a relation needs a statement or argument above it in the same paragraph, and deeper indentation than that one"
)
NOT_INDENTED = "a relation must be indented deeper than the statement or argument that it belongs to"
WRONG_DEPTH = "this indentation is that of no line above; indent as far as the line that this one stands beside"
NO_CONTENT = "nothing follows the relation sign: add a text, [a statement] or <an argument>"
CONTRADICTS_ARGUMENT = "only statements can contradict each other; an argument stands here"
NO_LINE = "an argument cannot be a premise or conclusion; write [a statement] or a text"
OUT_OF_PLACE = {
    Kind.STATEMENT_DEFINITION: "[a title]: may only stand at the start of a paragraph or after a relation sign",
    Kind.STATEMENT_REFERENCE: "[a title] may only stand alone, at the start of a paragraph or after a relation sign; "
    "write @[a title] to mention a statement in a text",
    Kind.ARGUMENT_DEFINITION: "<a title>: may only stand at the start of a paragraph or after a relation sign",
    Kind.ARGUMENT_REFERENCE: "<a title> may only stand alone, at the start of a paragraph or after a relation sign; "
    "write @<a title> to mention an argument in a text",
    Kind.DATA: "{data} must be the last thing of what it belongs to, and there may be one only",
    Kind.FRONT_MATTER: "front matter must be the first thing of the file, with an empty line below it",
    Kind.INFERENCE_START: "an inference line needs numbered premises directly above it",
    Kind.STATEMENT_NUMBER: "a reconstruction must start a paragraph: put an empty line above (1)",
    Kind.HEADING: "a heading must start a paragraph: put an empty line above it",
    Kind.ORDERED_ITEM: "a list cannot start here: put an empty line above it; lists have one level",
    Kind.UNORDERED_ITEM: "a list cannot start here: put an empty line above it; lists have one level",
}
TEXT_AFTER_END = "a text cannot follow a reference or {data} in the same paragraph"


class _Cursor:
    """The place in one paragraph."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    @property
    def token(self) -> Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else _END

    @property
    def kind(self) -> Kind:
        return self.token.kind

    @property
    def is_done(self) -> bool:
        return self._at >= len(self._tokens)

    @property
    def next_kind(self) -> Kind:
        return self._tokens[self._at + 1].kind if self._at + 1 < len(self._tokens) else Kind.EMPTY_LINE

    def take(self) -> Token:
        token = self.token
        self._at += 1
        return token

    def take_if(self, kind: Kind) -> Token | None:
        return self.take() if self.kind is kind else None


class Parser:
    """Reads the paragraphs of one text into blocks."""

    def __init__(self, report: Report) -> None:
        """Tell `report` of what is out of place."""
        self._report = report
        self._is_first = True
        self._may_start_with_newline = True

    def parse(self, tokens: list[Token]) -> Iterator[Block]:
        """The blocks of one paragraph: one, or several where an empty line was forgotten."""
        cursor = _Cursor(tokens)
        if self._may_start_with_newline:
            cursor.take_if(Kind.NEWLINE)
        self._may_start_with_newline = False
        if cursor.is_done:
            return
        if self._is_first and cursor.kind is Kind.FRONT_MATTER:
            yield FrontMatter(cursor.take())
            cursor.take_if(Kind.NEWLINE)
            if not cursor.is_done:
                self._error(OUT_OF_PLACE[Kind.FRONT_MATTER], cursor.token)
        self._is_first = False
        while not cursor.is_done:
            yield from self._block(cursor)
            if not cursor.is_done and (reason := OUT_OF_PLACE.get(cursor.kind)):
                self._error(reason, cursor.token)

    def _block(self, cursor: _Cursor) -> Iterator[Block]:
        if cursor.kind is Kind.HEADING:
            yield self._heading(cursor)
        elif cursor.kind is Kind.STATEMENT_NUMBER:
            yield self._reconstruction(cursor)
        elif cursor.kind is Kind.INDENT and cursor.next_kind in ITEMS:
            yield self._listing(cursor)
        elif cursor.kind in _MEMBER_STARTS:
            yield self._tree(cursor)
        elif cursor.kind in _MARGINS:
            cursor.take()
        elif cursor.kind in RELATIONS:
            self._error(HANGS_ON_NOTHING, cursor.take())
        else:
            self._step_over(cursor)

    def _heading(self, cursor: _Cursor) -> Heading:
        start = cursor.take()
        heading = Heading(len(start.image) - 1, start.offset, self._content(cursor))
        if not heading.content:
            self._error("a heading needs a text", start)
        heading.data = cursor.take_if(Kind.DATA)
        if heading.data:
            cursor.take_if(Kind.NEWLINE)
        return heading

    @staticmethod
    def _content(cursor: _Cursor) -> list[Token]:
        content = []
        while cursor.kind in CONTENT:
            content.append(cursor.take())
        return content

    def _member(self, cursor: _Cursor) -> Member:
        start = cursor.token
        kind = NodeKind.ARGUMENT if start.kind in _ARGUMENTS else NodeKind.STATEMENT
        member = Member(kind, start.offset)
        if start.kind in TITLED:
            member.is_reference = cursor.take().kind in _REFERENCES
            member.title = start.image[1:-1] if member.is_reference else start.image[1:-2]
        ends_line = False
        if member.is_reference:
            while cursor.kind is Kind.TAG:
                member.content.append(cursor.take())
            ends_line = cursor.take_if(Kind.NEWLINE) is not None
        else:
            member.content = self._content(cursor)
            if not member.content:
                self._error(f"a text must follow “{start.image}” without an empty line between", start)
            self._warn_unclosed(member)
        member.data = cursor.take_if(Kind.DATA)
        if member.data is not None:
            ends_line = cursor.take_if(Kind.NEWLINE) is not None
        member.ends_line = ends_line and cursor.kind is Kind.INDENT
        return member

    def _warn_unclosed(self, member: Member) -> None:
        first = member.content[0] if member.content else None
        if member.title is None and first and first.kind is Kind.TEXT and first.image[0] in "[<":
            reason = f"the bracket “{first.image[0]}” is not closed on this line and was taken as text"
            self._report(Severity.WARNING, reason, first.offset)

    def _tree(self, cursor: _Cursor) -> Member:
        root = self._member(cursor)
        self._relations(cursor, root)
        return root

    def _relations(self, cursor: _Cursor, root: Member | Inference) -> None:
        """Hang the relations that follow on `root` and on each other, by their indentation."""
        parents: list[Member | Inference] = []
        newest: Member | Inference = root
        while not cursor.is_done:
            if cursor.kind is Kind.INDENT and cursor.next_kind in RELATIONS:
                cursor.take()
                parents.append(newest)
            elif cursor.kind is Kind.DEDENT:
                if not parents:  # the indentation of a list around this member
                    return
                cursor.take()
                newest = parents.pop()
            elif cursor.kind in RELATIONS:
                if not parents:
                    is_return = isinstance(root, Inference) or bool(root.relations)
                    self._error(WRONG_DEPTH if is_return else NOT_INDENTED, cursor.token)
                    parents.append(root)
                child = self._child(cursor, parents[-1])
                newest = child or newest
            elif cursor.kind in {Kind.STATEMENT_NUMBER, Kind.INFERENCE_START, Kind.HEADING} | ITEMS:
                return
            else:
                self._step_over(cursor)

    def _child(self, cursor: _Cursor, parent: Member | Inference) -> Member | None:
        sign = cursor.take()
        if cursor.kind not in _MEMBER_STARTS:
            self._error(NO_CONTENT, sign)
            return None
        child = self._member(cursor)
        if sign.kind is Kind.CONTRADICTS and child.kind is NodeKind.ARGUMENT:
            self._error(CONTRADICTS_ARGUMENT, sign)
        elif isinstance(parent, Inference) and sign.kind is not Kind.UNDERCUT_BY:
            self._error("below an inference line only what undercuts it (<_) can stand", sign)
        else:
            parent.relations.append((sign, child))
        return child

    def _listing(self, cursor: _Cursor) -> Listing:
        cursor.take()
        listing = Listing()
        wanted = cursor.kind
        while cursor.kind in ITEMS:
            item = cursor.take()
            if item.kind is not wanted:
                self._error("a list is either numbered or not", item)
            if cursor.kind not in _MEMBER_STARTS:
                self._error("nothing follows the list item's sign", item)
                continue
            listing.members.append(self._tree(cursor))
            if cursor.kind is Kind.DEDENT and cursor.next_kind in ITEMS:
                self._error(WRONG_DEPTH, cursor.take())
        cursor.take_if(Kind.DEDENT)
        return listing

    def _reconstruction(self, cursor: _Cursor) -> Reconstruction:
        reconstruction = Reconstruction(cursor.token.offset)
        inference: Inference | None = None
        last = "0"
        while cursor.kind in {Kind.STATEMENT_NUMBER, Kind.INFERENCE_START}:
            if cursor.kind is Kind.INFERENCE_START:
                if inference is not None:
                    self._error("a conclusion must stand between two inference lines", cursor.token)
                inference = self._inference(cursor)
                continue
            number = cursor.take()
            last = self._check_number(number, last)
            if cursor.kind in _ARGUMENTS:
                self._error(
                    "an argument cannot be a premise or conclusion; write [a statement] or a text", cursor.token
                )
            if cursor.kind not in _MEMBER_STARTS:
                self._error(f"nothing follows {number.image.strip()}", number)
                continue
            reconstruction.lines.append((inference, self._tree(cursor)))
            inference = None
        self._check_whole(reconstruction, inference)
        return reconstruction

    def _check_number(self, number: Token, last: str) -> str:
        """Warn of a number that does not follow the last one; return it without leading zeros."""
        given = number.image.strip(" \t'()").lstrip("0") or "0"
        if len(given) > _LONGEST_NUMBER or int(given) != int(last) + 1:
            shown = given if len(given) <= _LONGEST_NUMBER else f"{given[:_LONGEST_NUMBER]}…"
            reason = f"({shown}) is out of order: ({int(last) + 1}) should stand here. It was read as if it did"
            self._report(Severity.WARNING, reason, number.offset)
        return given if len(given) <= _LONGEST_NUMBER else last

    def _check_whole(self, reconstruction: Reconstruction, inference: Inference | None) -> None:
        if inference is not None:
            self._report(Severity.ERROR, "a numbered conclusion must follow the inference line", inference.offset)
        elif not any(above for above, _ in reconstruction.lines):
            reason = "numbered premises need an inference line (----) and a numbered conclusion directly below"
            self._report(Severity.ERROR, reason, reconstruction.offset)
        elif reconstruction.lines[-1][0] is None:
            reason = "the last numbered statement must be a conclusion: put an inference line (----) above it"
            self._report(Severity.ERROR, reason, reconstruction.lines[-1][1].offset)

    def _inference(self, cursor: _Cursor) -> Inference:
        start = cursor.take()
        inference = Inference(start.offset)
        cursor.take_if(Kind.NEWLINE)
        inference.rules = self._rules(cursor)
        cursor.take_if(Kind.NEWLINE)
        inference.data = cursor.take_if(Kind.DATA)
        if inference.data:
            cursor.take_if(Kind.NEWLINE)
        if cursor.kind is not Kind.INFERENCE_END:
            self._error("the inference line is not closed: end it with -- below its rules and data", start)
        while cursor.kind not in {Kind.INFERENCE_END, Kind.EMPTY_LINE}:
            cursor.take()
        cursor.take_if(Kind.INFERENCE_END)
        if cursor.take_if(Kind.NEWLINE) is None and not cursor.is_done:
            self._error("the conclusion must start on a line of its own below the inference line", cursor.token)
        self._relations(cursor, inference)
        return inference

    def _rules(self, cursor: _Cursor) -> list[list[Token]]:
        rules: list[list[Token]] = [[]]
        while cursor.kind in _RULE_CONTENT:
            token = cursor.take()
            if token.kind is not Kind.COMMA:
                rules[-1].append(token)
                continue
            if not rules[-1]:
                self._error("a rule must stand before each comma", token)
            rules.append([])
        if len(rules) > 1 and not rules[-1]:
            self._error("a rule must follow the comma", cursor.token)
        return [rule for rule in rules if rule]

    def _step_over(self, cursor: _Cursor) -> None:
        token = cursor.take()
        if token.kind in _MARGINS:
            return
        self._error(OUT_OF_PLACE.get(token.kind, TEXT_AFTER_END), token)
        while cursor.kind in CONTENT:
            cursor.take()

    def _error(self, reason: str, token: Token) -> None:
        self._report(Severity.ERROR, reason, token.offset)
