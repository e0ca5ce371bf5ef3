"""Notes around the argument: the editor's about the text, and the one about the author."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sources.domain.document import BlockKind, Draft, Section
from sources.domain.prose import BULLET, is_prose, word_count
from sources.domain.section_words import author_note_opening, editor_note_opening, is_acknowledgement_heading

# A biographical note has 15 to 120 words; a longer paragraph about a person is part of the work.
AUTHOR_NOTE_WORDS_MAX = 150
# Somebody whom the text itself speaks of this often is its subject, not its author. In-text citations
# in brackets do not count: authors cite themselves.
SUBJECT_MENTIONS_MIN = 2
# Thanks and disclosures are short; what goes on beyond is text again.
ACKNOWLEDGEMENT_BLOCKS_MAX = 3
# Authors of one document whose notes stand one under the other.
BIOGRAPHIES_MAX = 12
# An editor's note stands before the text. Further down only a heading of its own makes one.
EDITOR_NOTE_BLOCKS_MAX = 6

_NAME_PART = r"[^\W\d_a-z][\w'’.-]*"
_PARTICLE = r"(?:de|van|von|der|den|del|di|da|du|bin|al|el|la|le|ten|ter|dos|zu)"
_NAME = rf"{_NAME_PART}(?:\s(?:{_PARTICLE}\s)*{_NAME_PART}){{1,4}}"
# Offices of state and of companies are missing on purpose: a last paragraph tells more often of somebody
# in the news than of an author who holds one.
_ROLE = (
    r"professor(?:in)?|lecturer|reader|fellow|director|researcher|analyst|scholar|scientist|journalist"
    r"|editor|reporter|correspondent|columnist|commentator|economist|historian|student|candidate|associate"
    r"|assistant|chair|dean|founder|co-?founder|consultant|advis[eo]r|specialist|expert|coordinator|author"
    r"|writer|lawyer|attorney|teacher|instructor|postdoc\w*|intern"
    r"|president of (?:the )?(?:[\w-]+ ){0,4}(?:University|College|Institute|Foundation|Academy|Association)"
    r"|wissenschaftler(?:in)?|forscher(?:in)?|chercheure?|chercheuse|professeure?|profesora?|investigadora?"
    r"|ricercat\w+"
)
# Korean: a name, perhaps joined by a low line, where and as what.
_KOREAN_BIOGRAPHY = re.compile(
    r"(?P<name>[가-힣]{2,4})\s?[_(,·:]\s?.{0,80}?(?:교수|연구원|연구위원|선임연구원|원장|소장|박사과정|기자|강사|연구교수)[)]?.{0,160}$"
)
_BIOGRAPHY = re.compile(
    rf"(?:(?i:dr|prof|professor|ambassador|mr|ms|mrs|sir|dame)\.?\s)?(?P<name>{_NAME})"
    r"(?:\s?\([^()]{1,160}\))?(?:,\s[^.]{1,80},)?\s"
    r"(?:is|was|are|serves|works|teaches|holds|directs|leads|heads|ist|est|es|è|é)\b"
    rf".{{0,120}}?\b(?i:{_ROLE})s?\b"
    rf".{{0,80}}?\b(?:at|of|with|for|in|from|und|an|der|du|de|à|en|,)\s(?:the\s|The\s)?{_NAME_PART}",
    re.DOTALL,
)


def mark_editor_notes(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with the editor's notes marked: their heading, and the paragraph that it opens.

    The words “Editor's note” and a paragraph may stand in one line or one under the other.
    """
    marked = list(drafts)
    for index, draft in enumerate(drafts):
        opening = editor_note_opening(draft.text)
        if not opening:
            continue
        alone = opening >= len(draft.text.rstrip(" .:*_]"))
        if alone and _is_body(drafts, index + 1):
            marked[index] = _heading(draft, Section.EDITOR_NOTE)
            marked[index + 1] = replace(drafts[index + 1], section=Section.EDITOR_NOTE)
        elif not alone and (index < EDITOR_NOTE_BLOCKS_MAX or draft.text.startswith(("[", "("))):
            marked[index] = replace(draft, section=Section.EDITOR_NOTE)
    return marked


def mark_author_notes(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with the notes about the author marked.

    A note opens with “About the author”, in the common languages, or is a last paragraph that tells
    who somebody is (“Ann Example is a lecturer at …”), unless the text speaks of that person. Thanks,
    funding and declared interests under their heading count as such notes.
    """
    marked = list(drafts)
    for index, draft in enumerate(drafts):
        opening = author_note_opening(draft.text)
        if opening and draft.section is Section.MAIN:
            _mark_opened(marked, index, alone=opening >= len(draft.text.rstrip(" .:：")))
        elif is_acknowledgement_heading(draft.text):
            _mark_acknowledgement(marked, index)
    main = [index for index, draft in enumerate(marked) if draft.section is Section.MAIN]
    for index in reversed(main[1:][-BIOGRAPHIES_MAX:]):
        others = [marked[i].text for i in main if i < index]
        if not _is_biography(marked[index].text, others):
            break
        marked[index] = replace(marked[index], section=Section.AUTHOR_NOTE)
    return marked


def _mark_opened(marked: list[Draft], index: int, *, alone: bool) -> None:
    if not alone:
        marked[index] = replace(marked[index], section=Section.AUTHOR_NOTE)
        return
    if not _is_body(marked, index + 1):
        return
    marked[index] = _heading(marked[index], Section.AUTHOR_NOTE)
    following = index + 1
    marked[following] = replace(marked[following], section=Section.AUTHOR_NOTE)
    while following + 1 < len(marked) and _is_biography(marked[following + 1].text, ()):
        following += 1
        marked[following] = replace(marked[following], section=Section.AUTHOR_NOTE)


def _mark_acknowledgement(marked: list[Draft], index: int) -> None:
    """Mark thanks, funding and interests, whose author speaks of himself and not of his subject."""
    following = index + 1
    while following <= index + ACKNOWLEDGEMENT_BLOCKS_MAX and _is_body(marked, following):
        if not is_prose(marked[following].text):
            break
        marked[following] = replace(marked[following], section=Section.AUTHOR_NOTE)
        following += 1
    if following > index + 1:
        marked[index] = _heading(marked[index], Section.AUTHOR_NOTE)


def _heading(draft: Draft, section: Section) -> Draft:
    return replace(draft, kind=BlockKind.HEADING, section=section, level=draft.level or 1)


def _is_body(drafts: Sequence[Draft], index: int) -> bool:
    """Say whether there is a block at the index that a note's heading can open."""
    if index >= len(drafts):
        return False
    return drafts[index].section is Section.MAIN and drafts[index].kind is not BlockKind.HEADING


def _is_biography(text: str, others: Sequence[str]) -> bool:
    if word_count(text) > AUTHOR_NOTE_WORDS_MAX or not (is_prose(text) or len(text) < 300):
        return False
    bullet = BULLET.match(text)
    start = bullet.end() if bullet else 0
    match = _BIOGRAPHY.match(text, start) or _KOREAN_BIOGRAPHY.match(text, start)
    if not match:
        return False
    family_name = match["name"].split()[-1].casefold()
    mentions = sum(
        len(re.findall(rf"\b{re.escape(family_name)}\b", re.sub(r"\([^)]*\)", "", other).casefold()))
        for other in others
    )
    return mentions < SUBJECT_MENTIONS_MIN
