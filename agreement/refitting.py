"""Fits the correction of the base probability on a workspace's decisions, and notes whether it is used.

Runs within an analysis, where every statement can be compared as it is now: the probabilities shown when people
decided may come from another model or other texts.
"""

from collections.abc import Sequence

import numpy as np

from agreement.domain.clusters.decided import ONE_CLAIM, Said
from agreement.domain.clusters.refit import JudgedPair, Refit, refit
from agreement.domain.likeness.pairing import likeness, pair_scorer
from agreement.domain.likeness.similarity import StatementIndex
from agreement.enums import CalibrationKind
from agreement.models import AnalysisRun, FittedCalibration, StatementDecision


def refit_pairs(run: AnalysisRun, index: StatementIndex) -> FittedCalibration | None:
    """Return the calibration that the workspace's decisions amount to now, None while they are too few.

    It is noted as a new row unless the last one says the same: run twice, it changes nothing. A row that no longer
    beats the base takes the correction back.
    """
    found = refit(judged_pairs(run, index))
    last = FittedCalibration.objects.filter(workspace=run.workspace, kind=CalibrationKind.PAIR).first()
    if found is None:
        return None
    fields = _fields(found)
    if last is not None and all(getattr(last, name) == value for name, value in fields.items()):
        return last
    return FittedCalibration.objects.create(workspace=run.workspace, kind=CalibrationKind.PAIR, run=run, **fields)


def judged_pairs(run: AnalysisRun, index: StatementIndex) -> list[JudgedPair]:
    """Return the decisions on statements of different authors in the index, with the base probability of each pair."""
    rows = {statement.id: row for row, statement in enumerate(index.statements)}
    decided = [
        (first, second, Said(relation))
        for first, second, relation in StatementDecision.objects.filter(workspace=run.workspace)
        .order_by("first", "second")
        .values_list("first_id", "second_id", "relation")
        if first in rows
        and second in rows
        and index.statements[rows[first]].author != index.statements[rows[second]].author
    ]
    probabilities = _base(index, [(rows[first], rows[second]) for first, second, _said in decided])
    return [
        JudgedPair(first, second, probability, right=said in ONE_CLAIM)
        for (first, second, said), probability in zip(decided, probabilities, strict=True)
    ]


def _base(index: StatementIndex, pairs: Sequence[tuple[int, int]]) -> list[float]:
    """Return the probability that each pair of rows is about one claim, as the clustering scores it."""
    if not pairs:
        return []
    labels = {author: label for label, author in enumerate(sorted({one.author for one in index.statements}))}
    groups = np.array([labels[one.author] for one in index.statements])
    first, second = (np.array(column, dtype=np.intp) for column in zip(*pairs, strict=True))
    return [likeness(float(score)) for score in pair_scorer(index, groups).between(first, second)]


def _fields(found: Refit) -> dict[str, float | int | bool]:
    return {
        "intercept": found.recalibration.intercept,
        "slope": found.recalibration.slope,
        "count": found.count,
        "positive_count": found.positive_count,
        "log_loss": found.log_loss,
        "base_log_loss": found.base_log_loss,
        "brier": found.brier,
        "base_brier": found.base_brier,
        "used": found.is_better,
    }
