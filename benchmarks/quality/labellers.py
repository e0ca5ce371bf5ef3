"""Two label files of one corpus: how far those who labelled alone agree, before any figure is believed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.labelling import Labels
from benchmarks.quality.figures import Figure, Line, Section, mean_over, share_of
from benchmarks.quality.pairs import bear_together
from benchmarks.quality.trial import Corpus
from claims.domain.intercoder import cohen_kappa, tabulate, value_of

_ALIKE = 0.5


def labeller_sections(corpus: Corpus, first: Labels, second: Labels) -> tuple[Section, ...]:
    """Return how claims, evidence, pairs, worth and stances of two label sets agree."""
    overlaps, partners = _partners(first, second)
    hashes = corpus.hashes
    worth = [
        (hashes[each.id] in first.worth_a_claim, hashes[each.id] in second.worth_a_claim) for each in corpus.statements
    ]
    together = [
        tuple(bear_together(labels, hashes[one.id], hashes[other.id]) for labels in (first, second))
        for one, other in combinations(corpus.index.statements, 2)
        if one.author != other.author
    ]
    claims = Line(
        "claims",
        (
            share_of("of the first with a partner", [overlap >= _ALIKE for overlap in overlaps]),
            mean_over("evidence in common of partners", [each for each in overlaps if each >= _ALIKE]),
        ),
    )
    lines = [
        claims,
        Line("sentences worth a claim", _kappa(worth)),
        Line("cross-author pairs on one claim", _kappa(together)),
    ]
    sides = _sides(first, second, partners)
    if sides:
        lines.append(Line("side of a sentence", _kappa(sides)))
    note = f"partners: paired one to one for the most evidence in common (Jaccard index), {_ALIKE} or more"
    return (Section("agreement of two labellers", tuple(lines), (note,)),)


def _partners(first: Labels, second: Labels) -> tuple[list[float], list[tuple[int, int]]]:
    """Return the overlap of every claim of the first set with its partner, and which claims are partners."""
    table = np.array([[_overlap(one.bearing, other.bearing) for other in second.claims] for one in first.claims])
    rows, columns = linear_sum_assignment(-table)
    best = dict(zip(rows.tolist(), columns.tolist(), strict=True))
    overlaps = [float(table[row, best[row]]) if row in best else 0.0 for row in range(len(first.claims))]
    return overlaps, [(row, column) for row, column in best.items() if table[row, column] >= _ALIKE]


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _sides(first: Labels, second: Labels, partners: Sequence[tuple[int, int]]) -> list[tuple[str, str]]:
    return [
        (side, second.claims[column].stance[row])
        for place, column in partners
        for row, side in first.claims[place].stance.items()
        if row in second.claims[column].stance
    ]


def _kappa(pairs: Sequence[Sequence[object]]) -> tuple[Figure, ...]:
    """Return percent agreement and Cohen's kappa of two labellers."""
    kappa = value_of(cohen_kappa, tabulate([tuple(map(str, pair)) for pair in pairs]))
    return (
        share_of("agreed", [one == other for one, other in pairs]),
        Figure("kappa", float("nan") if kappa is None else kappa, len(pairs)),
    )
