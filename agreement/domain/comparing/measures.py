"""How much authors agree, with what each number rests on: never a share without its n, silence kept apart.

Definitions, cases and sources: docs/algorithms/agreement-measures.md. Everything is counted over stances that people
confirmed. What an author is silent on enters no share; it is counted beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log2

from agreement.domain.comparing.comparison import Position, Relation, StanceValue, relate, share
from agreement.domain.comparing.exact_tests import adjust, binomial_test, fisher_test
from claims.domain.bootstrap import Estimate, estimate
from claims.domain.intercoder import CodingTable, cohen_kappa, tabulate
from claims.domain.krippendorff import nominal_alpha, ordinal_alpha

Held = frozenset[Position]
"""What one author holds on one claim: usually one position, several for an author of two minds."""

SEED = 1
"""Of the resamples behind intervals: the same stances give the same interval on every page."""

AGAINST, BETWEEN, FOR = -1, 0, 1
"""The scale of positions: who qualifies, leaves open or holds several stands between denying and affirming."""


@dataclass(frozen=True)
class WeighedShare:
    """A share with what it is of.

    `value` is count / of, None of nothing; `smoothed` is (count + 1) / (of + 2), which one observation cannot make 0
    or 1 (Laplace 1774); `low` to `high` is the 95 % interval of Wilson (1927); `p` tests whether more often than not
    (exact, two-sided).
    """

    count: int
    of: int
    value: float | None
    smoothed: float
    low: float | None
    high: float | None
    p: float


@dataclass(frozen=True)
class ClaimAgreement:
    """One claim: how many affirm, deny or stand between, how many are silent, and their consensus.

    `affirming` is the share of those who affirm among those who take a side. `consensus` runs from 0 (half affirm,
    half deny) to 1 (all the same), None where fewer than two speak.
    """

    claim: str
    affirm: int
    between: int
    deny: int
    silent: int
    affirming: WeighedShare
    consensus: float | None

    @property
    def speaking(self) -> int:
        """The n of the consensus: authors with a position."""
        return self.affirm + self.between + self.deny


@dataclass(frozen=True)
class PairMeasures:
    """Two authors: on how many claims both, one or neither speak, the share on which they agree, and Cohen's kappa."""

    first: str
    second: str
    both: int
    only_first: int
    only_second: int
    neither: int
    agreement: WeighedShare
    kappa: Estimate


@dataclass(frozen=True)
class TopicMeasures:
    """The share of agreement on one topic, and whether it differs from that on all other topics.

    `p` is Fisher's exact test of this topic against the rest, `adjusted` the same for as many topics as are tested.
    """

    topic: str
    agreement: WeighedShare
    p: float
    adjusted: float


@dataclass(frozen=True)
class AgreementMeasures:
    """All measures of a set of claims.

    `agreement` counts pairs of authors who both speak on a claim; the alphas' n are the claims on which two or more
    speak.
    """

    by_claim: tuple[ClaimAgreement, ...]
    agreement: WeighedShare
    nominal: Estimate
    ordinal: Estimate
    pairs: tuple[PairMeasures, ...]
    topics: tuple[TopicMeasures, ...]


def measure(
    stances: Iterable[StanceValue],
    authors: Sequence[str],
    claims: Sequence[str],
    topics: Mapping[str, str] | None = None,
) -> AgreementMeasures:
    """Return the measures of `authors` on `claims`; `topics` says each claim's topic ("" and absent: none).

    Stances of other authors and claims do not count, and their order does not matter. A claim without a topic is in no
    topic, but among the rest that a topic is compared with. O(claims x authors^2).
    """
    chosen = tuple(dict.fromkeys(authors))
    listed = tuple(dict.fromkeys(claims))
    held = _held(stances, set(chosen), set(listed))
    rows = [[held.get((claim, author)) for author in chosen] for claim in listed]
    relations = [_relations(row) for row in rows]
    met = [len(each) for each in relations]
    alike = [sum(one is Relation.AGREE for one in each.values()) for each in relations]
    return AgreementMeasures(
        by_claim=tuple(measure_claim(claim, row) for claim, row in zip(listed, rows, strict=True)),
        agreement=weigh_share(sum(alike), sum(met)),
        nominal=estimate(nominal_alpha, _named(rows), seed=SEED),
        ordinal=estimate(ordinal_alpha, _scaled(rows), seed=SEED),
        pairs=_pairs(chosen, rows, relations),
        topics=_topics([(topics or {}).get(claim, "") for claim in listed], alike, met),
    )


def weigh_share(count: int, of: int) -> WeighedShare:
    """Return the share with smoothing, interval and test. Raises ValueError unless 0 <= count <= of."""
    p = binomial_test(count, of)
    plain = share(count, of)
    return WeighedShare(count, of, plain.value, (count + 1) / (of + 2), plain.low, plain.high, p)


