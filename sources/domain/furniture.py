"""Furniture of a page: what stands around a text and is no part of it.

Two strengths of evidence. Some lines show by themselves what they are (a download link, a bar of
buttons, a page number that cuts a sentence) and go wherever they stand. Others look like a heading or
a sentence (a lone “Theme”, a line with a name) and go only at an edge of the document: before its
first or after its last paragraph of prose.
"""

import re
from collections.abc import Sequence

from sources.domain.document import Draft, FurnitureLine, FurnitureReason, Section
from sources.domain.page_words import (
    ACTIONS,
    BYLINE,
    CONTACT_LABEL,
    CONTENTS_LINE,
    CREDIT,
    DATE_LINE,
    DOWNLOAD,
    E_MAIL,
    HASHTAGS,
    KEYWORDS_LINE,
    LABELS,
    LINK_LINE,
    LONE_NUMBER,
    NOTICES,
    PAGE_NUMBER,
    READING_TIME,
    TELEPHONE,
    VALUED_LABELS,
)
from sources.domain.prose import BULLET, ends_sentence, is_prose, word_count

# Labels, names and links are shorter than this; longer lines without a full stop may be verse or tables.
LABEL_WORDS_MAX = 12
# Legal and cookie notices have 10 to 70 words; a longer paragraph is text about such things.
NOTICE_WORDS_MAX = 80
# How many lines under a label such as “Tags” are taken for its values.
LABEL_VALUES_MAX = 10
# A line at the top or foot of every page comes back at least this often.
RUNNING_HEAD_MIN = 3
# A bar of buttons is one line of a page.
BAR_LENGTH_MAX = 300
# How many such lines may stand beside a page number: a foot, a head.
RUNNING_LINES_MAX = 2
# Two labels in a row may be a list in the text; more, with a button among them, are a bar.
LABEL_RUN_MIN = 2

_BAR = re.compile(r"\s*[|·•/»>›‹«]\s*|\s{2,}")
_COUNT_BEHIND_LABEL = re.compile(r"\s*(?:[:：]\s*)?(?:\(\d+\)|\d[\d,.]*(?:\s\w+)?)$")
_SHARE_ON = re.compile(r"share (?:this )?(?:on|via|to|with)\b")

Found = dict[int, FurnitureReason]


def find_unmistakable(drafts: Sequence[Draft]) -> Found:
    """Return the indices of the lines that are furniture wherever they stand, with the reason."""
    found: Found = {}
    for index, draft in enumerate(drafts):
        reason = _unmistakable_reason(draft.text)
        if reason:
            found[index] = reason
    found |= _label_runs(drafts)
    found |= _lone_page_numbers(drafts, found)
    found |= _running_heads(drafts, found)
    return found


def find_at_edges(drafts: Sequence[Draft]) -> Found:
    """Return the indices of furniture before the first and after the last content, with the reason.

    Content is prose of the main text, an author's note or a reference entry. A document without any
    has no edges, and nothing is found.
    """
    content = [index for index, draft in enumerate(drafts) if _is_content(draft)]
    if not content:
        return {}
    head = [i for i in range(content[0]) if drafts[i].section is Section.MAIN]
    tail = [i for i in range(content[-1] + 1, len(drafts)) if drafts[i].section is Section.MAIN]
    found: Found = {}
    for index in (*head, *tail):
        reason = _edge_reason(drafts, index, in_head=index < content[0])
        if reason:
            found[index] = reason
    found |= _values(drafts, head, found, limit=1, keep_last=True)
    found |= _values(drafts, tail, found, limit=LABEL_VALUES_MAX, keep_last=False)
    return found


def records(drafts: Sequence[Draft], found: Found) -> list[FurnitureLine]:
    """Return a record of each piece of furniture."""
    return [FurnitureLine(drafts[i].first_line, drafts[i].text, reason) for i, reason in sorted(found.items())]


