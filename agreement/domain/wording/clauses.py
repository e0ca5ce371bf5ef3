"""A sentence cut into clauses that stand alone as propositions; what does not stand alone stays attached.

"The dues are high, but ships still come" holds two propositions, "the mayor, who sold the port, is rich"
one. Cut are main clauses joined by semicolon, "and", "but", "so"; while, whereas, although, though,
because, since, as, given; and what somebody is reported to hold. Never cut: conditions ("if", "unless",
"when"), alternatives ("or"), relative clauses, brackets and quotations. Where it is unsure the sentence
stays whole. After Del Corro and Gemulla (2013), "ClausIE" (https://doi.org/10.1145/2488388.2488420),
without a parser. English. Offsets are Unicode code points, start inclusive, end exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from agreement.domain.wording.english import FINITE, Token, WordClass, read_words
from agreement.domain.wording.reported import Holder, find_report, is_saying
from agreement.domain.wording.stretches import FOREIGN, Frame, find_frame


class ClauseKind(StrEnum):
    """How a clause hangs together with the one before it."""

    WHOLE = "whole"
    MAIN = "main"
    CONTRAST = "contrast"
    CAUSE = "cause"
    CIRCUMSTANCE = "circumstance"
    RESULT = "result"
    CONTENT = "content"


@dataclass(frozen=True)
class Clause:
    """One proposition, the exact slice `sentence[start:end]`.

    `wording` is what it says where the slice does not stand alone, with the subject carried over from
    before, "" where it does; it is a proposal and no quote. `holder` is who is reported to hold it,
    None for the author of the sentence.
    """

    start: int
    end: int
    kind: ClauseKind
    wording: str = ""
    holder: Holder | None = None


LEAST_WORDS = 3
LEAST_CARRIED = 4
"""Words of a clause, and of one whose subject is carried over: "and left" is no proposition to judge alone."""
LONGEST_SUBJECT = 12

_CONTRASTS = frozenset({"but", "yet", "while", "whereas", "although", "though"})
_JOINTS = {
    **dict.fromkeys(_CONTRASTS, ClauseKind.CONTRAST),
    **dict.fromkeys(("because", "given"), ClauseKind.CAUSE),
    # "Since" and "as" give a ground or a time: their clause is asserted either way.
    **dict.fromkeys(("since", "as"), ClauseKind.CIRCUMSTANCE),
    "so": ClauseKind.RESULT,
    "and": ClauseKind.MAIN,
    ";": ClauseKind.MAIN,
}
# Joints that cannot belong to what somebody is reported to say, the words among them behind a comma.
_OUTSIDE = _CONTRASTS | {";"}
_ANYWHERE = frozenset(_JOINTS)
_COORDINATORS = frozenset({"and", "but", "yet", "so", ";"})
# Under these nothing is asserted, so nothing inside may be cut out.
_CONDITIONS = frozenset(
    {"if", "unless", "when", "once", "until", "whether", "lest", "whenever", "should", "were", "had"}
)
_OPEN, _CLOSED = "([{“‘«", ")]}”’»"


def split_clauses(sentence: str) -> tuple[Clause, ...]:
    """Return the clauses of a sentence in order, disjoint; one of kind `whole` where nothing can be cut out.

    () for a text without a word. What stands between clauses (joints, who reports) belongs to none.
    Splitting a clause's slice again gives that slice as a whole. O(n) for a sentence of n words with
    few clauses.
    """
    tokens = read_words(sentence)
    if not any(token.kind is not WordClass.MARK for token in tokens):
        return ()
    start, end = _trim(sentence, 0, len(sentence))
    return tuple(_cut(sentence, Clause(start, end, ClauseKind.WHOLE)))


def _cut(sentence: str, clause: Clause) -> Iterator[Clause]:
    text = sentence[clause.start : clause.end]
    tokens = read_words(text)
    parts = _parts(text, tokens, reported=clause.kind is ClauseKind.CONTENT)
    if len(parts) == 1 and (parts[0].start, parts[0].end) == (0, len(text)):
        holder = parts[0].holder or clause.holder
        yield replace(clause, holder=_moved(holder, clause.start) if parts[0].holder else holder)
        return
    for number, part in enumerate(parts):
        start, end = _trim(text, part.start, part.end)
        holder = _moved(part.holder, clause.start) if part.holder else clause.holder
        kind = (
            part.kind if number or part.kind is not ClauseKind.MAIN or clause.kind is ClauseKind.WHOLE else clause.kind
        )
        moved = Clause(clause.start + start, clause.start + end, kind, part.wording, holder)
        yield from _cut(sentence, moved)


def _moved(holder: Holder | None, by: int) -> Holder | None:
    return replace(holder, start=holder.start + by, end=holder.end + by) if holder else None


def _parts(text: str, tokens: Sequence[Token], *, reported: bool) -> list[Clause]:
    """Return a stretch cut once: two clauses, or the content of a report, or the stretch as it is."""
    whole = [Clause(0, len(text), ClauseKind.WHOLE)]
    if not tokens or tokens[-1].text == "?":
        return whole
    first = _first_word(tokens)
    if first < len(tokens) and tokens[first].low in _CONDITIONS:
        return whole
    return (
        _at_joint(text, tokens, _OUTSIDE)
        or _reported(text, tokens)
        or _after_opening(text, tokens, first)
        or _at_joint(text, tokens, _ANYWHERE)
        or (_at_that(text, tokens) if reported else [])
        or whole
    )


def _first_word(tokens: Sequence[Token]) -> int:
    return next((place for place, token in enumerate(tokens) if token.kind is not WordClass.MARK), len(tokens))


def _reported(text: str, tokens: Sequence[Token]) -> list[Clause]:
    report = find_report(text, tokens)
    if report is None:
        return []
    if report.content is None:
        return [Clause(0, len(text), ClauseKind.WHOLE, holder=report.holder)] if report.holder else []
    start, end = report.content
    return [Clause(start, end, ClauseKind.CONTENT, report.wording, report.holder)]


def _after_opening(text: str, tokens: Sequence[Token], first: int) -> list[Clause]:
    """Return "While A, B" as A and B; [] where the text opens otherwise."""
    if first + 1 >= len(tokens):
        return []
    kind = _JOINTS.get(tokens[first].low)
    if kind is None or tokens[first].low in _COORDINATORS:
        return []
    start = first + 1 + (tokens[first].low == "given" and tokens[first + 1].low == "that")
    opening = find_frame(tokens, start, len(tokens))
    if opening is None or opening.agrees is False or any(token.text == "," for token in tokens[start : opening.verb]):
        return []
    for comma in range(opening.verb, len(tokens)):
        if tokens[comma].text != "," or not _reaches_verb(tokens, comma + 1):
            continue
        frame = find_frame(tokens, comma + 1, len(tokens))
        if frame is not None and frame.agrees is not False and _long_enough(tokens, start, comma):
            return [
                Clause(tokens[start].start, tokens[comma - 1].end, kind),
                Clause(tokens[comma + 1].start, len(text), ClauseKind.MAIN),
            ]
    return []


def _reaches_verb(tokens: Sequence[Token], first: int) -> bool:
    """Return whether a verb follows before the next comma: then the comma ends the opening and is none of a list."""
    for token in tokens[first:]:
        if token.kind in FINITE:
            return (
                tokens[first].kind not in {WordClass.RELATIVE, WordClass.COORDINATOR}
                and tokens[first].kind not in FINITE
            )
        if token.text == "," or token.kind in FOREIGN:
            return False
    return False


def _at_joint(text: str, tokens: Sequence[Token], allowed: frozenset[str]) -> list[Clause]:
    """Return the stretch cut at its first allowed joint with a clause on both sides; [] if it has none."""
    depth = _depths(tokens)
    for joint in range(1, len(tokens) - 1):
        low = tokens[joint].low
        marked = tokens[joint - 1].text in {",", ";", "—", "–", "-"}
        if low not in allowed or depth[joint] or (allowed is _OUTSIDE and low != ";" and not marked):
            continue
        parts = _cut_at(text, tokens, joint, marked=marked)
        if parts:
            return parts
    return []


def _at_that(text: str, tokens: Sequence[Token]) -> list[Clause]:
    """Return what is reported cut at "and that": "dues are low and that ships will come"."""
    for joint in range(1, len(tokens) - 2):
        if tokens[joint].low == "and" and tokens[joint + 1].low == "that":
            right = find_frame(tokens, joint + 2, len(tokens))
            if right is not None and _long_enough(tokens, 0, joint) and _long_enough(tokens, joint + 2, len(tokens)):
                return [
                    Clause(0, tokens[joint - 1].end, ClauseKind.MAIN),
                    Clause(tokens[joint + 2].start, len(text), ClauseKind.MAIN),
                ]
    return []


def _cut_at(text: str, tokens: Sequence[Token], joint: int, *, marked: bool) -> list[Clause]:
    low = tokens[joint].low
    left_end = joint - 1 if marked else joint
    left = find_frame(tokens, 0, left_end)
    # "Norway argues, and Denmark agrees, that …": the left side is not at its end.
    if left is None or (marked and is_saying(tokens[left_end - 1].low)):
        return []
    if not _long_enough(tokens, 0, left_end) or not _free(tokens, left, joint, marked=marked):
        return []
    begin = joint + 1
    if tokens[begin].text == ",":
        begin += 1
    if low in {"as", "so", "given"} and not marked:
        return []
    right_end = _next_joint(tokens, begin)
    right = find_frame(tokens, begin, right_end) or find_frame(tokens, begin, len(tokens))
    kind = _JOINTS[low]
    first = Clause(0, tokens[left_end - 1].end, ClauseKind.MAIN)
    if right is not None and _stands(tokens, begin, right, low, marked=marked):
        return [first, Clause(tokens[begin].start, len(text), kind)]
    carried = _carried(text, tokens, left, begin) if low in _COORDINATORS - {"so"} else ""
    if carried:
        return [first, Clause(tokens[begin].start, len(text), kind, wording=carried)]
    return []


def _free(tokens: Sequence[Token], left: Frame, joint: int, *, marked: bool) -> bool:
    """Return whether the joint can belong to the main clause: no condition before it, no open relative clause."""
    between = tokens[left.verb : joint]
    if any(token.low in _CONDITIONS and token.kind is WordClass.SUBORDINATOR for token in tokens[:joint]):
        return False
    return marked or not any(token.kind in FOREIGN for token in between)


def _next_joint(tokens: Sequence[Token], begin: int) -> int:
    for place in range(begin + 1, len(tokens)):
        if tokens[place].low in _JOINTS or tokens[place].kind in FOREIGN:
            return place
    return len(tokens)


def _stands(tokens: Sequence[Token], begin: int, right: Frame, low: str, *, marked: bool) -> bool:
    """Return whether the right side is a clause with a subject of its own that belongs to this joint."""
    if right.agrees is False or not _long_enough(tokens, begin, len(tokens)):
        return False
    if not _only_adverbial(tokens, begin, right.subject):
        return False
    # "The owners say dues and fees are high": without a comma only a subject that fits alone is one.
    return marked or low not in _COORDINATORS or right.pronoun or right.agrees is True


def _only_adverbial(tokens: Sequence[Token], begin: int, subject: int) -> bool:
    """Return whether nothing but an adverbial stands before the subject: "in this harbour dues are low"."""
    before = tokens[begin:subject]
    if not before or all(token.kind in {WordClass.ADVERB, WordClass.MARK} for token in before):
        return True
    return before[0].kind is WordClass.PREPOSITION and not any(
        token.kind in FINITE or token.kind in FOREIGN or token.kind is WordClass.PLAIN_VERB for token in before
    )


def _carried(text: str, tokens: Sequence[Token], left: Frame, begin: int) -> str:
    """Return the right side worded with the subject of the left one; "" where it has no verb of its own to take it."""
    verb = begin
    while verb < len(tokens) and tokens[verb].kind is WordClass.ADVERB:
        verb += 1
    if (
        verb >= len(tokens)
        or tokens[verb].kind not in FINITE
        or not _long_enough(tokens, begin, len(tokens), LEAST_CARRIED)
    ):
        return ""
    if any(token.kind in FOREIGN for token in tokens[left.verb : begin - 1]):
        return ""
    subject = list(tokens[left.subject : left.subject_end])
    while subject and subject[-1].kind in {WordClass.ADVERB, WordClass.MARK}:
        subject.pop()
    if not subject or len(subject) > LONGEST_SUBJECT:
        return ""
    shown = text[subject[0].start : subject[-1].end]
    return f"{shown[0].upper()}{shown[1:]} {text[tokens[begin].start :]}"


def _long_enough(tokens: Sequence[Token], first: int, last: int, least: int = LEAST_WORDS) -> bool:
    return sum(token.kind is not WordClass.MARK for token in tokens[first:last]) >= least


def _depths(tokens: Sequence[Token]) -> list[int]:
    """Return for each token in how many brackets or quotations it stands."""
    depths, depth, quoted = [], 0, False
    for token in tokens:
        if token.text in _OPEN:
            depth += 1
        elif token.text in _CLOSED:
            depth = max(0, depth - 1)
        elif token.text == '"':
            quoted = not quoted
        depths.append(depth + quoted)
    return depths


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets without white space, commas, semicolons, dashes and quotes left open at either end."""
    while start < end and (text[start].isspace() or text[start] in _EDGES or _left_open(text[start:end])):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _EDGES):
        end -= 1
    return start, end


_EDGES = ",;—–"


def _left_open(text: str) -> bool:
    return any(text[0] == opening and closing not in text for opening, closing in ("“”", "‘’"))
