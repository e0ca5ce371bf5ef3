"""Distinct texts and who of them is near whom, found once and kept up to date."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from agreement.domain.clusters.neighbours import (
    MutualNeighbours,
    Nearest,
    mutual,
    nearest_rows,
    renew_mutual,
    renew_nearest,
)
from agreement.domain.clusters.parameters import ClusterParameters
from agreement.domain.likeness.pairing import PairScorer, Rows, pair_scorer
from agreement.domain.likeness.texts import Texts


@dataclass(frozen=True, eq=False)
class Neighbourhood:
    """Texts, how pairs of them are scored, each one's nearest, and the pairs that choose each other.

    `choices` is how many of its nearest each text chooses: one for every author, within limits.
    """

    texts: Texts
    scorer: PairScorer
    nearest: Nearest
    choices: int
    joined: MutualNeighbours


def look_around(texts: Texts, parameters: ClusterParameters, scorer: PairScorer | None = None) -> Neighbourhood:
    """Return who is near whom; measured in spreads over these texts, or in those of the `scorer` given."""
    measure = pair_scorer(texts.index, texts.groups) if scorer is None else replace(scorer, index=texts.index)
    nearest = nearest_rows(measure, texts.groups, parameters.width, parameters.threshold, parameters.exact_up_to)
    choices = _choices(texts, parameters)
    joined = mutual(nearest, choices, measure, parameters.least_cosine)
    return Neighbourhood(texts, measure, nearest, choices, joined)


def look_again(
    before: Neighbourhood, texts: Texts, place: Rows, fresh: Rows, parameters: ClusterParameters
) -> tuple[Neighbourhood, Rows]:
    """Return who is near whom after a change, in the spreads of before, and the rows whose nearest changed.

    `place` is the new row of each old one, -1 for those that went; `fresh` are the rows that are new.
    """
    if texts is before.texts:
        return before, np.empty(0, dtype=np.intp)
    scorer = replace(before.scorer, index=texts.index)
    renewed = renew_nearest(
        before.nearest, place, scorer, texts.groups, fresh=fresh, width=parameters.width, threshold=parameters.threshold
    )
    choices = _choices(texts, parameters)
    if choices == before.choices:
        joined = renew_mutual(
            before.joined,
            place,
            renewed,
            neighbours=choices,
            scorer=scorer,
            least_cosine=parameters.least_cosine,
        )
    else:
        joined = mutual(renewed.nearest, choices, scorer, parameters.least_cosine)
        renewed.changed[:] = True
    return Neighbourhood(texts, scorer, renewed.nearest, choices, joined), np.flatnonzero(renewed.changed)


def _choices(texts: Texts, parameters: ClusterParameters) -> int:
    authors = {owner.author for owners in texts.owners for owner in owners}
    return max(parameters.neighbours, min(len(authors), parameters.largest))
