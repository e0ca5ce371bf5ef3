"""Figures as people read them and as JSON: a value never stands without its n."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from math import isfinite
from typing import Any

import numpy as np
import numpy.typing as npt

from agreement.domain.comparing.comparison import share
from benchmarks.quality.metrics import Unit, bootstrap_interval, bootstrap_rows, detection, mean_of


@dataclass(frozen=True)
class Figure:
    """One measured value: `n` units it is of, and the ends of its 95 % interval where there is one."""

    name: str
    value: float
    n: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Line:
    """The figures of one thing measured, such as one view of likeness."""

    name: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Section:
    """Lines about one quality; `title` says what is counted."""

    title: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """All that one command measured, and what it was measured on."""

    command: str
    data: dict[str, str]
    sections: tuple[Section, ...] = field(default=())


def share_of(name: str, hits: Sequence[bool]) -> Figure:
    """Return the share of hits with its Wilson interval."""
    counted = share(sum(hits), len(hits))
    value = float("nan") if counted.value is None else counted.value
    return Figure(name, value, len(hits), counted.low, counted.high)


def detected(proposed: Sequence[bool], actual: Sequence[bool]) -> tuple[Figure, ...]:
    """Return precision and recall, with their Wilson intervals, and F1 of yes/no proposals."""
    return (
        share_of("precision", [right for right, chosen in zip(actual, proposed, strict=True) if chosen]),
        share_of("recall", [chosen for right, chosen in zip(actual, proposed, strict=True) if right]),
        Figure("F1", detection(proposed, actual).f1, len(actual)),
    )


def mean_over(name: str, values: Sequence[float]) -> Figure:
    """Return the mean of one value a unit with its bootstrap interval over units."""
    return over_units(name, values, mean_of)


def over_units(name: str, units: Sequence[Unit], statistic: Callable[[Sequence[Unit]], float]) -> Figure:
    """Return a statistic of units with its bootstrap interval."""
    low, high = bootstrap_interval(units, statistic) or (None, None)
    return Figure(name, statistic(units), len(units), low, high)


def over_rows(
    name: str,
    table: npt.NDArray[np.float64],
    statistic: Callable[[npt.NDArray[np.float64], npt.NDArray[np.float64]], float],
) -> Figure:
    """Return a statistic of the scores and labels in the rows of a table [n, 2] with its bootstrap interval."""
    low, high = bootstrap_rows(table, statistic) or (None, None)
    return Figure(name, statistic(table[:, 0], table[:, 1]), len(table), low, high)


def as_json(report: Report) -> str:
    """Return the report as JSON; what is undefined is null."""
    return json.dumps(_finite(asdict(report)), indent=1, ensure_ascii=False)


def as_text(report: Report) -> str:
    """Return the report as text, one line for each thing measured."""
    rows = [f"{report.command}: {', '.join(f'{name} {value}' for name, value in report.data.items())}"]
    for section in report.sections:
        rows.append("")
        rows.append(section.title)
        width = max((len(line.name) for line in section.lines), default=0)
        rows.extend(
            f"  {line.name:{width}}  {'  '.join(_figure(each) for each in line.figures)}" for line in section.lines
        )
        rows.extend(f"  ({note})" for note in section.notes)
    return "\n".join(rows)


def _figure(figure: Figure) -> str:
    value = f"{figure.value:.3f}" if isfinite(figure.value) else "–"
    between = "" if figure.low is None or figure.high is None else f" [{figure.low:.2f}, {figure.high:.2f}]"
    return f"{figure.name} {value}{between} n={figure.n:,}"


def _finite(value: Any) -> Any:  # noqa: ANN401 - any part of a report
    if isinstance(value, dict):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    return None if isinstance(value, float) and not isfinite(value) else value
