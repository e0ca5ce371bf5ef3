"""Canonical documents to sentences with exact offsets."""

import re
from dataclasses import dataclass

from sentencex import get_sentence_boundaries

from sources.domain.document import BlockKind, CanonicalDocument, Section

# Enough to see the last abbreviation, and the first word, of two neighbours.
_LOOK_BACK = 60
_LOOK_AHEAD = 40

# One idea each: a heading, or a reference whose full stops part authors, titles and pages.
_WHOLE_KINDS = frozenset({BlockKind.HEADING, BlockKind.REFERENCE_ENTRY})

_CLOSING = "\"'”’»›)\\]」』】"
_OPENING = "\"'“‘„«‹(\\[「『【"
_UPPER_AHEAD = rf"(?=[{_OPENING}]*[^\W\d_a-zà-öø-ÿа-яёα-ω])"

# Places where a sentence ends that the library takes for its middle: behind a closed bracket or
# quotation, behind an ellipsis, behind a note's number that sticks to the full stop.
_MISSED_END = re.compile(
    rf"(?:[.!?][{_CLOSING}]*[)\]][{_CLOSING}]*|[!?][{_CLOSING}]+|(?:…|\.\.\.)[{_CLOSING}]*"
    rf"|(?<=[^\W\d_][.!?])\d{{1,3}})"
    rf"(\s+){_UPPER_AHEAD}"
)
# Abbreviations that something always follows: signs of comparison and explanation.
_OPEN_ABBREVIATION = re.compile(r"(?<!\w)(?:vs|v|cf|e\.g|i\.e|viz|ca|approx|esp|incl|resp)\.$", re.IGNORECASE)
# Titles and degrees, which a name follows: “Gen. Example”, but “the rep. Nobody” ends a sentence.
_TITLE = re.compile(
    r"(?<!\w)(?:Dr|Mr|Mrs|Ms|Messrs|Prof|Gen|Col|Sgt|Capt|Lt|Maj|Adm|Sen|Rep|Gov|Hon|Rev|Pres|Amb|St|Mt|Ft"
    r"|(?:Ph|M|B|D|LL)\.\s?(?:D|A|Sc|Phil|B|M))\.$"
)
# Abbreviations that a number follows when they are meant: “No. 1”, but also the answer “No.”
_NUMBER_ABBREVIATION = re.compile(
    r"(?<!\w)(?:nos?|nr|pp?|c|para|al|op|figs?|eqs?|vols?|arts?|secs?|chs?|eds?"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.$",
    re.IGNORECASE,
)
# Abbreviations that may stand at the end of a bracket: “(Inc.)”, “(the U.S.)”.
_CLOSED_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[])(?:(?:[^\W\d_]\.)+|(?:al|etc|inc|ltd|corp|co|jr|sr|ext|ibid|ph\.d)\.)$", re.IGNORECASE
)
_ANY_ABBREVIATION = re.compile(r"(?:^|[\s(\[])(?:[^\W\d_]{1,4}\.){1,4}$")
_INITIAL = re.compile(r"(?:^|(?P<before>\S+)\s)(?P<letters>[^\W\d_a-z]\.)$")
_LIST_NUMBER = re.compile(r"\(?(?:\d{1,3}|[^\W\d_]|[ivxIVX]{1,5})[.)]$")
# Who said it, behind a question or a cry in quotation marks: “Why?” Example asked.
_ATTRIBUTION = re.compile(
    r"(?:(?:the|a|an|my|his|her|their|our)\s)?(?:[\w.'’-]+\s){0,3}?"
    r"(?:said|says|asked|asks|wrote|writes|replied|replies|added|cried|told|argued|answered|shouted|called|explained)\b",
    re.IGNORECASE,
)
_QUOTED_CRY = re.compile(r"[!?…][”\"’'»]$")
_UNFINISHED_END = re.compile(rf"(?:[!?…]|\.\.\.)[{_CLOSING}]*$")
_STRAY_CLOSING = re.compile(r"\s?[”’»›)\]」』】]+(?=\s|$)")
# A capital behind one of these does begin a sentence, even after an initial.
_STARTERS = frozenset(
    re.findall(
        r"\w+",
        """
        a an and as at but by for from he here his how however if in instead it its many most moreover no
        nor not now of on one or our she since so some such that the their then there these they this those
        thus to under we what when where while who why with yet you
        """,
    )
)


