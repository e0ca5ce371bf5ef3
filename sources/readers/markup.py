"""A tree of HTML elements to blocks of text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from sources.domain.characters import clean_characters
from sources.domain.document import BlockKind

Element: TypeAlias = Any
"""An element of lxml, which has no public name for its type."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """
        address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form
        h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table tbody td
        tfoot th thead tr ul caption
        """,
    )
)
# What holds no words of the text: programs, controls, pictures, the reading aid over Asian letters.
SILENT = frozenset(
    re.findall(
        r"\w+",
        """
        script style template noscript head title svg math object embed applet iframe frame frameset canvas audio video
        map button select option optgroup textarea input datalist output progress meter rt rp noframes noembed
        """,
    )
)
_FOOTNOTE_ROLES = frozenset({"doc-footnote", "doc-endnote", "doc-endnotes", "footnote", "footnotes", "endnote",
                             "endnotes", "rearnote", "rearnotes"})  # fmt: skip
_FOOTNOTE_CLASS = re.compile(
    r"(?:footnotes?|endnotes?|fn-?(?:list|group)?|foot-?note-?(?:text|list|item)|easy-footnotes-wrapper)", re.IGNORECASE
)
_CAPTION_CLASS = re.compile(r"(?:wp-|image-|figure-|photo-)?caption(?:-text)?|subtitle-caption", re.IGNORECASE)
_BACK_LINK = re.compile(r"[\s↑↩⏎^\ufe0e\ufe0f]*")
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADING_WORDS_MAX = 60
"""A longer “heading” is a paragraph that somebody made large."""
_DEPTH_MAX = 200
"""Deeper trees are read no further: people nest some ten levels, pages of a builder some fifty."""


@dataclass(frozen=True)
class Context:
    """What the elements around a run of text make of it."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    hidden: bool = False


@dataclass(frozen=True)
class MarkedBlock:
    """A run of text between two block borders: its form, the element that holds it and the share of it in links."""

    text: str
    kind: BlockKind
    level: int
    element: Element
    linked: float
    hidden: bool
    page_breaks: tuple[tuple[int, str], ...] = ()


@dataclass
class _Run:
    """Inline text that is gathered for the next block."""

    words: list[str] = field(default_factory=list)
    linked: int = 0
    breaks: list[tuple[int, str]] = field(default_factory=list)


def tokens(element: Element, *names: str) -> set[str]:
    """Return the words in those attributes, in lower case."""
    return {word.lower() for name in names for word in (element.get(name) or "").split()}


def is_footnote(element: Element) -> bool:
    """Say whether the element is a footnote or a list of them."""
    if _FOOTNOTE_ROLES & tokens(element, "role", "epub:type", "{http://www.idpf.org/2007/ops}type"):
        return True
    if element.tag not in BLOCKS or element.tag in ("body", "html", "article", "main"):
        return False
    return any(_FOOTNOTE_CLASS.fullmatch(word) for word in tokens(element, "class"))


def page_break_label(element: Element) -> str | None:
    """Return the label of the printed page that begins at the element, None if none does."""
    if not {"pagebreak", "doc-pagebreak"} & tokens(element, "role", "epub:type", "{http://www.idpf.org/2007/ops}type"):
        return None
    stated = element.get("title") or element.get("aria-label") or "".join(element.itertext())
    return clean_characters(stated)[:40]


