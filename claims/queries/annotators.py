"""How far the annotators of a workspace agree, measured on what they judged alone."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any
from uuid import UUID

from claims.domain.annotators import (
    FacetFigures,
    Vote,
    bearing_rows,
    figures_of,
    passage_figures,
    shared_items,
    stance_rows,
)
from claims.domain.bootstrap import RESAMPLES
from claims.domain.judging import Judged, disagreement
from claims.domain.unitising import Continuum, Unit, merge_units
from claims.enums import Answer
from claims.models import Evidence, Judgement
from sources.models import Anchor, Block, TextVersion
from workspaces.models import Workspace

PAIRS_SHOWN = 12
"""Pairs of annotators, those with most in common first: a team of twenty has 190."""

DEAREST_SHOWN = 10


@dataclass(frozen=True)
class AnnotatorFilters:
    """What is measured: all sources or one, all time or since a moment."""

    source: UUID | None = None
    since: datetime | None = None


@dataclass(frozen=True)
class AnnotatorFigures:
    """The figures of some annotators, by facet: passage, bearing, stance."""

    judges: tuple[str, ...]
    names: tuple[str, ...]
    facets: tuple[FacetFigures, ...]

    @property
    def items(self) -> int:
        """How many pairs of passage and claim they have judged in common."""
        return next(one.items for one in self.facets if one.facet == "bearing")


@dataclass(frozen=True)
class CostlyItem:
    """A pair of passage and claim on which annotators differ, and their answers."""

    evidence: Evidence
    answers: tuple[Judgement, ...]
    cost: float


@dataclass(frozen=True)
class AnnotatorAgreement:
    """How far annotators agree: all together, two by two, and on what they differ most."""

    overall: AnnotatorFigures
    pairs: tuple[AnnotatorFigures, ...]
    dearest: tuple[CostlyItem, ...]


def annotator_agreement(
    workspace: Workspace, filters: AnnotatorFilters, *, resamples: int = RESAMPLES
) -> AnnotatorAgreement:
    """Return the figures of the workspace's annotators, in five queries whatever there is.

    Only pairs that two have judged are compared; where annotators marked is compared in the sources in which two
    marked anything themselves. The seed of the intervals is the workspace's, so that they change with the data only.
    """
    rows = _standing(workspace, filters)
    shared = shared_items(_votes(rows))
    names = {str(one.judge_id): one.judge.name for one in rows}
    texts = _texts(rows)
    measure = _Measure(shared, texts, names, workspace.pk.int % 2**32, resamples)
    judges = sorted({vote.judge for vote in shared} | {judge for text in texts for judge in text.units})
    return AnnotatorAgreement(
        overall=measure.figures(judges),
        pairs=tuple(measure.figures(pair) for pair in _pairs_with_most(shared, texts)),
        dearest=_dearest(rows),
    )


@dataclass(frozen=True)
class _Text:
    """A text in which annotators marked spans themselves."""

    length: int
    breaks: tuple[int, ...]
    units: dict[str, list[Unit]]

    def continuum(self, judges: Sequence[str]) -> Continuum | None:
        """Return the text as those of the judges cut it who marked in it; None unless two of them did."""
        here = [judge for judge in judges if judge in self.units]
        if len(here) < 2:
            return None
        return Continuum(self.length, tuple(merge_units(self.units[judge]) for judge in here), self.breaks)


@dataclass(frozen=True)
class _Measure:
    votes: list[Vote]
    texts: list[_Text]
    names: dict[str, str]
    seed: int
    resamples: int

    def figures(self, judges: Sequence[str]) -> AnnotatorFigures:
        """Return the figures of these judges."""
        how = {"seed": self.seed, "resamples": self.resamples}
        mine = [vote for vote in self.votes if vote.judge in judges]
        continua = [found for text in self.texts if (found := text.continuum(judges)) is not None]
        return AnnotatorFigures(
            judges=tuple(judges),
            names=tuple(self.names[judge] for judge in judges),
            facets=(
                passage_figures(continua, **how),
                figures_of("bearing", bearing_rows(mine, judges), **how),
                figures_of("stance", stance_rows(mine, judges), **how),
            ),
        )


def _standing(workspace: Workspace, filters: AnnotatorFilters) -> list[Judgement]:
    rows = Judgement.objects.standing().filter(workspace=workspace)
    if filters.source is not None:
        rows = rows.filter(passage__source=filters.source)
    if filters.since is not None:
        rows = rows.filter(created_at__gte=filters.since)
    return list(
        rows.select_related("judge", "evidence__claim", "evidence__passage__source", "speaker").order_by(
            "created_at", "id"
        )
    )


def _votes(rows: Iterable[Judgement]) -> list[Vote]:
    return [
        Vote(
            item=str(one.evidence_id),
            judge=str(one.judge_id),
            answer=one.answer,
            topic=(one.evidence.claim_id, one.speaker_id),
            position=one.position,
        )
        for one in rows
    ]


def _texts(rows: Iterable[Judgement]) -> list[_Text]:
    """Return the newest texts in which two annotators or more marked spans themselves, in three queries."""
    marks = [one for one in rows if not one.asked and one.answer != Answer.NONE]
    anchors: Iterable[Any] = (
        Anchor.objects.filter(passage__in={one.passage_id for one in marks}, start__isnull=False)
        .filter(text_version__in=TextVersion.objects.current())
        .values_list("passage_id", "text_version_id", "start", "end")
    )
    places = {passage: (version, start, end) for passage, version, start, end in anchors}
    units: dict[UUID, dict[str, list[Unit]]] = defaultdict(lambda: defaultdict(list))
    for one in marks:
        if one.passage_id in places:
            version, start, end = places[one.passage_id]
            units[version][str(one.judge_id)].append(Unit(start, end))
    together = {version: found for version, found in units.items() if len(found) > 1}
    lengths = dict(TextVersion.objects.filter(pk__in=together).values_list("pk", "length"))
    breaks: dict[UUID, list[int]] = defaultdict(list)
    for version, end in Block.objects.filter(text_version__in=together).values_list("text_version_id", "end"):
        breaks[version].append(end)
    return [_Text(lengths[version], tuple(breaks[version]), dict(found)) for version, found in together.items()]


def _pairs_with_most(votes: Iterable[Vote], texts: Iterable[_Text]) -> list[tuple[str, str]]:
    by_item: dict[str, set[str]] = defaultdict(set)
    for vote in votes:
        by_item[vote.item].add(vote.judge)
    common: dict[tuple[str, str], int] = defaultdict(int)
    for judges in [*by_item.values(), *(text.units.keys() for text in texts)]:
        for pair in combinations(sorted(judges), 2):
            common[pair] += 1
    return sorted(common, key=lambda pair: (-common[pair], pair))[:PAIRS_SHOWN]


def _dearest(rows: Iterable[Judgement]) -> tuple[CostlyItem, ...]:
    by_pair: dict[UUID, list[Judgement]] = defaultdict(list)
    for one in rows:
        by_pair[one.evidence_id].append(one)
    costly = [CostlyItem(found[0].evidence, tuple(found), _cost(found)) for found in by_pair.values()]
    return tuple(sorted((one for one in costly if one.cost > 0), key=lambda one: -one.cost)[:DEAREST_SHOWN])


def _cost(rows: Sequence[Judgement]) -> float:
    """Return what the answers and speakers cost; spans are measured by their own facet."""
    return disagreement(
        [Judged(str(one.pk), str(one.judge_id), one.answer, str(one.speaker_id), (0, 1)) for one in rows]
    )
