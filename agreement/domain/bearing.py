"""The sentences of one text that bear on a claim, best first: the fused score of `finder` without its index.

    fused = z(cosine) + z(centred cosine) + 0.5 z(tf-idf cosine)

`finder` ranks a whole workspace in the worker; a reader asks about one text, and the page has milliseconds, so the
lexical part is the cosine of binary term vectors weighted by idf over that text's sentences.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from agreement.domain.terms import NO_FOLDING, Folding, terms_of

LEXICAL_WEIGHT = 0.5
"""As in `similarity`: words decide between sentences that mean alike."""


@dataclass(frozen=True)
class Likeness:
    """A sentence, by its number, and how like a claim its vector is: cosine and centred cosine, each -1 to 1."""

    sentence: int
    text: str
    cosine: float
    centred: float


@dataclass(frozen=True)
class Bearing:
    """A sentence that may bear on a claim: fused score in standard deviations, cosine, and the words shared."""

    sentence: int
    score: float
    cosine: float
    shared: tuple[str, ...]


def rank_bearing(
    claim: str, rows: Sequence[Likeness], *, top: int, least_cosine: float, folding: Folding = NO_FOLDING
) -> list[Bearing]:
    """Return the `top` sentences with a cosine of at least `least_cosine`, by fused score; equal ones by number.

    No rows give []. One row, or rows that are all alike, score 0. O(n · words).
    """
    if not rows:
        return []
    terms = [{term.key: row.text[term.start : term.end] for term in terms_of(row.text, folding)} for row in rows]
    known = Counter(key for each in terms for key in each)
    rarity = {key: math.log((1 + len(rows)) / (1 + count)) + 1 for key, count in known.items()}
    wanted = {term.key for term in terms_of(claim, folding)}
    lexical = _standardise([_overlap(wanted, each, rarity) for each in terms])
    cosine = _standardise([row.cosine for row in rows])
    centred = _standardise([row.centred for row in rows])
    ranked = [
        Bearing(
            sentence=row.sentence,
            score=cosine[at] + centred[at] + LEXICAL_WEIGHT * lexical[at],
            cosine=row.cosine,
            shared=tuple(
                terms[at][key] for key in sorted(wanted & set(terms[at]), key=lambda key: (-rarity[key], key))
            ),
        )
        for at, row in enumerate(rows)
        if row.cosine >= least_cosine
    ]
    return sorted(ranked, key=lambda one: (-one.score, one.sentence))[:top]


def _overlap(wanted: set[str], terms: dict[str, str], rarity: dict[str, float]) -> float:
    """Return the cosine of two binary term vectors weighted by rarity, 0 to 1; 0 if either has no known term."""
    norm = math.sqrt(sum(rarity[key] ** 2 for key in terms)) * math.sqrt(
        sum(rarity.get(key, 0.0) ** 2 for key in wanted)
    )
    return sum(rarity[key] ** 2 for key in wanted & set(terms)) / norm if norm else 0.0


def _standardise(values: Sequence[float]) -> list[float]:
    """Return the values in standard deviations from their mean; all 0 where they do not differ."""
    mean, deviation = fmean(values), pstdev(values)
    return [(value - mean) / deviation if deviation > 1e-12 else 0.0 for value in values]
