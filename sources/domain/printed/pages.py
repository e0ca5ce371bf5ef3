"""Printed pages to drafts of blocks in reading order, with the pages that they stand on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from sources.domain.characters import is_wide
from sources.domain.document import BlockKind, Draft, FurnitureLine, PageStart, joined
from sources.domain.headings import is_caption_start, mark_list_items
from sources.domain.printed.edges import find_edges, page_labels
from sources.domain.printed.footnotes import has_mark, split_footnotes
from sources.domain.printed.hyphens import Hyphens
from sources.domain.printed.lines import Line, PrintedPage, body_size, half_points
from sources.domain.printed.order import columns
from sources.domain.printed.paragraphs import LARGER, Paragraph, paragraphs, same_type
from sources.domain.prose import BULLET, NUMBERED, ends_sentence, word_count

HEADING_WORDS_MAX = 30
HEADING_LEVELS_MAX = 6
CAPTION_WORDS_MAX = 150


@dataclass(frozen=True)
class PrintedText:
    """The blocks of a printed document in reading order, what was left out, and the label of each page."""

    drafts: tuple[Draft, ...]
    furniture: tuple[FurnitureLine, ...]
    labels: tuple[str, ...]


@dataclass
class _Item:
    """A block on its way: its paragraph, its text so far and the page that it ends on."""

    paragraph: Paragraph
    draft: Draft
    page: int


@dataclass
class _Flow:
    """The document's blocks as they are gathered page by page."""

    hyphens: Hyphens
    body: float
    items: list[_Item] = field(default_factory=list)


def read_pages(pages: Sequence[PrintedPage]) -> PrintedText:
    """Return the text of pages: columns in order, running heads and page numbers out, paragraphs whole again.

    A paragraph that goes on in the next column or on the next page is one block. A footnote stands behind the last
    paragraph of its page, before one that goes on to the next page, so that it stays on its page.
    """
    edges = find_edges(pages)
    flow = _Flow(
        Hyphens(piece for page in pages for piece in page.pieces), body_size(p for page in pages for p in page.pieces)
    )
    for page in pages:
        _read_page(flow, page, [edge.row for edge in edges if edge.page == page.position])
    drafts = mark_list_items(list(_with_headings(flow)))
    return PrintedText(
        drafts=tuple(drafts),
        furniture=tuple(FurnitureLine(edge.row.number, edge.row.text, edge.reason) for edge in edges),
        labels=tuple(page_labels(pages, edges)),
    )


def _read_page(flow: _Flow, page: PrintedPage, edges: Sequence[Line]) -> None:
    notes: list[list[Line]] = []
    # By identity: what else is printed in the same place is text.
    left_out = {id(part) for edge in edges for part in edge.parts or (edge,)}
    for column in columns([piece for piece in page.pieces if id(piece) not in left_out]):
        lines, found = split_footnotes(column, flow.body)
        notes += found
        for paragraph in paragraphs(lines, flow.body):
            _add(flow, paragraph, page.position)
    for note in notes:
        _add_note(flow, note, page.position)


def _add(flow: _Flow, paragraph: Paragraph, page: int) -> None:
    item = _Item(paragraph, _draft(flow, paragraph.lines, page, _kind(flow, paragraph)), page)
    before = _unfinished(flow.items, page)
    if before is None or not _goes_on(before, item):
        flow.items.append(item)
        return
    both = _glued(flow, before, item)
    place = flow.items.index(before)
    if before.draft.pages[0].page < page - 1:
        flow.items[place] = both
    else:
        # Behind the notes and captions that stand between: they stay on their page.
        del flow.items[place]
        flow.items.append(both)


def _unfinished(items: Sequence[_Item], page: int) -> _Item | None:
    """Return the last paragraph of this page or the one before, past notes and captions."""
    for item in reversed(items):
        if item.page < page - 1:
            return None
        if item.draft.kind not in (BlockKind.FOOTNOTE, BlockKind.CAPTION):
            return item
    return None


