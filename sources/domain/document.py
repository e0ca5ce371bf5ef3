"""What a canonical document is made of: blocks of text, and the furniture left out of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

BLOCK_SEPARATOR = "\n\n"


class BlockKind(StrEnum):
    """Form of a block."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    REFERENCE_ENTRY = "reference_entry"
    NOTE = "note"
    QUOTATION = "quotation"
    FOOTNOTE = "footnote"
    CAPTION = "caption"


class Section(StrEnum):
    """Part of the work that a block belongs to; only `main` is the author's argument."""

    MAIN = "main"
    EDITOR_NOTE = "editor_note"
    AUTHOR_NOTE = "author_note"
    REFERENCES = "references"


class FurnitureReason(StrEnum):
    """Why a line of a page is not part of the work."""

    DECORATION = "decoration"
    PAGE_NUMBER = "page_number"
    RUNNING_HEAD = "running_head"
    DOWNLOAD = "download"
    SHARING = "sharing"
    NAVIGATION = "navigation"
    LABEL_VALUE = "label_value"
    BYLINE = "byline"
    DATE = "date"
    CREDIT = "credit"
    CONTACT = "contact"
    NOTICE = "notice"
    MARKUP = "markup"
    BESIDE_TEXT = "beside_text"
    HIDDEN = "hidden"
    ROTATED = "rotated"


@dataclass(frozen=True)
class PageStart:
    """Page number `page` (from 0) begins, or goes on, at code point `offset` of a draft."""

    offset: int
    page: int


@dataclass(frozen=True)
class Draft:
    """A piece of cleaned text on its way to becoming a block, with the raw lines it comes from.

    `first_line` and `last_line` count from 1 and are both included; `level` is the depth of a
    heading (1 is the highest) and 0 for everything else. `pages` names the page of the draft's first
    character and of each place where another page begins inside it; it is empty without pages.
    """

    text: str
    first_line: int
    last_line: int
    kind: BlockKind = BlockKind.PARAGRAPH
    section: Section = Section.MAIN
    level: int = 0
    pages: tuple[PageStart, ...] = ()


@dataclass(frozen=True)
class FurnitureLine:
    """A piece of the page that was left out: its first raw line (from 1), its text and why."""

    line: int
    text: str
    reason: FurnitureReason


@dataclass(frozen=True)
class Block:
    """A block of the canonical text: `text[start:end]`, offsets in code points.

    `position` counts from 0. Raw lines count from 1; `first_line` and `last_line` are included.
    """

    position: int
    kind: BlockKind
    section: Section
    level: int
    start: int
    end: int
    first_line: int
    last_line: int


@dataclass(frozen=True)
class Page:
    """A page of the canonical text: `text[start:end]`, in code points, without white space at its ends.

    `position` counts from 0, `label` is the number as printed or stated. Pages are in order and do not
    overlap; one without text is empty. A border may lie inside a block.
    """

    position: int
    label: str
    start: int
    end: int


@dataclass(frozen=True)
class CanonicalDocument:
    """A canonical text, its blocks and pages in order, and what was left out, in order of the raw lines."""

    text: str
    blocks: tuple[Block, ...]
    furniture: tuple[FurnitureLine, ...]
    pages: tuple[Page, ...] = ()

    def content(self, block: Block) -> str:
        """Return the text of one block."""
        return self.text[block.start : block.end]

    def section(self, section: Section) -> tuple[Block, ...]:
        """Return the blocks of one section, in order."""
        return tuple(block for block in self.blocks if block.section is section)


def joined(before: Draft, after: Draft, separator: str = " ") -> Draft:
    """Return `before` with the text of `after` behind it; its form and section stay."""
    shift = len(before.text) + len(separator)
    return replace(
        before,
        text=f"{before.text}{separator}{after.text}",
        last_line=after.last_line,
        pages=before.pages + tuple(PageStart(start.offset + shift, start.page) for start in after.pages),
    )


def without_start(draft: Draft, length: int) -> Draft:
    """Return the draft without its first `length` code points."""
    pages = tuple(PageStart(max(0, start.offset - length), start.page) for start in draft.pages)
    return replace(draft, text=draft.text[length:], pages=pages)


def assemble(
    drafts: Sequence[Draft], furniture: Sequence[FurnitureLine], labels: Sequence[str] = ()
) -> CanonicalDocument:
    """Return the document whose text is the drafts' texts, one blank line between two of them.

    Every draft needs text that is not empty and has no outer white space. `labels` are the pages' in order, empty for
    a document without pages.
    """
    blocks = []
    starts: list[PageStart] = []
    start = 0
    for position, draft in enumerate(drafts):
        end = start + len(draft.text)
        blocks.append(
            Block(
                position=position,
                kind=draft.kind,
                section=draft.section,
                level=draft.level,
                start=start,
                end=end,
                first_line=draft.first_line,
                last_line=draft.last_line,
            )
        )
        starts += [PageStart(start + page.offset, page.page) for page in draft.pages]
        start = end + len(BLOCK_SEPARATOR)
    text = BLOCK_SEPARATOR.join(draft.text for draft in drafts)
    return CanonicalDocument(
        text=text,
        blocks=tuple(blocks),
        furniture=tuple(sorted(furniture, key=lambda line: line.line)),
        pages=_pages(text, starts, labels),
    )


def _pages(text: str, starts: Sequence[PageStart], labels: Sequence[str]) -> tuple[Page, ...]:
    """Return every page; one begins where the first text of it or of a later page stands."""
    begins = [len(text)] * (len(labels) + 1)
    for start in starts:
        begins[start.page] = min(begins[start.page], start.offset)
    for page in range(len(labels) - 1, -1, -1):
        begins[page] = min(begins[page], begins[page + 1])
    pages = []
    for position, (label, (begin, end)) in enumerate(zip(labels, pairwise(begins), strict=True)):
        content = text[begin:end]
        first = begin + len(content) - len(content.lstrip()) if content.strip() else begin
        pages.append(Page(position, label, first, max(first, begin + len(content.rstrip()))))
    return tuple(pages)
