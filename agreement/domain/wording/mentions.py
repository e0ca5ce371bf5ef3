"""What a sentence names: its noun phrases and groups of them, as things that a later word may refer to.

Salience follows Lappin and Leass (1994), "An Algorithm for Pronominal Anaphora Resolution"
(https://aclanthology.org/J94-4002): weights for the subject, the object, a phrase of its own and one
outside of an adverbial; the age of the sentence is the caller's. There is no parser, so a subject is
the first phrase of its stretch that no preposition governs and that a verb follows. Offsets are
Unicode code points, start inclusive, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from agreement.domain.wording.english import FINITE, Token, WordClass, read_words
from agreement.domain.wording.names import TITLES, Sort, is_state_adjective, sort_of
from agreement.domain.wording.phrases import HEADS, Chunk, find_chunks


class Number(StrEnum):
    """Whether it is one or several."""

    ONE = "one"
    SEVERAL = "several"


@dataclass(frozen=True)
class Mention:
    """One phrase of a text, its head word and what it weighs.

    `parts` are the phrases of a group ("China and Russia"), empty for a single phrase; `full` ends
    behind what belongs to it ("shipments of arms to Bonn"), at `end` if nothing does. `subject_end` says
    that a verb follows at once.
    """

    text: str
    start: int
    end: int
    full: int
    head: str
    number: Number
    sort: Sort
    named: bool
    salience: float
    parts: tuple[Mention, ...] = ()
    subject: bool = False
    subject_end: bool = False

    @property
    def leans(self) -> bool:
        """Return whether it refers back itself, by its first word: "its neighbour", "the former"."""
        return bool(_LEANING.match(self.text))


SUBJECT, OBJECT, OBLIQUE = 80.0, 50.0, 40.0
HEAD, OUTSIDE_ADVERBIAL = 80.0, 50.0

_LEANING = re.compile(
    r"(?:this|that|these|those|its|their|his|her|such|both|another|other|the (?:former|latter|same|other)"
    r"|the (?:two|three|four|five|six))\b",
    re.IGNORECASE,
)
_BREAKS = frozenset(
    {WordClass.MARK, WordClass.COORDINATOR, WordClass.SUBORDINATOR, WordClass.RELATIVE, WordClass.PLAIN_VERB}
    | {*FINITE}
)
_ATTACHING = frozenset(
    {"of", "to", "from", "between", "with", "in", "against", "towards", "toward", "for", "on", "over"}
)
_ACTION_ENDS = (
    "ment",
    "ments",
    "tion",
    "tions",
    "sion",
    "sions",
    "ance",
    "ship",
    "ships",
    "al",
    "als",
    "ing",
    "rivalry",
    "war",
)
_ALWAYS_SEVERAL = frozenset({"people", "women", "men", "children", "media", "police", "elites"})
_ONE_IN_S = ("ss", "us", "is", "ics", "news", "series", "united states", "netherlands", "philippines", "nations")


def find_mentions(text: str) -> tuple[Mention, ...]:
    """Return the phrases of a text in order, and after each group's parts the group itself; O(n)."""
    tokens = read_words(text)
    chunks = find_chunks(tokens)
    single = [_mention(text, tokens, chunk, chunks) for chunk in chunks]
    found: list[Mention] = []
    place = 0
    while place < len(single):
        size = _group_size(text, tokens, chunks, single, place)
        parts = single[place : place + size]
        found.extend(parts)
        # "With so few ports, Bonn, Oslo, and Kiel are …": the first belongs to what precedes the subject.
        if size > 2 and _governed(tokens, chunks[place]) and parts[-1].subject_end:
            parts = parts[1:]
        if size == 3 and _LAST_JOINT.fullmatch(text[parts[0].end : parts[-1].start]):
            parts = [parts[0], parts[-1]]
        if size > 1:
            found.append(_group(parts))
        place += size
    return tuple(found)


def _mention(text: str, tokens: Sequence[Token], chunk: Chunk, chunks: Sequence[Chunk]) -> Mention:
    words = _untitled(tokens[chunk.first : chunk.last])
    # "Bonn's harbour" is about a harbour; "Bonn's" at the end of a phrase is left without its s.
    end = words[-1].end - (2 if words[-1].low.endswith("'s") else 1 if words[-1].possessive else 0)
    start = words[0].start
    head = text[words[-1].start : end].casefold()
    named = words[-1].kind is WordClass.NAME
    subject = _is_subject(tokens, chunk)
    return Mention(
        text=text[start:end],
        start=start,
        end=end,
        full=_full_end(tokens, chunk, chunks, end),
        head=head,
        number=number_of(text[start:end], head),
        sort=sort_of(tokens[chunk.first : chunk.last], head),
        named=named,
        salience=_salience(tokens, chunk, subject=subject),
        subject=subject,
        subject_end=any(token.kind in FINITE for token in tokens[chunk.last : chunk.last + 1]),
    )


def _untitled(words: Sequence[Token]) -> Sequence[Token]:
    """Return the words of a person's name without the office before it: "Danish Prime Minister Ida Holm"."""
    titles = [place for place, word in enumerate(words[:-1]) if word.low in TITLES and word.kind is WordClass.NAME]
    return words[titles[-1] + 1 :] if titles and words[-1].kind is WordClass.NAME else words


