"""What independent judgements of a passage and a claim amount to, and what their differences cost.

The rule, its cases and the reasons stand in docs/algorithms/judging.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

SUPPORTS, CONTRADICTS, CONTEXT, NONE, WITHDRAWN = "supports", "contradicts", "context", "none", "withdrawn"

EMPTY, WAITING, AGREED, DISPUTED, SETTLED = "empty", "waiting", "agreed", "disputed", "settled"

SAME_SPAN = 0.8
"""Share of text in common from which two spans say the same: a word more or less at an edge is no dispute."""

SAME_PLACE = 0.5
"""Share of the shorter span that must lie in the other for two marks to be of one place: more than a touching edge."""

_COSTS = {
    frozenset({SUPPORTS, CONTRADICTS}): 3.0,
    frozenset({SUPPORTS, NONE}): 2.0,
    frozenset({CONTRADICTS, NONE}): 2.0,
    frozenset({SUPPORTS, CONTEXT}): 1.5,
    frozenset({CONTRADICTS, CONTEXT}): 1.5,
    frozenset({CONTEXT, NONE}): 1.0,
}
SPEAKER_COST = 0.5
SPAN_COST = 0.25


@dataclass(frozen=True)
class Judged:
    """One judgement: an annotator's answer with the speaker and the span (code points of one text) he meant.

    `answer` is `supports`, `contradicts`, `context`, `none` or `withdrawn`. `span` is None where the passage has no
    place in the text that is compared.
    """

    key: str
    judge: str
    answer: str
    speaker: str
    span: tuple[int, int] | None


@dataclass(frozen=True)
class Verdict:
    """What the standing judgements of a pair amount to.

    `state` is `empty`, `waiting`, `agreed`, `disputed` or `settled`; `answer` is the one agreed on, "" otherwise;
    `cost` is of a dispute, 0 otherwise; `standing` are the judgements that count, the first judge first.
    """

    state: str
    standing: tuple[Judged, ...]
    answer: str = ""
    cost: float = 0.0


def standing_judgements(judgements: Iterable[Judged]) -> tuple[Judged, ...]:
    """Return each judge's last judgement unless withdrawn, in the order of the judges' first ones.

    Give it the judgements in the order in which they were made.
    """
    last: dict[str, Judged] = {}
    for one in judgements:
        last[one.judge] = one
    return tuple(one for one in last.values() if one.answer != WITHDRAWN)


def verdict(judgements: Iterable[Judged], *, wanted: int, ruling: frozenset[str] | None = None) -> Verdict:
    """Return what the judgements of one pair amount to, where `wanted` independent ones are asked for.

    `ruling` has the keys of the judgements that an editor has decided between, None without a decision. A judgement
    that the ruling does not name opens the pair again.
    """
    standing = standing_judgements(judgements)
    if ruling is not None and {one.key for one in standing} <= ruling:
        return Verdict(SETTLED, standing)
    if not standing:
        return Verdict(EMPTY, standing)
    if len(standing) < wanted:
        return Verdict(WAITING, standing)
    if _say_the_same(standing):
        return Verdict(AGREED, standing, answer=standing[0].answer)
    return Verdict(DISPUTED, standing, cost=disagreement(standing))


def disagreement(standing: Sequence[Judged]) -> float:
    """Return what the differences of the judgements cost: the dearest two of them count; 0 where none differ."""
    return max((_cost(one, other) for one, other in combinations(standing, 2)), default=0.0)


def overlap(one: tuple[int, int] | None, other: tuple[int, int] | None) -> float:
    """Return the share of text that two spans have in common of all that they cover, 0 to 1 (Jaccard 1901).

    0 where one is unknown or empty.
    """
    shared, either = _shared(one, other), _length(one) + _length(other)
    return shared / (either - shared) if shared else 0.0


def same_place(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    """Whether two people who marked these spans found the same place: half of the shorter lies in the other."""
    shared = _shared(one, other)
    return shared > 0 and shared >= SAME_PLACE * min(_length(one), _length(other))


def _say_the_same(standing: Sequence[Judged]) -> bool:
    answers = {one.answer for one in standing}
    if len(answers) > 1:
        return False
    if answers == {NONE}:
        return True  # whose view it is and how far it goes does not matter if it bears on nothing
    return len({one.speaker for one in standing}) == 1 and all(
        _alike(one, other) for one, other in combinations(standing, 2)
    )


def _alike(one: Judged, other: Judged) -> bool:
    return one.span == other.span or overlap(one.span, other.span) >= SAME_SPAN


def _cost(one: Judged, other: Judged) -> float:
    cost = _COSTS.get(frozenset({one.answer, other.answer}), 0.0)
    if NONE in (one.answer, other.answer):
        return cost
    if one.speaker != other.speaker:
        cost += SPEAKER_COST
    return cost if _alike(one, other) else cost + SPAN_COST * (1 - overlap(one.span, other.span))


def _shared(one: tuple[int, int] | None, other: tuple[int, int] | None) -> int:
    if one is None or other is None:
        return 0
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _length(span: tuple[int, int] | None) -> int:
    return 0 if span is None else span[1] - span[0]
