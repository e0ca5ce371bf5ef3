"""Kinds of blocks in text without markup: which are headings, which are list items."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sources.domain.document import BlockKind, Draft, Section, without_start
from sources.domain.prose import BULLET, NUMBERED, ends_sentence, is_prose, word_count

# Longer lines are sentences without their full stop; the longest headings of newspapers have some 16 words.
HEADING_WORDS_MAX = 16
HEADING_LENGTH_MAX = 120
# A title, a subtitle and a first section heading may stand on one another; more short lines in a row
# are verse, an address or a list.
STACKED_HEADINGS_MAX = 3
# Above the first prose a page may also name its site, its column, the authors and where they work.
HEAD_LINES_MAX = 8

_NO_HEADING_END = tuple(",;:，；：、")
# What stands under a picture or a table. It is part of the work, but no sentence of its argument.
_CAPTION = re.compile(
    r"(?:image|photo(?:graph)?|picture|fig(?:ure)?\.?\s?\d+|table\s?\d+|chart(?:\s?\d+)?|map(?:\s?\d+)?|graph\s?\d+|source"
    r"|abbildung\s?\d+|tabelle\s?\d+|quelle|그림\s?\d+|표\s?\d+|사진|자료|출처)\s?[:：.|]\s?\S",
    re.IGNORECASE,
)
_DASH = re.compile(r"[—–-]")
_QUOTED = re.compile(r"""["“„«‘'][^"”»]*["”»’']""")


def assign_kinds(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with headings and list items of the text named; other kinds stay.

    A heading is a short line that ends without a sentence's mark and stands over prose or a list. A
    question counts when its words are capitalised as in a title. List items need a neighbour of
    their kind; their bullet is dropped, a number or letter stays in the text.
    """
    listed = mark_list_items(drafts)
    result = list(listed)
    for index, draft in enumerate(listed):
        if draft.kind is not BlockKind.PARAGRAPH:
            continue
        if _is_caption(draft.text):
            result[index] = replace(draft, kind=BlockKind.CAPTION)
        elif _is_heading(listed, index):
            result[index] = replace(draft, kind=BlockKind.HEADING, level=1)
    return result


def mark_captions(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with the paragraphs that stand under a picture or a table named; other kinds stay."""
    return [
        replace(draft, kind=BlockKind.CAPTION)
        if draft.kind is BlockKind.PARAGRAPH and _is_caption(draft.text)
        else draft
        for draft in drafts
    ]


def mark_list_items(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with the items of lists named, each beside another one; their bullets are dropped."""
    marks = [_list_mark(draft) for draft in drafts]
    result = []
    for index, draft in enumerate(drafts):
        mark = marks[index]
        neighbours = marks[max(0, index - 1) : index] + marks[index + 1 : index + 2]
        if not mark or mark not in neighbours:
            result.append(draft)
            continue
        bullet = BULLET.match(draft.text) if mark == "bullet" else None
        item = without_start(draft, bullet.end()) if bullet else draft
        result.append(replace(item, kind=BlockKind.LIST_ITEM))
    return result


def _list_mark(draft: Draft) -> str:
    if draft.kind is not BlockKind.PARAGRAPH:
        return ""
    if BULLET.match(draft.text):
        return "bullet"
    return "number" if NUMBERED.match(draft.text) else ""


def _is_heading(drafts: Sequence[Draft], index: int) -> bool:
    if not looks_like_heading(drafts[index].text):
        return False
    most = HEAD_LINES_MAX if all(map(_is_stackable, drafts[: min(index, HEAD_LINES_MAX)])) else STACKED_HEADINGS_MAX
    below = index + 1
    while below < len(drafts) and below - index <= most and _is_stackable(drafts[below]):
        below += 1
    above = index
    while above > 0 and below - above <= most and _is_stackable(drafts[above - 1]):
        above -= 1
    if below >= len(drafts) or below - above > most or _is_lead_in(drafts, above - 1):
        return False
    return drafts[below].section is drafts[index].section and _stands_under_heading(drafts[below])


def _is_lead_in(drafts: Sequence[Draft], index: int) -> bool:
    """Say whether the block announces what follows it: verse, an example, a list."""
    return index >= 0 and drafts[index].text.endswith((":", "："))


def _stands_under_heading(draft: Draft) -> bool:
    if draft.kind is BlockKind.LIST_ITEM or is_prose(draft.text):
        return True
    return word_count(draft.text) > HEADING_WORDS_MAX or draft.text.endswith((":", "："))


def is_caption_start(text: str) -> bool:
    """Say whether the text begins as what stands under a picture or a table does."""
    return _CAPTION.match(text) is not None


def _is_caption(text: str) -> bool:
    return word_count(text) <= 2 * HEADING_WORDS_MAX and is_caption_start(text)


def _is_stackable(draft: Draft) -> bool:
    return draft.kind is BlockKind.PARAGRAPH and draft.section is Section.MAIN and looks_like_heading(draft.text)


def looks_like_heading(text: str) -> bool:
    """Say whether a line has the shape of a heading, wherever it stands."""
    words = word_count(text)
    if not 1 <= words <= HEADING_WORDS_MAX or len(text) > HEADING_LENGTH_MAX:
        return False
    if text[0].islower() or text.endswith(_NO_HEADING_END) or _DASH.match(text):
        return False
    if text.endswith(("…", "...")) or (words > 1 and _QUOTED.fullmatch(text)):
        return _is_title_case(text)
    return not ends_sentence(text) or (text.endswith(("?", "!", "？")) and _is_title_case(text))


def _is_title_case(text: str) -> bool:
    """Say whether all long words begin with a capital, and there are two of them at least."""
    long_words = re.findall(r"[^\W\d_]{4,}", text)
    return len(long_words) >= 2 and all(word[0].isupper() for word in long_words)