def number_of(text: str, head: str) -> Number:
    """Return whether a phrase is one or several, by its last word `head`, given in lower case."""
    low = text.casefold()
    if head in _ALWAYS_SEVERAL:
        return Number.SEVERAL
    if low.endswith(_ONE_IN_S) or not head.endswith("s"):
        return Number.ONE
    return Number.SEVERAL


def _is_subject(tokens: Sequence[Token], chunk: Chunk) -> bool:
    for token in reversed(tokens[: chunk.first]):
        if token.kind in _BREAKS or token.low == "that":
            break
        if token.kind is not WordClass.ADVERB:
            return False
    interrupted = False
    for place, token in enumerate(tokens[chunk.last :], chunk.last):
        if token.kind in FINITE:
            # What stands between a subject and its verb is closed by a mark again: "the owners, old men, say".
            return not interrupted or tokens[place - 1].kind is WordClass.MARK
        interrupted = interrupted or token.kind in {WordClass.MARK, WordClass.SUBORDINATOR, WordClass.RELATIVE}
    return False


def _governed(tokens: Sequence[Token], chunk: Chunk) -> bool:
    return chunk.first > 0 and tokens[chunk.first - 1].kind in {WordClass.PREPOSITION, WordClass.TO}


def _salience(tokens: Sequence[Token], chunk: Chunk, *, subject: bool) -> float:
    governed = _governed(tokens, chunk)
    opening = all(token.kind is not WordClass.MARK for token in tokens[: chunk.first])
    adverbial = governed and opening and tokens[0].kind is WordClass.PREPOSITION
    weight = SUBJECT if subject else OBLIQUE if governed else OBJECT
    inside = governed and chunk.first > 1 and tokens[chunk.first - 2].kind in HEADS
    return weight + (0 if inside else HEAD) + (0 if adverbial else OUTSIDE_ADVERBIAL)


def _full_end(tokens: Sequence[Token], chunk: Chunk, chunks: Sequence[Chunk], end: int) -> int:
    """Return where the phrase ends with what belongs to it.

    "Of" always does; another preposition only after a noun of action ("shipments to Bonn"), where it
    is seldom the verb's.
    """
    by_first = {each.first: each for each in chunks}
    reached, action = chunk.last, tokens[chunk.last - 1].low.endswith(_ACTION_ENDS)
    while reached + 1 < len(tokens):
        joint, follower = tokens[reached], by_first.get(reached + 1)
        if follower is None or joint.low not in _ATTACHING or (joint.low != "of" and not action):
            break
        reached = follower.last
        end = tokens[reached - 1].end
        while reached + 1 < len(tokens) and joint.low == "between" and tokens[reached].low == "and":
            follower = by_first.get(reached + 1)
            if follower is None:
                break
            reached = follower.last
            end = tokens[reached - 1].end
    return end


def _group_size(
    text: str, tokens: Sequence[Token], chunks: Sequence[Chunk], single: Sequence[Mention], place: int
) -> int:
    """Return how many phrases from `place` on are joined by commas and one last "and"; 1 for none."""
    size = 1
    if place + 2 < len(single) and _LAST_JOINT.fullmatch(text[single[place].end : single[place + 2].start]):
        # The comment between them holds a phrase of its own: "Norway and, to a lesser extent, Denmark".
        return 3
    while place + size < len(single):
        between = text[single[place + size - 1].end : single[place + size].start]
        if not _same_rank(tokens, chunks, place + size - 1, place + size):
            return 1
        if _LAST_JOINT.fullmatch(between):
            return size + 1
        if not _JOINT.fullmatch(between):
            return 1
        size += 1
    return 1


_JOINT = re.compile(r",\s+")
# "China and, to a lesser extent, Russia": a comment of a few words between commas changes no group.
_LAST_JOINT = re.compile(r",?\s+(?:and|as well as)(?:,\s[^,.;]{3,40},)?\s+")


def _same_rank(tokens: Sequence[Token], chunks: Sequence[Chunk], first: int, second: int) -> bool:
    """Return whether two phrases can stand side by side: both with a head of their own, none an adjective."""
    left, right = chunks[first], chunks[second]
    ended = tokens[left.last - 1]
    lone_adjective = left.last - left.first == 1 and ended.kind is WordClass.NAME and is_state_adjective(ended.text)
    longer = right.last - right.first > 1
    return not (lone_adjective and longer)


def _group(parts: Sequence[Mention]) -> Mention:
    return Mention(
        text=listed([part.text for part in parts]),
        start=parts[0].start,
        end=parts[-1].end,
        full=parts[-1].end,
        head=parts[-1].head,
        number=Number.SEVERAL,
        sort=parts[0].sort if len({part.sort for part in parts}) == 1 else Sort.THING,
        named=all(part.named for part in parts),
        # A group weighs a little more than its strongest part, so that "they" rather means all of it.
        salience=max(part.salience for part in parts) + 10,
        parts=tuple(parts),
        subject=any(part.subject for part in parts),
    )


def listed(names: Sequence[str]) -> str:
    """Return two or more names as a list in words: "Kiel, Bonn, and Oslo"."""
    return ", ".join(names[:-1]) + (" and " if len(names) == 2 else ", and ") + names[-1]