def _is_content(draft: Draft) -> bool:
    if draft.section is not Section.MAIN:
        return draft.section is not Section.EDITOR_NOTE
    text = _without_bullet(draft.text)
    return is_prose(text) and not _is_notice(text) and not _is_contact_or_credit(text)


def _without_bullet(text: str) -> str:
    bullet = BULLET.match(text)
    return text[bullet.end() :] if bullet else text


def _unmistakable_reason(text: str) -> FurnitureReason | None:
    if not any(character.isalnum() or character >= "\U0001f000" for character in text):
        # Three dots, a question mark or an emoji alone can be speech; a row of stars or dashes is not.
        return None if ends_sentence(text) else FurnitureReason.DECORATION
    if PAGE_NUMBER.fullmatch(text):
        return FurnitureReason.PAGE_NUMBER
    if CONTENTS_LINE.fullmatch(text) or (KEYWORDS_LINE.fullmatch(text) and not ends_sentence(text)):
        return FurnitureReason.NAVIGATION
    if word_count(text) <= LABEL_WORDS_MAX and DOWNLOAD.fullmatch(text) and text.casefold() != "downloads":
        return FurnitureReason.DOWNLOAD
    parts = _BAR.split(text) if len(text) <= BAR_LENGTH_MAX else []
    if len(parts) > 1 and all(part.casefold() in LABELS for part in parts if part):
        return FurnitureReason.SHARING if _has_action(parts) else FurnitureReason.NAVIGATION
    return None


def _has_action(labels: Sequence[str]) -> bool:
    return any(label.casefold() in ACTIONS for label in labels)


def _label_runs(drafts: Sequence[Draft]) -> Found:
    """Find buttons in a row: labels only, and one at least that asks the reader to do something."""
    found: Found = {}
    run: list[int] = []
    for index in range(len(drafts) + 1):
        if index < len(drafts) and drafts[index].text.casefold() in LABELS:
            run.append(index)
            continue
        if len(run) >= LABEL_RUN_MIN and _has_action([drafts[i].text for i in run]):
            found |= dict.fromkeys(run, FurnitureReason.SHARING)
        run = []
    return found


def _lone_page_numbers(drafts: Sequence[Draft], found: Found) -> Found:
    """Find numbers alone on a line, once one of them cuts a sentence: section numbers never do."""
    lone = [i for i, draft in enumerate(drafts) if i not in found and LONE_NUMBER.fullmatch(draft.text)]
    if not any(_cuts_sentence(drafts, index) for index in lone):
        return {}
    return dict.fromkeys(lone, FurnitureReason.PAGE_NUMBER)


def _cuts_sentence(drafts: Sequence[Draft], number: int) -> bool:
    """Say whether a sentence goes on across the number, past a running head or foot beside it."""
    before = _past_running_lines(drafts, number, -1)
    after = _past_running_lines(drafts, number, 1)
    return any(goes_on(one.text, other.text) for one in before for other in after)


def _past_running_lines(drafts: Sequence[Draft], number: int, step: int) -> list[Draft]:
    """Return the neighbour on one side, and those behind it as long as they are short and no sentence."""
    reached = []
    for distance in range(1, RUNNING_LINES_MAX + 2):
        index = number + step * distance
        if not 0 <= index < len(drafts):
            break
        reached.append(drafts[index])
        if not may_be_label(drafts[index].text):
            break
    return reached


def goes_on(before: str, after: str) -> bool:
    """Say whether `before` stops in mid-sentence and `after` goes on with a small letter."""
    return not ends_sentence(before) and word_count(before) >= 4 and after[0].islower()


def _running_heads(drafts: Sequence[Draft], found: Found) -> Found:
    """Find short lines that come back beside page numbers, such as a title at the top of each page."""
    places: dict[str, list[int]] = {}
    for index, draft in enumerate(drafts):
        if index not in found and may_be_label(draft.text):
            places.setdefault(re.sub(r"\d+", "", draft.text).casefold().strip(" |·-–"), []).append(index)
    numbers = {index for index, reason in found.items() if reason is FurnitureReason.PAGE_NUMBER}
    return {
        index: FurnitureReason.RUNNING_HEAD
        for same in places.values()
        if len(same) >= RUNNING_HEAD_MIN and sum(1 for i in same if numbers & {i - 1, i + 1}) >= RUNNING_HEAD_MIN - 1
        for index in same
    }


