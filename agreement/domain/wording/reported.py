"""Reported speech: who is said to hold what, so that it is not taken for the author's own view.

"The owners argue that dues are low", "Crews see the port as a burden", "According to the mayor, trade
fell". What is denied, doubted or not believed is not cut out: alone it would say the opposite.
Offsets are Unicode code points, start inclusive, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agreement.domain.wording.english import Token, WordClass, read_words
from agreement.domain.wording.stretches import Frame, find_frame
from agreement.domain.wording.verbs import bases, gerunds, pasts, third_persons


@dataclass(frozen=True)
class Holder:
    """Who holds a view, `sentence[start:end]`, and by which verb or words it is said."""

    start: int
    end: int
    text: str
    verb: str


@dataclass(frozen=True)
class Report:
    """A report: who holds it (None for the author, "we argue that …"), where the content stands, worded if it must be.

    `content` is None where the content alone would say something else than what is reported.
    """

    holder: Holder | None
    content: tuple[int, int] | None
    wording: str = ""


_SAYING = frozenset(
    """
    say argue claim report announce state suggest insist warn believe think hope fear declare imply assert maintain
    contend acknowledge concede admit predict expect conclude estimate assume suspect note explain stress emphasise
    write feel complain boast promise vow consider tell
    """.split()  # noqa: SIM905
)
# What is denied is not held; alone it would say the opposite.
_DENYING = frozenset({"deny", "doubt", "reject", "dispute", "dismiss", "question", "refuse"})
_SEEING = frozenset({"see", "view", "regard", "perceive", "describe", "treat", "consider", "portray", "interpret"})
_OWN = frozenset({"i", "we"})
_NEGATIONS = re.compile(r"\b(?:not|no|never|nobody|none|few|hardly|scarcely|seldom|rarely)\b|n['’]t\b", re.IGNORECASE)
_ACCORDING = re.compile(
    r"^\W*(?:According to|In the (?:view|eyes|opinion|words) of|For)\s(?P<holder>[^,;]{2,80}),\s(?=\S)"
)
_TRAILING = re.compile(
    r",\s(?:according to|in the (?:view|eyes|opinion|words) of)\s(?P<holder>[^,;]{2,80}?)(?=[.!]?\s*$)"
)
_VERBS = "said|says|say|argued|argues|argue|warned|warns|believes|believe|claimed|claims|insisted|insists|added|adds"
# “Trade fell,” the mayor says; “Trade fell,” says the mayor.
_BEHIND = re.compile(
    rf",[”\"’]?\s(?:(?P<verb>{_VERBS})\s(?P<holder>[^,;.]{{2,60}})|(?P<named>[^,;.]{{2,60}}?)\s(?P<said>{_VERBS}))[.]?\s*$"
)
_LONGEST_HOLDER = 14


def find_report(text: str, tokens: Sequence[Token]) -> Report | None:
    """Return what the text as a whole reports, None if it is no report."""
    return _by_words(text) or _by_verb(text, tokens)


def _by_words(text: str) -> Report | None:
    for pattern in (_ACCORDING, _TRAILING):
        match = pattern.search(text)
        if match is None or (pattern is _ACCORDING and match.group().lstrip('"“‘( ').startswith("For")):
            continue
        holder = Holder(match.start("holder"), match.end("holder"), match["holder"], "according to")
        content = (match.end(), len(text)) if pattern is _ACCORDING else (0, match.start())
        return Report(holder, content)
    behind = _BEHIND.search(text)
    if behind is None or _says_something(behind["holder"] or behind["named"]):
        return None
    name, verb = ("holder", "verb") if behind["holder"] else ("named", "said")
    own = behind[name].casefold() in _OWN
    named = Holder(behind.start(name), behind.end(name), behind[name], behind[verb])
    return Report(None if own else named, (0, behind.start()))


def _says_something(name: str) -> bool:
    """Return whether what stands in the place of a name is a clause: ", argues that trade fell"."""
    words = read_words(name)
    return any(word.kind is WordClass.SUBORDINATOR for word in words) or find_frame(words, 0, len(words)) is not None


def is_saying(low: str) -> bool:
    """Return whether a word is a form of a verb that reports what somebody says or thinks."""
    return _base(low) in _SAYING


def _by_verb(text: str, tokens: Sequence[Token]) -> Report | None:
    frame = find_frame(tokens, 0, len(tokens))
    if frame is None or frame.verb - frame.subject > _LONGEST_HOLDER:
        return None
    verb = _main_verb(tokens, frame.verb)
    base = _base(tokens[verb].low)
    unnamed = tokens[frame.subject].low in {"it", "there"}
    if base not in _SAYING | _SEEING | _DENYING or verb + 1 >= len(tokens) or unnamed:
        return None
    holder = _holder(text, tokens, frame, verb)
    negated = bool(_NEGATIONS.search(text[tokens[frame.subject].start : tokens[verb].end])) or base in _DENYING
    if base in _SEEING:
        seen = _seen_as(text, tokens, verb)
        if seen:
            return Report(holder, None) if negated else Report(holder, seen[0], seen[1])
    content = _content(text, tokens, verb) if base in _SAYING | _DENYING else None
    if content is None:
        return None
    return Report(holder, None if negated else content)


def _main_verb(tokens: Sequence[Token], verb: int) -> int:
    """Return the number of the verb that says what is done: "has argued", "would not say"."""
    place = verb
    if tokens[verb].kind is not WordClass.AUXILIARY:
        return verb
    while place + 1 < len(tokens) and tokens[place + 1].kind in {
        WordClass.ADVERB,
        WordClass.AUXILIARY,
        WordClass.PARTICIPLE,
        WordClass.PLAIN_VERB,
        WordClass.GERUND,
    }:
        place += 1
        if tokens[place].kind in {WordClass.PARTICIPLE, WordClass.PLAIN_VERB} and tokens[place].low != "be":
            break
    passive = any(token.low in _BE for token in tokens[verb:place])
    return verb if passive else place


_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})


def _base(low: str) -> str:
    return third_persons().get(low) or pasts().get(low) or (low if low in bases() else "")


def _holder(text: str, tokens: Sequence[Token], frame: Frame, verb: int) -> Holder | None:
    words = list(tokens[frame.subject : frame.subject_end])
    # "Ida Holm, a mayor, argues": she is named before the comma.
    comma = next((place for place, word in enumerate(words) if word.text == ","), len(words))
    words = words[:comma]
    while words and words[-1].kind is WordClass.ADVERB:
        words.pop()
    if not words or words[0].low in _OWN:
        return None
    start, end = words[0].start, words[-1].end
    return Holder(start, end, text[start:end], tokens[verb].text)


def _content(text: str, tokens: Sequence[Token], verb: int) -> tuple[int, int] | None:
    """Return what follows "that", or follows at once as a clause of its own."""
    place = verb + 1
    # "announced in May that", "told the crews that": a few words without a verb may stand between.
    while place < len(tokens) and place - verb <= 7 and tokens[place].low != "that":
        if tokens[place].kind in {WordClass.MARK, WordClass.AUXILIARY, WordClass.VERB, WordClass.TO}:
            break
        place += 1
    if place < len(tokens) and tokens[place].low == "that":
        begin = place + 1
    elif tokens[verb + 1].kind in {WordClass.TO, WordClass.PREPOSITION, WordClass.MARK}:
        return None
    else:
        begin = verb + 1
    if begin >= len(tokens):
        return None
    frame = find_frame(tokens, begin, len(tokens))
    if frame is None or frame.agrees is False or (begin == verb + 1 and frame.subject != begin):
        return None
    return tokens[begin].start, len(text)


def _seen_as(text: str, tokens: Sequence[Token], verb: int) -> tuple[tuple[int, int], str] | None:
    """Return where "the port as a burden" stands, and it worded: "the port is a burden"."""
    place = next((spot for spot in range(verb + 2, min(len(tokens), verb + 14)) if tokens[spot].low == "as"), None)
    if (
        place is None
        or place + 1 >= len(tokens)
        or tokens[verb + 1].low in {"itself", "themselves", "himself", "herself"}
    ):
        return None
    seen = tokens[verb + 1 : place]
    if any(token.kind in {WordClass.MARK, WordClass.AUXILIARY, WordClass.VERB} for token in seen):
        return None
    if seen[-1].low in {"as", "so", "much", "well", "such"} or tokens[place + 1].low in {
        "well",
        "much",
        "soon",
        "long",
    }:
        return None
    named, said = text[seen[0].start : seen[-1].end], text[tokens[place + 1].start :]
    several = seen[-1].low.endswith("s") and not seen[-1].low.endswith(("ss", "us", "is"))
    action = gerunds().get(tokens[place + 1].low)
    if action and action != "be":
        form = action if several else _third(action)
        wording = f"{named} {form}{text[tokens[place + 1].end :]}"
    else:
        wording = f"{named} {'are' if several else 'is'} {said}"
    return (seen[0].start, len(text)), wording[0].upper() + wording[1:]


def _third(base: str) -> str:
    return next((form for form, each in third_persons().items() if each == base), base)
