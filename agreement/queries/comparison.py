"""Authors × claims, from accepted evidence and set stances only: what is suggested never counts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import Count

from agreement.domain.bars import DivergingBar, Tally, diverging_bars
from agreement.domain.comparison import PairAgreement, Position, Relation, Share, StanceValue, compare
from claims.models import Claim, Evidence, Stance
from claims.queries import SILENT, ClaimFilters, date_in_words, effective_stances, filter_claims
from claims.queries.independence import Sides, byline_of, weigh_sides
from sources.models import Author
from workspaces.models import Workspace

OUTCOMES = (
    Relation.DISAGREE,
    Relation.MIXED,
    Relation.AGREE,
    Relation.ONLY_ONE_SPEAKS,
    Relation.NOT_YET_JUDGED,
)
"""The order in which a reader wants them: what parts the authors first."""


@dataclass(frozen=True)
class ComparisonFilters:
    """What is compared; empty values narrow nothing, and retired claims are left out unless asked for."""

    topic: str = ""
    status: str = ""
    kind: str = ""


@dataclass(frozen=True)
class ComparisonCell:
    """One author on one claim: the stance that counts, or None for silence, and the accepted passages.

    `dated` says in words when the author took the stance, as precisely as the source is dated.
    """

    author: Author
    stance: Stance | None
    dated: str
    passages: tuple[Evidence, ...]

    @property
    def position(self) -> str:
        """The position, `silent` without one."""
        return self.stance.position if self.stance else SILENT

    @property
    def retracted(self) -> int:
        """How many of the passages come from sources that were retracted."""
        return sum(evidence.passage.source.is_retracted for evidence in self.passages)


@dataclass(frozen=True)
class ComparedClaim:
    """One row: a claim, how the authors stand to each other on it, and one cell an author in their order.

    `independence` says how many of the authors' passages do not lean on one work.
    """

    claim: Claim
    relation: Relation
    cells: tuple[ComparisonCell, ...]
    independence: Sides


@dataclass(frozen=True)
class TopicTally:
    """How often the authors agree and part on the claims of one topic ("" for claims without one)."""

    topic: str
    counts: dict[Relation, int]
    bar: DivergingBar


@dataclass(frozen=True)
class AuthorComparison:
    """The whole comparison. `rows` come by outcome in the order of `OUTCOMES`, then by the claim's number.

    `agreement` is the share of pairs of authors that agree, of all pairs who both speak on a claim.
    """

    authors: tuple[Author, ...]
    filters: ComparisonFilters
    rows: tuple[ComparedClaim, ...]
    counts: dict[Relation, int]
    pairs: tuple[PairAgreement, ...]
    agreement: Share
    topics: tuple[TopicTally, ...]

    @property
    def groups(self) -> tuple[tuple[Relation, tuple[ComparedClaim, ...]], ...]:
        """The rows by outcome; an outcome without rows is absent."""
        return tuple((relation, tuple(rows)) for relation, rows in groupby(self.rows, key=lambda row: row.relation))


def list_comparable_authors(workspace: Workspace) -> list[Author]:
    """Return everybody who writes or speaks in the workspace, by name, with `claim_count`, the claims spoken on."""
    return list(Author.objects.filter(workspace=workspace).annotate(claim_count=Count("stances__claim", distinct=True)))


def comparison_of(
    workspace: Workspace, authors: Sequence[Author], filters: ComparisonFilters | None = None
) -> AuthorComparison:
    """Return the comparison of the authors on the workspace's claims in five queries.

    Give it two authors or more; of an author given twice the second does not count. A claim on which none of them
    has a stance is `not_yet_judged`.
    """
    filters = filters or ComparisonFilters()
    authors = tuple({author.pk: author for author in authors}.values())
    claims = list(
        filter_claims(workspace, ClaimFilters(status=filters.status, kind=filters.kind, topic=filters.topic)).order_by(
            "number"
        )
    )
    held = effective_stances(claims)
    passages = _passages(claims, authors)
    independence = weigh_sides(one for found in passages.values() for one in found)
    compared = compare(
        _values(held),
        [str(author.pk) for author in authors],
        [str(claim.pk) for claim in claims],
    )
    relations = {row.claim: row.relation for row in compared.claims}
    rows = sorted(
        (
            ComparedClaim(
                claim=claim,
                relation=relations[str(claim.pk)],
                cells=tuple(
                    _cell(author, held.get(claim.pk, {}).get(author.pk), passages[claim.pk, author.pk])
                    for author in authors
                ),
                independence=independence.get(claim.pk, Sides()),
            )
            for claim in claims
        ),
        key=lambda row: (OUTCOMES.index(row.relation), row.claim.number),
    )
    return AuthorComparison(
        authors=authors,
        filters=filters,
        rows=tuple(rows),
        counts=compared.counts,
        pairs=compared.pairs,
        agreement=compared.agreement,
        topics=_topics(rows),
    )


def _values(held: dict[UUID, dict[UUID, Stance]]) -> list[StanceValue]:
    return [
        StanceValue(author=str(author), claim=str(claim), position=Position(stance.position))
        for claim, by_author in held.items()
        for author, stance in by_author.items()
    ]


def _passages(claims: Sequence[Claim], authors: Sequence[Author]) -> defaultdict[tuple[UUID, UUID], list[Evidence]]:
    rows = (
        Evidence.objects.accepted()
        .filter(claim__in=claims, speaker__in=authors)
        .select_related("passage__source")
        .prefetch_related(byline_of("passage__source"))
        .defer("why", "passage__prefix", "passage__suffix", "passage__source__csl")
        .order_by("passage__source__issued_on", "id")
    )
    found: defaultdict[tuple[UUID, UUID], list[Evidence]] = defaultdict(list)
    for evidence in rows:
        found[evidence.claim_id, evidence.speaker_id].append(evidence)
    return found


def _cell(author: Author, stance: Stance | None, passages: Iterable[Evidence]) -> ComparisonCell:
    passages = tuple(passages)
    sources = [evidence.passage.source for evidence in passages]
    dated = date_in_words(stance.as_of, sources) if stance else ""
    return ComparisonCell(author=author, stance=stance, dated=dated, passages=passages)


def _topics(rows: Iterable[ComparedClaim]) -> tuple[TopicTally, ...]:
    """Return the topics on which at least two authors speak, those on which they part most first."""
    counted: dict[str, Counter[Relation]] = defaultdict(Counter)
    for row in rows:
        counted[row.claim.topic][row.relation] += 1
    spoken = {
        topic: counts
        for topic, counts in counted.items()
        if counts[Relation.AGREE] + counts[Relation.DISAGREE] + counts[Relation.MIXED]
    }
    ordered = sorted(
        spoken.items(),
        key=lambda item: (-item[1][Relation.DISAGREE], item[1][Relation.AGREE], item[0] == "", item[0]),
    )
    bars = diverging_bars(
        [
            Tally(
                agree=counts[Relation.AGREE],
                disagree=counts[Relation.DISAGREE],
                mixed=counts[Relation.MIXED],
            )
            for _topic, counts in ordered
        ]
    )
    return tuple(
        TopicTally(topic=topic, counts={relation: counts[relation] for relation in OUTCOMES}, bar=bar)
        for (topic, counts), bar in zip(ordered, bars, strict=True)
    )
