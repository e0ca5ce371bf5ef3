"""Where authors agree, part, or leave each other alone, from the stances that people confirmed.

Silence is not a position: an author without a stance on a claim neither agrees nor disagrees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import sqrt


class Position(StrEnum):
    """An author's attitude to a claim."""

    AFFIRMS = "affirms"
    DENIES = "denies"
    QUALIFIES = "qualifies"
    UNDECIDED = "undecided"


class Relation(StrEnum):
    """How the compared authors stand to each other on one claim."""

    AGREE = "agree"
    DISAGREE = "disagree"
    MIXED = "mixed"
    ONLY_ONE_SPEAKS = "only_one_speaks"
    NONE_SPEAKS = "none_speaks"
    NOT_YET_JUDGED = "not_yet_judged"


@dataclass(frozen=True)
class StanceValue:
    """One author's position on one claim; names are whatever tells them apart."""

    author: str
    claim: str
    position: Position


@dataclass(frozen=True)
class SilenceValue:
    """A person's finding that the sources of an author say nothing on a claim."""

    author: str
    claim: str


@dataclass(frozen=True)
class ClaimComparison:
    """One claim: each speaking author's position, those who do not speak, and how they stand.

    `confirmed` are those of the silent whose silence a person confirmed; the others are not judged yet.
    """

    claim: str
    relation: Relation
    positions: tuple[StanceValue, ...]
    silent: tuple[str, ...]
    confirmed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Share:
    """A share with what it is of, and its 95 % Wilson interval; `value` is None when `of` is 0."""

    count: int
    of: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class PairAgreement:
    """Two authors: on how many claims they agree, part, or are mixed, of those both speak on."""

    first: str
    second: str
    agree: int
    disagree: int
    mixed: int
    agreement: Share


@dataclass(frozen=True)
class Comparison:
    """All claims compared, how many stand in each relation, and how much the authors agree.

    `agreement` is the share of author pairs that agree, of all pairs who both speak on a claim.
    """

    authors: tuple[str, ...]
    claims: tuple[ClaimComparison, ...]
    counts: dict[Relation, int]
    pairs: tuple[PairAgreement, ...]
    agreement: Share


def compare(
    stances: Iterable[StanceValue],
    authors: Sequence[str],
    claims: Sequence[str] | None = None,
    silences: Iterable[SilenceValue] = (),
) -> Comparison:
    """Return the comparison of `authors` on `claims`, in the order of both; stances in any order.

    `claims` defaults to those with a stance of these authors, in alphabetical order; a claim with
    none is `not_yet_judged`, or `none_speaks` once the silence of every author is confirmed. Stances of other authors
    or claims do not count, nor does the silence of an author who speaks. An author who holds several different
    positions on a claim counts as mixed with everybody who speaks on it.
    """
    compared = tuple(dict.fromkeys(authors))
    chosen = [stance for stance in stances if stance.author in set(compared)]
    listed = sorted({stance.claim for stance in chosen}) if claims is None else dict.fromkeys(claims)
    held: dict[tuple[str, str], set[Position]] = {}
    for stance in chosen:
        held.setdefault((stance.claim, stance.author), set()).add(stance.position)
    confirmed = {(silence.claim, silence.author) for silence in silences}
    rows = tuple(_compared(claim, compared, held, confirmed) for claim in listed)
    counts = Counter(row.relation for row in rows)
    pairs = _pairs(compared, rows)
    return Comparison(
        authors=compared,
        claims=rows,
        counts={relation: counts[relation] for relation in Relation},
        pairs=pairs,
        agreement=share(sum(pair.agree for pair in pairs), sum(pair.agreement.of for pair in pairs)),
    )


def relate(positions: Sequence[frozenset[Position]]) -> Relation:
    """Return how authors stand to each other, given what each one who speaks holds.

    All affirm or all deny: agree. Somebody affirms and somebody else denies, each holding nothing
    else: disagree. Otherwise mixed: a qualification or an open question is neither.
    """
    speaking = [held for held in positions if held]
    if len(speaking) < 2:
        return Relation.ONLY_ONE_SPEAKS if speaking else Relation.NOT_YET_JUDGED
    yes, no = frozenset({Position.AFFIRMS}), frozenset({Position.DENIES})
    if yes in speaking and no in speaking:
        return Relation.DISAGREE
    return Relation.AGREE if set(speaking) in ({yes}, {no}) else Relation.MIXED


def share(count: int, of: int) -> Share:
    """Return `count` of `of` with the 95 % interval of Wilson (1927).

    https://doi.org/10.1080/01621459.1927.10502953. Honest for the small numbers of a comparison,
    where the textbook interval is not. Range: 0 <= count <= of; of 0 has no value.
    """
    if not of:
        return Share(count=0, of=0, value=None, low=None, high=None)
    z = 1.959964
    value = count / of
    centre = (value + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * sqrt(value * (1 - value) / of + z * z / (4 * of * of))
    return Share(count, of, value, max(0.0, min(value, centre - half)), min(1.0, max(value, centre + half)))


def _compared(
    claim: str,
    authors: Sequence[str],
    held: dict[tuple[str, str], set[Position]],
    confirmed: Container[tuple[str, str]],
) -> ClaimComparison:
    speaking = [author for author in authors if (claim, author) in held]
    silent = tuple(author for author in authors if author not in speaking and (claim, author) in confirmed)
    relation = relate([frozenset(held[claim, author]) for author in speaking])
    if authors and len(silent) == len(authors):
        relation = Relation.NONE_SPEAKS
    return ClaimComparison(
        claim=claim,
        relation=relation,
        positions=tuple(
            StanceValue(author, claim, position) for author in speaking for position in sorted(held[claim, author])
        ),
        silent=tuple(author for author in authors if author not in speaking),
        confirmed=silent,
    )


def _pairs(authors: Sequence[str], rows: Iterable[ClaimComparison]) -> tuple[PairAgreement, ...]:
    """Return every two authors, in the order of `authors`, counted over what both speak on."""
    counted: dict[tuple[str, str], Counter[Relation]] = {}
    for row in rows:
        held: dict[str, set[Position]] = {}
        for stance in row.positions:
            held.setdefault(stance.author, set()).add(stance.position)
        for first, second in combinations(held, 2):
            relation = relate([frozenset(held[first]), frozenset(held[second])])
            counted.setdefault((first, second), Counter())[relation] += 1
    pairs = []
    for first, second in combinations(authors, 2):
        both = counted.get((first, second), Counter())
        agree = both[Relation.AGREE]
        pairs.append(
            PairAgreement(
                first=first,
                second=second,
                agree=agree,
                disagree=both[Relation.DISAGREE],
                mixed=both[Relation.MIXED],
                agreement=share(agree, both.total()),
            )
        )
    return tuple(pairs)
