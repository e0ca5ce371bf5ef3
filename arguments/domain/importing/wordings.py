"""Which claims of a workspace say nearly what a file says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

NEAR = 0.82
"""Likeness from which a claim is offered: lower, other claims of one topic show up."""
COMPARED = 4_000_000
"""Pairs of wordings that are compared at most, which takes a few seconds; further wordings count as new."""
_CHUNK = 200
_NEGATION = re.compile(r"\b(?:not|no|never|nobody|nothing|neither|nor|without|cannot)\b|n[’']t\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NearWording:
    """A claim that says nearly the same: its number, its wording, and how alike they are (0 to 1).

    `differs_by_negation` when one of the two has one negation more, so that they are likely to say opposite things.
    """

    number: int
    text: str
    likeness: float
    differs_by_negation: bool


def find_near(wordings: Sequence[str], known: Mapping[int, str]) -> dict[str, NearWording]:
    """Return, for each wording that has one, the claim that says nearly the same.

    `known` are the wordings of claims by their number. Likeness is that of the words whatever their order
    (token sort ratio). Compared are the first wordings, up to `COMPARED` pairs. O(wordings x known).
    """
    if not known:
        return {}
    numbers, texts = list(known), list(known.values())
    near: dict[str, NearWording] = {}
    compared = list(dict.fromkeys(wordings))[: COMPARED // len(texts)]
    for start in range(0, len(compared), _CHUNK):
        chunk = compared[start : start + _CHUNK]
        scores = process.cdist(
            chunk,
            texts,
            scorer=fuzz.token_sort_ratio,
            processor=str.casefold,
            score_cutoff=100 * NEAR,
            dtype=np.float32,
        )
        for text, best, score in zip(chunk, scores.argmax(axis=1), scores.max(axis=1), strict=True):
            if score:
                other = texts[best]
                near[text] = NearWording(numbers[best], other, float(score) / 100, differ_by_negation(text, other))
    return near


def differ_by_negation(one: str, other: str) -> bool:
    """Return whether one text has an even and the other an odd number of negations: a sign, no proof."""
    return len(_NEGATION.findall(one)) % 2 != len(_NEGATION.findall(other)) % 2