class Walk:
    """One walk over a tree; `blocks` yields what it finds, in the order of the document."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self._markers = _note_markers(root)
        self._run = _Run()
        self._links = 0
        self._in_row = False
        self._marker = ""

    def blocks(self) -> Iterator[MarkedBlock]:
        """Yield the blocks, none empty, cleaned."""
        yield from self._walk(self.root, Context(), 0)
        yield from self._flush(self.root, Context())

    def _walk(self, element: Element, context: Context, depth: int) -> Iterator[MarkedBlock]:
        if not isinstance(element.tag, str) or element.tag in SILENT or depth > _DEPTH_MAX:
            return
        label = page_break_label(element)
        if label is not None:
            self._run.breaks.append((len("".join(self._run.words)), label))
            return
        if element.tag == "br":
            yield from self._line_break(element, context)
            return
        if element.tag == "a" and _is_back_link(element):
            return
        inner = _context(element, context)
        is_block = element.tag in BLOCKS and not self._in_row
        if element.tag in BLOCKS and self._in_row:
            self._run.words.append(" ")
        if is_block:
            yield from self._flush(element, context)
            self._open_note(element, inner)
        if is_block and element.tag == "tr" and not _is_layout(element):
            yield from self._row(element, inner)
            return
        yield from self._content(element, inner, depth)
        if is_block:
            yield from self._flush(element, inner)

    def _content(self, element: Element, context: Context, depth: int) -> Iterator[MarkedBlock]:
        is_link = element.tag == "a"
        self._links += is_link
        self._say(element.text)
        for child in element:
            yield from self._walk(child, context, depth + 1)
            self._say(child.tail)
        self._links -= is_link

    def _say(self, text: str | None) -> None:
        if text:
            self._run.words.append(text)
            self._run.linked += len(text.strip()) if self._links else 0

    def _line_break(self, element: Element, context: Context) -> Iterator[MarkedBlock]:
        """Two line breaks in a row part paragraphs, as on old pages; one is a space."""
        after = element.getnext()
        if after is not None and after.tag == "br" and not (element.tail or "").strip():
            yield from self._flush(element.getparent(), context)
        self._run.words.append(" ")

    def _open_note(self, element: Element, context: Context) -> None:
        """Put the number in front of a note whose number only the page's layout shows."""
        marker = self._markers.get(element.get("id") or "", "")
        if marker and context.kind is BlockKind.FOOTNOTE:
            said = "".join(element.itertext()).lstrip()
            if not said.startswith(marker) and not said.startswith(marker.strip("[]().")):
                self._marker = f"{marker} "

    def _row(self, element: Element, context: Context) -> Iterator[MarkedBlock]:
        """Yield a row of a table as one block, its cells parted by spaces."""
        self._in_row = True
        for cell in element:
            yield from self._walk(cell, context, 0)
            self._run.words.append(" ")
        self._in_row = False
        yield from self._flush(element, context)

    def _flush(self, element: Element | None, context: Context) -> Iterator[MarkedBlock]:
        run, self._run = self._run, _Run()
        raw = "".join(run.words)
        text = clean_characters(raw)
        if text and self._marker:
            raw, self._marker = self._marker + raw, ""
            text = clean_characters(raw)
        if not text or element is None:
            # A page that begins between two blocks begins with the next one.
            self._run.breaks = [(0, label) for _, label in run.breaks]
            return
        heading = context.kind is BlockKind.HEADING and len(text.split()) <= _HEADING_WORDS_MAX
        kind = BlockKind.PARAGRAPH if context.kind is BlockKind.HEADING and not heading else context.kind
        breaks = tuple((len(clean_characters(raw[:place])), label) for place, label in run.breaks)
        yield MarkedBlock(
            text=text,
            kind=kind,
            level=context.level if heading else 0,
            element=element,
            linked=min(1.0, run.linked / len(text)),
            hidden=context.hidden,
            page_breaks=breaks,
        )


def _context(element: Element, context: Context) -> Context:
    """Return what the element makes of the text in it; the innermost form rules, but a footnote stays one."""
    if is_hidden(element):
        context = replace(context, hidden=True)
    if context.kind is BlockKind.FOOTNOTE or element.tag not in BLOCKS:
        return context
    level = HEADINGS.get(element.tag, 0) or (_aria_level(element) if element.get("role") == "heading" else 0)
    kind = BlockKind.HEADING if level else _kind(element, context.kind)
    return replace(context, kind=kind, level=level if kind is BlockKind.HEADING else 0) if kind else context


def _kind(element: Element, around: BlockKind) -> BlockKind | None:
    """Return the form that the element gives to the text in it, None if it leaves it as it is."""
    if is_footnote(element):
        return BlockKind.FOOTNOTE
    if element.tag in ("figcaption", "caption"):
        return BlockKind.CAPTION
    if any(_CAPTION_CLASS.fullmatch(word) for word in tokens(element, "class")):
        return BlockKind.CAPTION
    if element.tag == "blockquote":
        return BlockKind.QUOTATION
    return BlockKind.LIST_ITEM if element.tag == "li" and around is not BlockKind.QUOTATION else None


def _is_layout(row: Element) -> bool:
    """Say whether a cell of the row holds several blocks: then the table only places them on the page."""
    return any(sum(inner.tag in BLOCKS for inner in cell.iterdescendants()) > 1 for cell in row)


def is_hidden(element: Element) -> bool:
    """Say whether the element states that it is not shown."""
    if element.get("hidden") is not None and element.get("hidden") != "until-found":
        return True
    return _HIDING_STYLE.search(element.get("style") or "") is not None


def _aria_level(element: Element) -> int:
    level = element.get("aria-level") or "2"
    return int(level) if level in "123456" else 2


def _is_back_link(element: Element) -> bool:
    """Say whether the link only leads from a note back to the text."""
    if "doc-backlink" in tokens(element, "role", "epub:type"):
        return True
    text = "".join(element.itertext())
    return bool((element.get("href") or "").startswith("#") and text.strip() and _BACK_LINK.fullmatch(text))


def _note_markers(root: Element) -> dict[str, str]:
    """Return what stands in the text for each note, by the note's id."""
    markers: dict[str, str] = {}
    for link in root.iter("a"):
        target = link.get("href") or ""
        if "#" in target:
            text = clean_characters("".join(link.itertext()))
            if text and len(text) <= 8 and re.fullmatch(r"[\[(]?(?:\d{1,4}|[*†‡§¶]+|[a-z]|[ivxlc]+)[\])]?\.?", text):
                markers.setdefault(target.split("#", 1)[1], text)
    return markers