def _edge_reason(drafts: Sequence[Draft], index: int, *, in_head: bool) -> FurnitureReason | None:
    text = _without_bullet(drafts[index].text)
    if _is_notice(text):
        return FurnitureReason.NOTICE
    if is_prose(text) and not _is_contact_or_credit(text):
        return None
    if word_count(text) > 2 * LABEL_WORDS_MAX:
        return None
    return _label_reason(text, in_head=in_head) or _byline_reason(drafts, index, in_head=in_head)


def _label_reason(text: str, *, in_head: bool) -> FurnitureReason | None:
    label = _COUNT_BEHIND_LABEL.sub("", text).strip(" :：").casefold()
    named, colon, _ = text.partition(":")
    tests = (
        (label in ACTIONS or _SHARE_ON.match(label) is not None, FurnitureReason.SHARING),
        (label in LABELS or label in VALUED_LABELS, FurnitureReason.NAVIGATION),
        (LINK_LINE.fullmatch(text) or HASHTAGS.fullmatch(text), FurnitureReason.NAVIGATION),
        (colon and named.strip().casefold() in VALUED_LABELS, FurnitureReason.NAVIGATION),
        (label == "downloads", FurnitureReason.DOWNLOAD),
        (_is_credit(text), FurnitureReason.CREDIT),
        (_is_contact(text), FurnitureReason.CONTACT),
        (text.isdecimal() and not in_head, FurnitureReason.PAGE_NUMBER),
    )
    return next((reason for holds, reason in tests if holds), None)


def _byline_reason(drafts: Sequence[Draft], index: int, *, in_head: bool) -> FurnitureReason | None:
    text = _without_bullet(drafts[index].text)
    if index > 0 and (DATE_LINE.fullmatch(text) or READING_TIME.fullmatch(text)):
        return FurnitureReason.DATE
    if in_head and BYLINE.fullmatch(text):
        is_title = index == 0 and ":" not in text and not DATE_LINE.fullmatch(drafts[1].text)
        return None if is_title else FurnitureReason.BYLINE
    return None


def _is_notice(text: str) -> bool:
    return word_count(text) <= NOTICE_WORDS_MAX and any(notice.match(text) for notice in NOTICES)


def _is_contact_or_credit(text: str) -> bool:
    return _is_contact(text) or _is_credit(text)


def _is_credit(text: str) -> bool:
    match = CREDIT.match(text)
    if not match or word_count(text) > 2 * LABEL_WORDS_MAX:
        return False
    return match.group().rstrip().endswith((":", "：")) or not is_prose(text)


def _is_contact(text: str) -> bool:
    reachable = E_MAIL.search(text) or TELEPHONE.search(text)
    if not reachable or word_count(text) > 2 * LABEL_WORDS_MAX:
        return False
    return CONTACT_LABEL.match(text) is not None or word_count(text) <= LABEL_WORDS_MAX // 2


def _values(drafts: Sequence[Draft], edge: Sequence[int], found: Found, *, limit: int, keep_last: bool) -> Found:
    """Find the values of labels: short lines under “Theme”, up to the next furniture.

    In a head the last line before the content is kept: it may be the title.
    """
    values: Found = {}
    left = 0
    for index in edge:
        if index in found:
            left = limit if drafts[index].text.strip(" :：").casefold() in VALUED_LABELS else 0
        elif left and may_be_label(drafts[index].text) and not (keep_last and index == edge[-1]):
            values[index] = FurnitureReason.LABEL_VALUE
            left -= 1
        else:
            left = 0
    return values


def may_be_label(text: str) -> bool:
    """Say whether the text is short and ends without a sentence's mark."""
    return word_count(text) <= LABEL_WORDS_MAX and not ends_sentence(text)