def measure_claim(claim: str, row: Sequence[Held | None]) -> ClaimAgreement:
    """Return the measures of one claim; `row` has what each author holds, None (or nothing) for silence."""
    places = [scale(held) for held in row if held]
    counted = Counter(places)
    return ClaimAgreement(
        claim=claim,
        affirm=counted[FOR],
        between=counted[BETWEEN],
        deny=counted[AGAINST],
        silent=len(row) - len(places),
        affirming=weigh_share(counted[FOR], counted[FOR] + counted[AGAINST]),
        consensus=consensus(places),
    )


def consensus(places: Sequence[int]) -> float | None:
    """Return how far those who speak stand together on the scale -1 to 1: 0 to 1, None for fewer than two.

    1 + sum p_i log2(1 - |x_i - mean| / 2) (Tastle and Wierman 2007, https://doi.org/10.1016/j.ijar.2006.06.024).
    """
    if len(places) < 2:
        return None
    mean = sum(places) / len(places)
    told = 1 + sum(log2(1 - abs(place - mean) / (FOR - AGAINST)) for place in places) / len(places)
    return min(1.0, max(0.0, told))


def scale(held: Held) -> int:
    """Return where an author stands who holds this: 1 affirms, -1 denies, 0 anything else."""
    if held == frozenset({Position.AFFIRMS}):
        return FOR
    return AGAINST if held == frozenset({Position.DENIES}) else BETWEEN


def _held(stances: Iterable[StanceValue], authors: set[str], claims: set[str]) -> dict[tuple[str, str], Held]:
    found: dict[tuple[str, str], set[Position]] = {}
    for stance in stances:
        if stance.author in authors and stance.claim in claims:
            found.setdefault((stance.claim, stance.author), set()).add(stance.position)
    return {key: frozenset(positions) for key, positions in found.items()}


def _relations(row: Sequence[Held | None]) -> dict[tuple[int, int], Relation]:
    """Return how each two authors who speak stand to each other, by their places in the row."""
    speaking = [(place, held) for place, held in enumerate(row) if held]
    return {(one, other): relate([ours, theirs]) for (one, ours), (other, theirs) in combinations(speaking, 2)}


def _named(rows: Sequence[Sequence[Held | None]]) -> CodingTable:
    """Return the positions as names; two minds are a value of their own."""

    def name(held: Held | None) -> Hashable:
        if not held:
            return None
        return next(iter(held)).value if len(held) == 1 else "several"

    return tabulate([name(held) for held in row] for row in rows)


def _scaled(rows: Sequence[Sequence[Held | None]]) -> CodingTable:
    return tabulate(([scale(held) if held else None for held in row] for row in rows), [AGAINST, BETWEEN, FOR])


def _pairs(
    authors: Sequence[str],
    rows: Sequence[Sequence[Held | None]],
    relations: Sequence[Mapping[tuple[int, int], Relation]],
) -> tuple[PairMeasures, ...]:
    measured = []
    for one, other in combinations(range(len(authors)), 2):
        spoken = Counter((bool(row[one]), bool(row[other])) for row in rows)
        both = spoken[True, True]
        agree = sum(each.get((one, other)) is Relation.AGREE for each in relations)
        measured.append(
            PairMeasures(
                first=authors[one],
                second=authors[other],
                both=both,
                only_first=spoken[True, False],
                only_second=spoken[False, True],
                neither=spoken[False, False],
                agreement=weigh_share(agree, both),
                kappa=estimate(cohen_kappa, _named([[row[one], row[other]] for row in rows]), seed=SEED),
            )
        )
    return tuple(measured)


def _topics(topics: Sequence[str], alike: Sequence[int], met: Sequence[int]) -> tuple[TopicMeasures, ...]:
    """Return the topics on which two authors meet, the one with the lowest share of agreement first."""
    agree, pairs = Counter[str](), Counter[str]()
    for topic, count, of in zip(topics, alike, met, strict=True):
        agree[topic] += count
        pairs[topic] += of
    named = [topic for topic in pairs if topic and pairs[topic]]
    total, all_pairs = sum(alike), sum(met)
    values = [
        fisher_test(
            (agree[topic], pairs[topic] - agree[topic]),
            (total - agree[topic], all_pairs - pairs[topic] - total + agree[topic]),
        )
        for topic in named
    ]
    found = [
        TopicMeasures(topic, weigh_share(agree[topic], pairs[topic]), p, adjusted)
        for topic, p, adjusted in zip(named, values, adjust(values), strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (one.agreement.smoothed, -one.agreement.of, one.topic)))
