"""Emphasis and links of a debate that was Argdown, put back into its texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from arguments.domain.interchange.argdown.escaping import Escaper
from arguments.domain.interchange.argdown.framing import OWN_DATA
from arguments.domain.interchange.argdown.lexer import Lexer
from arguments.domain.interchange.argdown.tokens import CONTENT
from arguments.domain.interchange.argdown.wording import Mark, Reader
from arguments.domain.interchange.debate import Debate, Json, NodeKind, NodeRef

_SIGNS = {"bold": ("**", "**"), "italic": ("_", "_")}
_GROUPS = {NodeKind.STATEMENT: "statements", NodeKind.ARGUMENT: "arguments"}


def marks_in(value: Json) -> list[Mark]:
    """The marks of one text, from data; what is no mark is left out."""
    return [mark for _, mark in _numbered(value)]


def marks_of(debate: Debate) -> Mapping[tuple[NodeRef, int], Sequence[Mark]]:
    """The marks of every text, by node and number of the wording."""
    own = debate.data.get(OWN_DATA)
    kept = own.get("marks") if isinstance(own, dict) else None
    found: defaultdict[tuple[NodeRef, int], list[Mark]] = defaultdict(list)
    for kind, group in _GROUPS.items():
        named = kept.get(group) if isinstance(kept, dict) else None
        for name, values in (named if isinstance(named, dict) else {}).items():
            for number, mark in _numbered(values):
                found[NodeRef(kind, name), number].append(mark)
    return found


def _numbered(value: Json) -> Iterator[tuple[int, Mark]]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict) and all(type(one.get(key, 0)) is int for key in ("text", "start", "end")):
            mark = Mark(str(one.get("mark")), one.get("start", 0), one.get("end", 0), str(one.get("url", "")))
            yield one.get("text", 0), mark


class Marker:
    """Writes texts with emphasis and links, where a reader finds the same again."""

    def __init__(self, escaper: Escaper, reader: Reader) -> None:
        """Escape with this escaper; try what was written with this reader."""
        self._escaper = escaper
        self._reader = reader

    def text(self, text: str, marks: Sequence[Mark], kept_tags: Collection[str] = ()) -> str | None:
        """The text with its marks; None if Argdown cannot say them, as inside a word or across each other."""
        if not all(0 <= mark.start <= mark.end <= len(text) for mark in marks):
            return None
        written = self._marked(text, marks, kept_tags)
        tokens = list(Lexer(f"[a]: {written}").tokens())
        if any(token.kind not in CONTENT for token in tokens[1:]):
            return None
        wording = self._reader.read(tokens[1:])
        is_same = wording.text == text and wording.marks == list(marks) and not wording.unclosed
        return written if is_same else None

    def _marked(self, text: str, marks: Sequence[Mark], kept_tags: Collection[str]) -> str:
        parts: list[str] = []
        at = 0
        is_raw = is_after_mark = False
        for place in sorted({0, len(text), *(edge for mark in marks for edge in (mark.start, mark.end))}):
            piece = text[at:place]
            blank = " " if is_after_mark and piece.startswith(" ") else ""
            parts.append(piece if is_raw else blank + self._escaper.text(piece[len(blank) :], kept_tags))
            closing = sorted((mark for mark in marks if mark.end == place), key=lambda mark: -mark.start)
            opening = sorted((mark for mark in marks if mark.start == place), key=lambda mark: -mark.end)
            parts.extend(_signs(mark)[1] for mark in closing)
            parts.extend(_signs(mark)[0] for mark in opening)
            is_after_mark = bool(closing) and not opening
            is_raw = any(mark.name == "link" and mark.start <= place < mark.end for mark in marks)
            at = place
        return "".join(parts)


def _signs(mark: Mark) -> tuple[str, str]:
    return ("[", f"]({mark.url})") if mark.name == "link" else _SIGNS.get(mark.name, ("", ""))