def _goes_on(before: _Item, after: _Item) -> bool:
    kinds = {before.draft.kind, after.draft.kind}
    if kinds - {BlockKind.PARAGRAPH, BlockKind.QUOTATION} or not same_type(before.paragraph, after.paragraph):
        return False
    if before.page == after.page and before.paragraph.lines[-1].bottom > after.paragraph.lines[0].top:
        # One over the other in one column: the column's own rules have parted them.
        return False
    first, second = before.draft.text, after.draft.text
    if ends_sentence(first) or BULLET.match(second) or NUMBERED.match(second):
        return False
    if second[0].islower():
        return True
    return before.paragraph.full and not after.paragraph.indented and word_count(first) > HEADING_WORDS_MAX // 3


def _glued(flow: _Flow, before: _Item, after: _Item) -> _Item:
    separator, text = _seam(flow, before.draft.text, after.draft.text, hyphen=before.paragraph.lines[-1].hyphen)
    cut = len(before.draft.text) - len(text)
    draft = replace(before.draft, text=text) if cut else before.draft
    paragraph = replace(after.paragraph, lines=(*before.paragraph.lines, *after.paragraph.lines))
    return _Item(paragraph, joined(draft, after.draft, separator), after.page)


def _seam(flow: _Flow, before: str, after: str, *, hyphen: bool) -> tuple[str, str]:
    """Return what stands between two lines, and the first without a hyphen that only parted a word."""
    if hyphen or before.endswith(("-", "‐")):
        return "", flow.hyphens.joined(before, after)[: -len(after)]
    if before.endswith("\u00ad"):
        return "", before[:-1]
    glued = is_wide(before[-1]) and is_wide(after[0])
    return ("" if glued else " "), before


def _draft(flow: _Flow, lines: Sequence[Line], page: int, kind: BlockKind) -> Draft:
    text = lines[0].text
    hyphen = lines[0].hyphen
    for line in lines[1:]:
        separator, text = _seam(flow, text, line.text, hyphen=hyphen)
        text, hyphen = f"{text}{separator}{line.text}", line.hyphen
    numbers = [line.number for line in lines]
    return Draft(text, min(numbers), max(numbers), kind, pages=(PageStart(0, page),))


def _add_note(flow: _Flow, lines: Sequence[Line], page: int) -> None:
    item = _Item(
        Paragraph(tuple(lines), full=True, indented=False), _draft(flow, lines, page, BlockKind.FOOTNOTE), page
    )
    before = next((one for one in reversed(flow.items) if one.draft.kind is BlockKind.FOOTNOTE), None)
    continued = before is not None and before.page == page - 1 and not has_mark(item.draft.text)
    if before is not None and continued and not ends_sentence(before.draft.text):
        flow.items[flow.items.index(before)] = _glued(flow, before, item)
    else:
        flow.items.append(item)


def _kind(flow: _Flow, paragraph: Paragraph) -> BlockKind:
    text = paragraph.lines[0].text
    if _is_heading(flow, paragraph):
        return BlockKind.HEADING
    small = paragraph.size < flow.body and is_caption_start(text)
    if small and sum(word_count(line.text) for line in paragraph.lines) <= CAPTION_WORDS_MAX:
        return BlockKind.CAPTION
    return (
        BlockKind.QUOTATION
        if paragraph.inset and not (BULLET.match(text) or NUMBERED.match(text))
        else BlockKind.PARAGRAPH
    )


def _is_heading(flow: _Flow, paragraph: Paragraph) -> bool:
    text = " ".join(line.text for line in paragraph.lines)
    larger = paragraph.size >= LARGER * flow.body
    bold = paragraph.bold and paragraph.size >= flow.body * 0.95
    if not (larger or bold) or is_caption_start(text) or BULLET.match(text):
        return False
    if not any(character.isalpha() for character in text) or len(text) > 300:
        return False
    return word_count(text) <= HEADING_WORDS_MAX and (not ends_sentence(text) or text.endswith(("?", "!")))


def _with_headings(flow: _Flow) -> Iterator[Draft]:
    """Yield the drafts, headings with their level: the larger the type, the higher."""
    ranks = _ranks(item for item in flow.items if item.draft.kind is BlockKind.HEADING)
    for item in flow.items:
        if item.draft.kind is BlockKind.HEADING:
            yield replace(item.draft, level=ranks[half_points(item.paragraph.size)])
        else:
            yield item.draft


def _ranks(headings: Iterable[_Item]) -> dict[float, int]:
    sizes = sorted({half_points(item.paragraph.size) for item in headings}, reverse=True)
    return {size: min(rank, HEADING_LEVELS_MAX) for rank, size in enumerate(sizes, start=1)}
