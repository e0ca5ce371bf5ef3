"""Same-claim pairs: F1 at the calibrated cut, how true the probabilities are, and what each band holds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from agreement.domain.likeness.bands import Band
from agreement.domain.likeness.pairing import likeness, pair_scorer
from agreement.domain.likeness.similarity import IndexedStatement, build_index
from benchmarks.quality.calibrated import Judgement, bands_section
from benchmarks.quality.figures import Figure, Line, Section, detected, over_rows
from benchmarks.quality.metrics import (
    average_precision,
    best_f1,
    calibration_error,
    separation,
)
from benchmarks.quality.text_pairs import LabelledPair, Said, by_topic
from benchmarks.quality.trial import folding_of, populations

CUT = 0.5
"""Where a calibrated probability says "the same claim"."""
CUTS = (CUT, *(band.meaning.least for band in Band if band is not Band.UNLIKELY))


def score_pairs(pairs: Sequence[LabelledPair], engine: str | None = None) -> list[Judgement]:
    """Return the probability of every pair; the texts of a topic are the population that likeness is measured in."""
    topics = by_topic(pairs)
    texts = {topic: [each.text for pair in own for each in (pair.first, pair.second)] for topic, own in topics.items()}
    return [
        scored
        for group in populations(texts)
        for scored in _score_together([pair for topic in group for pair in topics[topic]], engine)
    ]


def same_claim_sections(scored: Sequence[Judgement]) -> tuple[Section, ...]:
    """Return F1 at the cut and at the edges of the bands, calibration error, ranking, and what was right by band."""
    values, same = [each.probability for each in scored], [each.right for each in scored]
    bound, line = best_f1(values, same)
    table = np.column_stack([values, same])
    return (
        Section(
            f"same-claim pairs: {sum(same):,} of {len(same):,} are the same claim",
            (
                *(_cut(scored, cut) for cut in CUTS),
                Line("calibration", (Figure("expected error", calibration_error(values, same), len(same)),)),
                Line(
                    "ranking",
                    (over_rows("AUC", table, separation), over_rows("average precision", table, average_precision)),
                ),
            ),
            (f"the best cut on this very data, {line:.2f}, would give F1 {bound:.3f}",) if bound > 0 else (),
        ),
        bands_section("share that was the same claim, by band of probability", scored),
    )


def _score_together(pairs: Sequence[LabelledPair], engine: str | None) -> list[Judgement]:
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


def _cut(scored: Sequence[Judgement], cut: float) -> Line:
    proposed = [each.probability >= cut for each in scored]
    return Line(f"probability {cut} or more", detected(proposed, [each.right for each in scored]))
