"""Texts, names and tags as Argdown, so that its reader takes nothing in them for markup."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from arguments.domain.interchange.argdown.scanning import SPACE, Searcher

_LINE_BREAKS = re.compile("[ \t]*[\r\n][ \t\r\n]*")
_RUN = re.compile(r"(?!===)[^\\@#*_\[\],.:;</>\-\r\n(){} \t][^\\@#*_\[\],.:;</>\-\r\n(){}]*")
_SHORTCODE = re.compile(f"\\.[^{SPACE}]+?\\.|:[^{SPACE}]+?:")
_HIDDEN = re.compile(r"[\\@#*_\[<{/]")
_TAG = re.compile("#[a-zA-z0-9\\-\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]+")
_BARE_TAG = re.compile("[a-zA-Z0-9_\\-\u00a1-\u1fff\u2c00-\u2fef\u3001-\ud7ff]+\\Z")
_LINE_START = re.compile(r"[' \t]*(?:--|[+\-<>]|_>|[_*](?=[ \t])|\([0-9]+\)|[0-9]+\.)|[,}]")
_ALWAYS = frozenset("\\*_[<{#")
_LINE = re.compile("[\n\r\u2028\u2029]")


def one_line(text: str) -> str:
    """The text with its line breaks, and the blanks around them, made one blank each."""
    return _LINE_BREAKS.sub(" ", text)


def tags_in(text: str, tags: Collection[str]) -> list[str]:
    """Those of the tags that a text has as markup, in the order in which a reader meets them."""
    searcher = Searcher(text)
    found: dict[str, None] = {}
    at = text.find("#")
    while at >= 0 and tags:
        tag, end = _tag_at(searcher, at)
        if tag in tags:
            found.setdefault(tag)
        at = text.find("#", max(end, at + 1))
    return list(found)


def _tag_at(searcher: Searcher, at: int) -> tuple[str, int]:
    """The tag whose sign stands here and the offset behind it; an empty one if it is no tag."""
    text = searcher.text
    if text.startswith("#(", at):
        end = searcher.find(")", at + 2)
        is_tag = at + 2 < end < len(text)
        return (text[at + 2 : end], end + 1) if is_tag else ("", at)
    match = _TAG.match(text, at)
    return (match[0][1:], match.end()) if match else ("", at)


class Escaper:
    """Escapes texts for a file with these shortcodes."""

    def __init__(self, shortcodes: Mapping[str, str]) -> None:
        """Keep these shortcodes from being put in."""
        self._shortcodes = shortcodes

    def text(self, text: str, kept_tags: Collection[str] = (), *, in_rule: bool = False) -> str:
        """The text on one line; tags that are `kept_tags` stay markup, and in a rule commas and hyphens are escaped."""
        searcher = Searcher(one_line(text))
        parts: list[str] = []
        at = 0
        while at < len(searcher.text):
            part, at = self._part(searcher, at, kept_tags, in_rule=in_rule)
            parts.append(part)
        return "".join(parts)

    def _part(self, searcher: Searcher, at: int, kept_tags: Collection[str], *, in_rule: bool) -> tuple[str, int]:
        """The next piece, written so that it ends where the reader's token ends."""
        text, mark = searcher.text, searcher.text[at]
        if in_rule and mark in ",-":
            return _escaped(text, at)
        if (run := _RUN.match(text, at)) is not None:
            return run[0], run.end()
        if (raw := self._raw_end(searcher, at, kept_tags)) is not None:
            return _with_blank(text, at, raw)
        if mark in ".:" and (code := _SHORTCODE.match(text, at)) is not None:
            is_read = code[0] in self._shortcodes or _HIDDEN.search(code[0]) or (in_rule and _is_split(code[0]))
            return _escaped(text, at) if is_read else _with_blank(text, at, code.end())
        needs_escape = mark in _ALWAYS or mark in " \t=" or self._opens(text, at)
        return _escaped(text, at) if needs_escape else _with_blank(text, at, at + 1)

    @staticmethod
    def _raw_end(searcher: Searcher, at: int, kept_tags: Collection[str]) -> int | None:
        """Where a mention or a tag that stays one ends; None if none starts here."""
        text = searcher.text
        if text[at] == "#" and kept_tags:
            tag, end = _tag_at(searcher, at)
            return end if tag in kept_tags else None
        for opening, closing in (("@[", "]"), ("@<", ">")):
            if text.startswith(opening, at):
                end = searcher.find(closing, at + 3)
                return end + 1 if end < searcher.line_end(at) else None
        return None

    @staticmethod
    def _opens(text: str, at: int) -> bool:
        following = text[at + 1 : at + 2]
        return (text[at] == "@" and following in {"[", "<"}) or (text[at] == "/" and following in {"/", "*"})


def _is_split(code: str) -> bool:
    return "," in code or "--" in code


def _escaped(text: str, at: int) -> tuple[str, int]:
    """A backslash, the sign, and all blanks behind it, which the reader takes with it."""
    end = at + 1
    while text[end : end + 1] == " ":
        end += 1
    return "\\" + text[at:end], end


def _with_blank(text: str, start: int, end: int) -> tuple[str, int]:
    end += text[end : end + 1] in {" ", "\t"}
    return text[start:end], end


def at_line_start(written: str) -> str:
    """A written text that may start a paragraph: what would be a sign there is escaped."""
    return f"\\{written}" if _LINE_START.match(written) else written


def can_be_tag(tag: str) -> bool:
    """Whether Argdown can write the tag."""
    return bool(tag) and ")" not in tag and "]" not in tag and _LINE.search(tag) is None


def tag_markup(tag: str) -> str:
    """A tag with its sign."""
    return f"#{tag}" if _BARE_TAG.match(tag) else f"#({tag})"


def can_be_statement_name(name: str) -> bool:
    """Whether a statement's name can stand between square brackets, and be referred to so."""
    return bool(name) and "]" not in name and not name.startswith("-") and _LINE.search(name) is None


def can_be_argument_name(name: str) -> bool:
    """Whether an argument's name can stand between angle brackets, also at the start of a line."""
    is_sign = name.startswith(("-", "+", "_", "!--"))
    return bool(name) and ">" not in name and not is_sign and _LINE.search(name) is None
