"""Reads what people confirmed about authors on claims, and compares it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import JSONObject

from agreement.domain.comparing.arranging import OUTCOMES
from agreement.domain.comparing.bars import Tally, diverging_bars
from agreement.domain.comparing.comparison import Comparison, Position, Relation, SilenceValue, StanceValue, compare
from agreement.domain.comparing.cruxes import Weighed, find_cruxes
from agreement.domain.comparing.leaning import contest
from agreement.domain.comparing.timeline import course_of, effective_at
from agreement.models import Silence
from agreement.queries.comparison.values import (
    AuthorComparison,
    ComparedClaim,
    ComparedCrux,
    ComparisonCell,
    ComparisonFilters,
    DatedStep,
    TopicTally,
)
from agreement.queries.open_passages import open_passages
from claims.models import Claim, Evidence, Stance
from claims.queries import ClaimFilters, date_in_words, filter_claims
from claims.queries.independence import Sides, Weights, byline_of, weigh_evidence
from claims.signals import Hanging, claims_leaned_on
from sources.models import Author, Page, Source
from workspaces.models import User, Workspace

Place = tuple[UUID, UUID]
"""A claim and an author."""


@dataclass(frozen=True)
class _Cells:
    """All that is known by claim and author."""

    stances: Mapping[Place, Sequence[Stance]]
    passages: Mapping[Place, Sequence[Evidence]]
    weights: Weights
    waiting: Mapping[Place, int]
    silences: frozenset[Place]


def comparison_of(
    workspace: Workspace,
    authors: Sequence[Author],
    filters: ComparisonFilters | None = None,
    *,
    reader: User | None = None,
) -> AuthorComparison:
    """Return the comparison of the authors on the workspace's claims in six queries, however many there are of both.

    Give it two authors or more; of an author given twice the second does not count. Stances and passages later than
    `filters.as_of` do not count. With a `reader` the passages that were found and that this user may still judge are
    counted as waiting, besides those suggested as evidence.
    """
    filters = filters or ComparisonFilters()
    authors = tuple({author.pk: author for author in authors}.values())
    claims = _claims(workspace, authors, filters, reader)
    cells = _cells(claims, authors, filters)
    rows = {claim.pk: tuple(_cell(claim, author, cells, filters) for author in authors) for claim in claims}
    compared = _compare(authors, rows, cells)
    hanging = _hanging(workspace, compared)
    found = sorted(
        (
            _row(claim, rows[claim.pk], row.relation, cells, hanging)
            for claim, row in zip(claims, compared.claims, strict=True)
        ),
        key=lambda row: (OUTCOMES.index(row.relation), row.number),
    )
    return AuthorComparison(
        authors=authors,
        filters=filters,
        rows=tuple(found),
        counts=compared.counts,
        pairs=compared.pairs,
        agreement=compared.agreement,
        topics=_topics(found),
        cruxes=_cruxes(found, hanging),
    )


def _claims(
    workspace: Workspace, authors: Sequence[Author], filters: ComparisonFilters, reader: User | None
) -> list[Any]:
    """Return the claims by number with `suggested`, `found` and `silent`: what waits of each author, and who is silent.

    They ride on this query, so that a page keeps to ten.
    """
    claims = filter_claims(workspace, ClaimFilters(status=filters.status, kind=filters.kind))
    if filters.topics:
        claims = claims.filter(topic__in=filters.topics)
    if filters.numbers:
        claims = claims.filter(number__in=filters.numbers)
    suggested = Evidence.objects.suggested().filter(claim=OuterRef("pk"), speaker__in=authors)
    silent = Silence.objects.standing().filter(claim=OuterRef("pk"), author__in=authors).order_by()
    annotated: Any = claims.annotate(
        suggested=_counted(suggested, "speaker"), silent=ArraySubquery(silent.values("author"))
    )
    if reader is not None:
        found = open_passages(workspace, reader).filter(claim=OuterRef("pk"), author__in=authors)
        annotated = annotated.annotate(found=_counted(found, "author"))
    return list(annotated.order_by("number"))


def _counted(rows: QuerySet[Any], field: str) -> ArraySubquery:
    """Return how many of the rows each author has, as pairs of an id and a number."""
    counted = rows.order_by().values(field).annotate(number=Count("pk"))
    return ArraySubquery(counted.values(pair=JSONObject(author=field, number="number")))


def _waiting(claims: Sequence[Any]) -> dict[Place, int]:
    """Return how many passages wait by claim and author: what is suggested as evidence is mostly found as well."""
    waiting: dict[Place, int] = {}
    for claim in claims:
        for pair in (*(claim.suggested or ()), *(getattr(claim, "found", None) or ())):
            place = claim.pk, UUID(pair["author"])
            waiting[place] = max(waiting.get(place, 0), pair["number"])
    return waiting


def _cells(claims: Sequence[Any], authors: Sequence[Author], filters: ComparisonFilters) -> _Cells:
    stances: defaultdict[Place, list[Stance]] = defaultdict(list)
    for stance in Stance.objects.filter(claim__in=claims, author__in=authors).select_related("set_by").order_by("pk"):
        stances[stance.claim_id, stance.author_id].append(stance)
    evidence = _evidence(claims, authors, filters)
    passages: defaultdict[Place, list[Evidence]] = defaultdict(list)
    for one in evidence:
        passages[one.claim_id, one.speaker_id].append(one)
    found = {(claim.pk, author) for claim in claims for author in claim.silent or ()}
    silences = frozenset(place for place in found if place not in stances and place not in passages)
    return _Cells(stances, passages, weigh_evidence(evidence), _waiting(claims), silences)


def _evidence(claims: Sequence[Claim], authors: Sequence[Author], filters: ComparisonFilters) -> list[Evidence]:
    """Return the accepted passages, the earliest source first, each with `page_label`, None where no pages are."""
    pages = Page.objects.filter(
        text_version__anchors__passage=OuterRef("passage"), start__lte=F("text_version__anchors__stretches__start")
    ).order_by("-text_version__created_at", "text_version__anchors__stretches__position", "-start")
    rows = (
        Evidence.objects.accepted()
        .filter(claim__in=claims, speaker__in=authors)
        .annotate(page_label=Subquery(pages.values("label")[:1]))
        .select_related("passage__source")
        .defer("why", "passage__prefix", "passage__suffix", "passage__source__csl")
        .order_by("passage__source__issued_on", "id")
    )
    found: list[Evidence] = [row for row in rows if _is_known(row.passage.source, filters)]
    # Many passages share a source: one object of each costs a tenth of the time to give its byline.
    sources: dict[UUID, Source] = {}
    for row in found:
        row.passage.source = sources.setdefault(row.passage.source_id, row.passage.source)
    prefetch_related_objects(list(sources.values()), byline_of())
    return found


def _is_known(source: Source, filters: ComparisonFilters) -> bool:
    """Whether the source was there on the day that the comparison is of; an undated one is there on every day."""
    return filters.as_of is None or source.issued_on is None or source.issued_on <= filters.as_of


def _cell(claim: Claim, author: Author, cells: _Cells, filters: ComparisonFilters) -> ComparisonCell:
    place = claim.pk, author.pk
    held, passages = cells.stances.get(place, ()), tuple(cells.passages.get(place, ()))
    stance = effective_at(held, filters.as_of)
    sources = [evidence.passage.source for evidence in passages]
    weighed = cells.weights.speakers.get(place)
    return ComparisonCell(
        author=author,
        stance=stance,
        dated=date_in_words(stance.as_of, sources) if stance else "",
        passages=passages,
        course=tuple(DatedStep(step, date_in_words(step.since, sources)) for step in course_of(held, filters.as_of)),
        independent=weighed.independent if weighed else 0,
        waiting=cells.waiting.get(place, 0),
        confirmed=place in cells.silences,
    )


def _compare(authors: Sequence[Author], rows: Mapping[UUID, Sequence[ComparisonCell]], cells: _Cells) -> Comparison:
    stances = [
        StanceValue(author=str(cell.author.pk), claim=str(claim), position=Position(cell.stance.position))
        for claim, row in rows.items()
        for cell in row
        if cell.stance
    ]
    silences = [SilenceValue(author=str(author), claim=str(claim)) for claim, author in cells.silences]
    return compare(stances, [str(author.pk) for author in authors], [str(claim) for claim in rows], silences)


def _hanging(workspace: Workspace, compared: Comparison) -> dict[UUID, Hanging]:
    """Return what hangs on the claims on which two or more speak, as the apps that know of arguments say."""
    met = [UUID(row.claim) for row in compared.claims if len(row.positions) > 1]
    found: dict[UUID, Hanging] = {}
    if not met:
        return found
    answers: list[tuple[Any, Any]] = claims_leaned_on.send(sender=None, workspace=workspace, claims=met)
    for _receiver, answer in answers:
        found.update(answer)
    return found


def _row(
    claim: Claim,
    row: tuple[ComparisonCell, ...],
    relation: Relation,
    cells: _Cells,
    hanging: Mapping[UUID, Hanging],
) -> ComparedClaim:
    leanings = [cell.leaning for cell in row if cell.leaning is not None]
    hung = hanging.get(claim.pk)
    return ComparedClaim(
        claim=claim,
        relation=relation,
        cells=row,
        independence=cells.weights.sides.get(claim.pk, Sides()),
        contested=contest(leanings),
        resting=len(hung.steps) if hung else 0,
        changed_at=max((cell.stance.updated_at for cell in row if cell.stance), default=None),
    )


def _cruxes(rows: Sequence[ComparedClaim], hanging: Mapping[UUID, Hanging]) -> tuple[ComparedCrux, ...]:
    """Return the cruxes; what rests on them is named as far as it is compared."""
    by_id = {str(row.claim.pk): row for row in rows}
    weighed = []
    for row in rows:
        hung = hanging.get(row.claim.pk)
        steps = {str(claim): step for claim, step in hung.steps.items()} if hung else {}
        weighed.append(Weighed(str(row.claim.pk), row.contested, steps, hung.arguments if hung else 0))
    return tuple(
        ComparedCrux(
            crux=crux,
            row=by_id[crux.claim],
            resting=tuple(by_id[claim].claim for claim in crux.resting if claim in by_id),
            parted=tuple(by_id[claim].claim for claim in crux.parted if claim in by_id),
        )
        for crux in find_cruxes(weighed)
    )


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
