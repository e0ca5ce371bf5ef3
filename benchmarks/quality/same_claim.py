"""Same-claim pairs: F1 at the calibrated cut, how true the probabilities are, and what each band holds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from agreement.domain.pairing import likeness, pair_scorer
from agreement.domain.similarity import IndexedStatement, build_index
from benchmarks.quality.calibrated import Judgement, bands_section
from benchmarks.quality.figures import Figure, Line, Section, over_units, share_of
from benchmarks.quality.metrics import (
    area_under_curve,
    average_precision,
    best_f1,
    calibration_error,
    detection,
)
from benchmarks.quality.text_pairs import LabelledPair, Said, by_topic
from benchmarks.quality.trial import folding_of

CUT = 0.5
"""Where a calibrated probability says "the same claim"."""


def score_pairs(pairs: Sequence[LabelledPair], engine: str | None = None) -> list[Judgement]:
    """Return the probability of every pair; the texts of a topic are the population that likeness is measured in."""
    scored: list[Judgement] = []
    for group in by_topic(pairs).values():
        scored.extend(_score_topic(group, engine))
    return scored


def same_claim_sections(scored: Sequence[Judgement]) -> tuple[Section, ...]:
    """Return F1 at the cut, calibration error, ranking, and the share that was right in each band."""
    values, same = [each.probability for each in scored], [each.right for each in scored]
    found = detection([value >= CUT for value in values], same)
    bound, line = best_f1(values, same)
    chosen = [each.right for each in scored if each.probability >= CUT]
    caught = [each.probability >= CUT for each in scored if each.right]
    return (
        Section(
            f"same-claim pairs: {sum(same):,} of {len(same):,} are the same claim",
            (
                Line(
                    f"probability {CUT} or more",
                    (Figure("F1", found.f1, len(same)), share_of("precision", chosen), share_of("recall", caught)),
                ),
                Line("calibration", (over_units("expected error", scored, _error),)),
                Line("ranking", (over_units("AUC", scored, _auc), over_units("average precision", scored, _precision))),
            ),
            (f"the best cut on this very data, {line:.2f}, would give F1 {bound:.3f}",),
        ),
        bands_section("share that was the same claim, by band of probability", scored),
    )


def _score_topic(pairs: Sequence[LabelledPair], engine: str | None) -> list[Judgement]:
    from agreement.engines import embed  # noqa: PLC0415 (needs settings, which `main` sets up)

    said: list[Said] = list(dict.fromkeys(each for pair in pairs for each in (pair.first, pair.second)))
    place = {each: row for row, each in enumerate(said)}
    texts = [each.text for each in said]
    index = build_index(
        [IndexedStatement(row, each.author, each.text) for row, each in enumerate(said)],
        embed(texts, engine=engine),
        folding_of(texts),
    )
    authors = {author: number for number, author in enumerate(dict.fromkeys(each.author for each in said))}
    scorer = pair_scorer(index, np.array([authors[each.author] for each in said], dtype=np.intp))
    first = np.array([place[pair.first] for pair in pairs], dtype=np.intp)
    second = np.array([place[pair.second] for pair in pairs], dtype=np.intp)
    scores = scorer.between(first, second).tolist()
    return [Judgement(likeness(score), pair.same) for score, pair in zip(scores, pairs, strict=True)]


def _error(scored: Sequence[Judgement]) -> float:
    return calibration_error([each.probability for each in scored], [each.right for each in scored])


def _auc(scored: Sequence[Judgement]) -> float:
    return area_under_curve(
        [each.probability for each in scored if each.right], [each.probability for each in scored if not each.right]
    )


def _precision(scored: Sequence[Judgement]) -> float:
    return average_precision([each.probability for each in scored], [each.right for each in scored])