# A single capital behind a small word, “option B.”, ends a sentence when such a word follows.
_LETTER_END = re.compile(
    rf"(?<=[^\W\d_A-Z]\s)[^\W\d_a-z]\.(\s+)(?=(?:I|{'|'.join(sorted(word.capitalize() for word in _STARTERS))})\s)"
)


@dataclass(frozen=True)
class SentenceSpan:
    """A sentence of a canonical text: `text[start:end]`, offsets in code points.

    `block` is the position of its block, whose section and kind are repeated here.
    """

    start: int
    end: int
    block: int
    section: Section
    kind: BlockKind


def split_sentences(document: CanonicalDocument, language: str = "en") -> list[SentenceSpan]:
    """Return all sentences of the document, in order.

    A sentence is never empty, has no outer white space and never crosses a block; every character
    that is not white space lies in exactly one. Headings and reference entries are one sentence each.
    `language` is a BCP 47 tag; its first part chooses the abbreviations that the library knows.
    """
    language = language.split("-", maxsplit=1)[0].lower()
    spans = []
    for block in document.blocks:
        content = document.content(block)
        ends = [len(content)] if block.kind in _WHOLE_KINDS else _sentence_ends(content, language)
        start = 0
        for end in ends:
            sentence = content[start:end]
            if sentence.strip():
                first = block.start + start + len(sentence) - len(sentence.lstrip())
                last = block.start + start + len(sentence.rstrip())
                spans.append(SentenceSpan(first, last, block.position, block.section, block.kind))
            start = end
    return spans


def _sentence_ends(text: str, language: str) -> list[int]:
    """Return the offsets behind each sentence, ascending; the last one is the text's length."""
    ends = {boundary["end_index"] for boundary in get_sentence_boundaries(language, text)}
    ends |= {match.end(1) for match in _MISSED_END.finditer(text) if not _is_abbreviated(text, match)}
    ends |= {match.end(1) for match in _LETTER_END.finditer(text)}
    kept: list[int] = []
    start = 0
    for end in sorted(ends | {len(text)}):
        if not start < end <= len(text):
            continue
        stray = _STRAY_CLOSING.match(text, end)
        moved = stray.end() if stray else end
        before = text[max(start, moved - _LOOK_BACK) : moved].strip()
        if moved < len(text) and _belong_together(before, text[moved : moved + _LOOK_AHEAD].lstrip()):
            continue
        kept.append(moved)
        start = moved
    return kept


def _is_abbreviated(text: str, match: re.Match[str]) -> bool:
    """Say whether the full stop inside the bracket belongs to an abbreviation: “(Sr.) Kim”."""
    stop = match.start() + 1
    if text[match.start()] != ".":
        return False
    before = text[max(0, stop - 12) : stop]
    return _OPEN_ABBREVIATION.search(before) is not None or _CLOSED_ABBREVIATION.search(before) is not None


def _belong_together(before: str, after: str) -> bool:
    """Say whether two neighbours are one sentence that was cut at an abbreviation or a quotation."""
    if not any(character.isalnum() for character in before) or not any(c.isalnum() for c in after):
        return True
    if _LIST_NUMBER.fullmatch(before) or _OPEN_ABBREVIATION.search(before):
        return True
    if after[0].isdigit():
        return _NUMBER_ABBREVIATION.search(before) is not None
    first_word = re.split(r"[^\w'’]", after.lstrip("\"'“‘„«‹([「『"), maxsplit=1)[0]
    if _begins_small(first_word):
        return _ANY_ABBREVIATION.search(before) is not None or _UNFINISHED_END.search(before) is not None
    if first_word.lower() in _STARTERS:
        return False
    attributed = _QUOTED_CRY.search(before) is not None and _ATTRIBUTION.match(after) is not None
    return attributed or _TITLE.search(before) is not None or _ends_with_initial(before)


def _begins_small(word: str) -> bool:
    """Say whether the word begins with a small letter and is no name such as iPhone."""
    return word[:1].islower() and not word[1:2].isupper()


def _ends_with_initial(text: str) -> bool:
    """Say whether the text ends with the initial of a name: “J.”, but not “plan B.” or “I.”, the pronoun."""
    match = _INITIAL.search(text)
    if not match or match["letters"] == "I.":
        return False
    before = match["before"]
    return before is None or before[0].isupper() or before[-1] in ",.("
