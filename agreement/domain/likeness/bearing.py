"""The sentences of one text that bear on a claim, best first: the first step of `finder` without its index.

`finder` ranks a whole workspace in the worker; a reader asks about one text, and the page has milliseconds, so what is
common is measured over that text, and the lexical part is the cosine of binary term vectors weighted by idf.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from agreement.domain.likeness.calibration import PASSAGE
from agreement.domain.likeness.terms import NO_FOLDING, Folding, terms_of


@dataclass(frozen=True)
class Likeness:
    """A sentence, by its number, and how like a claim its vector is: cosine and centred cosine, each -1 to 1."""

    sentence: int
    text: str
    cosine: float
    centred: float


@dataclass(frozen=True)
class Bearing:
    """A sentence that may bear on a claim: how probable that is, 0 to 1, its cosine, and the words shared."""

    sentence: int
    probability: float
    cosine: float
    shared: tuple[str, ...]


def rank_bearing(
    claim: str, rows: Sequence[Likeness], *, top: int, least_cosine: float, folding: Folding = NO_FOLDING
) -> list[Bearing]:
    """Return the `top` sentences with a cosine of at least `least_cosine`, by probability; equal ones by number.

    No rows give []. O(n · words).
    """
    if not rows:
        return []
    terms = [{term.key: row.text[term.start : term.end] for term in terms_of(row.text, folding)} for row in rows]
    known = Counter(key for each in terms for key in each)
    rarity = {key: math.log((1 + len(rows)) / (1 + count)) + 1 for key, count in known.items()}
    wanted = {term.key for term in terms_of(claim, folding)}
    ranked = [
        Bearing(
            sentence=row.sentence,
            probability=PASSAGE.probability({"centred": row.centred, "lexical": _overlap(wanted, terms[at], rarity)}),
            cosine=row.cosine,
            shared=tuple(
                terms[at][key] for key in sorted(wanted & set(terms[at]), key=lambda key: (-rarity[key], key))
            ),
        )
        for at, row in enumerate(rows)
        if row.cosine >= least_cosine
    ]
    return sorted(ranked, key=lambda one: (-one.probability, one.sentence))[:top]


def _overlap(wanted: set[str], terms: dict[str, str], rarity: dict[str, float]) -> float:
    """Return the cosine of two binary term vectors weighted by rarity, 0 to 1; 0 if either has no known term."""
    norm = math.sqrt(sum(rarity[key] ** 2 for key in terms)) * math.sqrt(
        sum(rarity.get(key, 0.0) ** 2 for key in wanted)
    )
    return sum(rarity[key] ** 2 for key in wanted & set(terms)) / norm if norm else 0.0
