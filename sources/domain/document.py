"""What a canonical document is made of: blocks of text, and the furniture left out of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

BLOCK_SEPARATOR = "\n\n"


class BlockKind(StrEnum):
    """Form of a block."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    REFERENCE_ENTRY = "reference_entry"
    NOTE = "note"
    QUOTATION = "quotation"


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


@dataclass(frozen=True)
class Draft:
    """A piece of cleaned text on its way to becoming a block, with the raw lines it comes from.

    `first_line` and `last_line` count from 1 and are both included; `level` is the depth of a
    heading (1 is the highest) and 0 for everything else.
    """

    text: str
    first_line: int
    last_line: int
    kind: BlockKind = BlockKind.PARAGRAPH
    section: Section = Section.MAIN
    level: int = 0


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
class CanonicalDocument:
    """A canonical text, its blocks in order, and what was left out, in order of the raw lines."""

    text: str
    blocks: tuple[Block, ...]
    furniture: tuple[FurnitureLine, ...]

    def content(self, block: Block) -> str:
        """Return the text of one block."""
        return self.text[block.start : block.end]

    def section(self, section: Section) -> tuple[Block, ...]:
        """Return the blocks of one section, in order."""
        return tuple(block for block in self.blocks if block.section is section)


def assemble(drafts: Sequence[Draft], furniture: Sequence[FurnitureLine]) -> CanonicalDocument:
    """Return the document whose text is the drafts' texts, one blank line between two of them.

    Every draft needs text that is not empty and has no outer white space.
    """
    blocks = []
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
        start = end + len(BLOCK_SEPARATOR)
    return CanonicalDocument(
        text=BLOCK_SEPARATOR.join(draft.text for draft in drafts),
        blocks=tuple(blocks),
        furniture=tuple(sorted(furniture, key=lambda line: line.line)),
    )
