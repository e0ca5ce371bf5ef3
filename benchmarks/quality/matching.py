"""Argument to key point: how well the evidence finder matches arguments to the key points that they state.

The measure is that of the shared task on key point analysis (Friedman et al. 2021,
https://aclanthology.org/2021.argmining-1.16): each argument is given its best key point; of each topic and side, the
surer half of these matches is ranked; average precision of that ranking, then the mean over topics and sides. A match
that nobody labelled is wrong (strict) or right (relaxed).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from agreement.domain.likeness.finder import RankedStatement, find_passages
from agreement.domain.likeness.reading import Reader
from agreement.domain.likeness.similarity import IndexedStatement, StatementIndex, build_index
from benchmarks.quality.figures import Line, Section, mean_over, over_units
from benchmarks.quality.keypoints import Labelled
from benchmarks.quality.metrics import area_under_curve, average_precision
from benchmarks.quality.trial import VIEWS, View, folding_of, populations

_HALF = 0.5


@dataclass(frozen=True)
class Matched:
    """The found passages of a group: for each key point, every argument of it, by id."""

    group: Labelled
    found: Mapping[str, Mapping[str, RankedStatement]]


def match_arguments(groups: Sequence[Labelled], engine: str | None = None) -> list[Matched]:
    """Return every argument ranked for every key point of its group; likeness is measured within the topic."""
    from agreement.engines import embed  # noqa: PLC0415 (needs settings, which `main` sets up)
    from agreement.word_vectors import PassageReader  # noqa: PLC0415

    topics: dict[str, list[Labelled]] = {}
    for group in groups:
        topics.setdefault(group.topic, []).append(group)
    matched: list[Matched] = []
    for together in populations({topic: _arguments(own) for topic, own in topics.items()}):
        own = [group for topic in together for group in topics[topic]]
        texts = list(dict.fromkeys(_arguments(own)))
        index = build_index(
            [IndexedStatement(place, "", text) for place, text in enumerate(texts)],
            embed(texts, engine=engine),
            folding_of(texts),
        )
        reader = PassageReader(engine)
        matched.extend(
            _matched(group, index, embed(list(group.points.values()), engine=engine), reader) for group in own
        )
    return matched


def _arguments(groups: Sequence[Labelled]) -> list[str]:
    return [text for group in groups for text in group.arguments.values()]


def _matched(group: Labelled, index: StatementIndex, vectors: npt.NDArray[np.float32], reader: Reader) -> Matched:
    """Return the arguments of a group ranked for its key points, by the finder over the whole index."""
    place = {statement.text: statement.id for statement in index.statements}
    found: dict[str, dict[str, RankedStatement]] = {}
    for (point, text), vector in zip(group.points.items(), vectors, strict=True):
        passages = find_passages(index, text, vector, top=len(index.statements), reader=reader)[""].passages
        ranked = {each.statement: each for each in passages}
        found[point] = {argument: ranked[place[said]] for argument, said in group.arguments.items()}
    return Matched(group, found)


def matching_sections(matched: Sequence[Matched]) -> tuple[Section, ...]:
    """Return mean average precision, strict and relaxed, and area under the curve, by view and by topic."""
    views = Section(
        f"argument to key point, {len(matched)} topics and sides",
        tuple(_line(name, matched, view) for name, view in VIEWS.items()),
        (_labelled(matched),),
    )
    topics = Section(
        "by topic and side (fused)",
        tuple(
            _line(" / ".join(filter(None, (each.group.topic, each.group.stance))), [each], VIEWS["fused"])
            for each in matched
        ),
    )
    return views, topics


def mean_average_precision(matched: Matched, view: View, *, unlabelled: bool) -> float:
    """Return the average precision of the surer half of the arguments' best matches, 0 where none of them is right.

    `unlabelled` is what a match that nobody labelled counts as. NaN for fewer than two arguments.
    """
    best = [
        max((view(matched.found[point][argument]), point, argument) for point in sorted(matched.found))
        for argument in sorted(matched.group.arguments)
    ]
    best.sort(reverse=True)
    kept = best[: int(len(best) * _HALF)]
    right = [matched.group.labels.get((argument, point), unlabelled) for _, point, argument in kept]
    if kept and not any(right):
        return 0.0
    return average_precision([score for score, _, _ in kept], right)


def _line(name: str, matched: Sequence[Matched], view: View) -> Line:
    return Line(
        name,
        (
            mean_over("MAP strict", [mean_average_precision(each, view, unlabelled=False) for each in matched]),
            mean_over("MAP relaxed", [mean_average_precision(each, view, unlabelled=True) for each in matched]),
            mean_over("MAP by key point", [value for each in matched for value in _by_point(each, view)]),
            over_units("AUC", [_scores(each, view) for each in matched], _auc),
        ),
    )


def _by_point(matched: Matched, view: View) -> list[float]:
    """Return the average precision of each key point's labelled arguments, where one states it."""
    values = []
    for point, found in matched.found.items():
        labelled = [(view(found[a]), right) for (a, p), right in matched.group.labels.items() if p == point]
        if any(right for _, right in labelled):
            values.append(average_precision([score for score, _ in labelled], [right for _, right in labelled]))
    return values


def _scores(matched: Matched, view: View) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    by_label: tuple[list[float], list[float]] = ([], [])
    for (argument, point), right in matched.group.labels.items():
        by_label[right].append(view(matched.found[point][argument]))
    return np.asarray(by_label[True]), np.asarray(by_label[False])


def _auc(scores: Sequence[tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]]) -> float:
    return area_under_curve(np.concatenate([yes for yes, _ in scores]), np.concatenate([no for _, no in scores]))


def _labelled(matched: Sequence[Matched]) -> str:
    pairs = sum(len(each.group.arguments) * len(each.group.points) for each in matched)
    labels = sum(len(each.group.labels) for each in matched)
    right = sum(sum(each.group.labels.values()) for each in matched)
    return f"{labels:,} of {pairs:,} pairs are labelled, {right:,} as a match; AUC is over all labelled pairs"
