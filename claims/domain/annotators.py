"""What annotators' judgements show about their agreement: the measures of each facet, and how to read them.

Which facets there are and why stands in docs/algorithms/intercoder-agreement.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from claims.domain.bootstrap import RESAMPLES, Estimate, estimate
from claims.domain.intercoder import Coefficient, cohen_kappa, fleiss_kappa, gwet_ac1, percent_agreement, tabulate
from claims.domain.judging import NONE
from claims.domain.krippendorff import nominal_alpha
from claims.domain.stances import SpokenEvidence, derive_stances
from claims.domain.unitising import Continuum, estimate_binary, unit_table

RELIABLE, TENTATIVE = 0.8, 0.667
"""Krippendorff (2013): rely on alpha of .800 or more; from .667 draw tentative conclusions only."""

READINGS = ("reliable", "tentative", "low", "few", "unknown")
"""What `read_alpha` says."""

NO_STANCE = "none"


@dataclass(frozen=True)
class Vote:
    """One annotator's standing answer to a pair: `item` is the pair, `topic` the claim and the speaker meant."""

    item: str
    judge: str
    answer: str
    topic: Hashable
    position: str = ""


@dataclass(frozen=True)
class FacetFigures:
    """The measures of one facet over some annotators; `cohen` only for two, None where a measure does not apply."""

    facet: str
    alpha: Estimate
    percent: Estimate | None = None
    cohen: Estimate | None = None
    fleiss: Estimate | None = None
    ac1: Estimate | None = None

    @property
    def items(self) -> int:
        """How many items two annotators or more have judged."""
        return self.alpha.items

    @property
    def reading(self) -> str:
        """The figure in one word, by the lower end of its interval: see `read_alpha`."""
        return read_alpha(self.alpha)


def read_alpha(alpha: Estimate) -> str:
    """Return `reliable`, `tentative` or `low` by the lower end of the interval.

    `few` where there is a value and too little for an interval, `unknown` without a value.
    """
    if alpha.value is None:
        return "unknown"
    if alpha.low is None:
        return "few"
    if alpha.low >= RELIABLE:
        return "reliable"
    return "tentative" if alpha.low >= TENTATIVE else "low"


def bearing_rows(votes: Iterable[Vote], judges: Sequence[str]) -> list[tuple[str | None, ...]]:
    """Return for each pair what each of the judges answered, None where one did not judge it."""
    answers: dict[str, dict[str, str]] = defaultdict(dict)
    for vote in votes:
        answers[vote.item][vote.judge] = vote.answer
    return [tuple(found.get(judge) for judge in judges) for found in answers.values()]


def stance_rows(votes: Iterable[Vote], judges: Sequence[str]) -> list[tuple[str | None, ...]]:
    """Return for each author and claim the stance that follows from each judge's own answers, None without any.

    A position that the judge named stands above what follows; answers that give no stance are `none`.
    """
    said: dict[Hashable, dict[str, list[Vote]]] = defaultdict(lambda: defaultdict(list))
    for vote in votes:
        said[vote.topic][vote.judge].append(vote)
    return [tuple(_stance(found[judge]) if judge in found else None for judge in judges) for found in said.values()]


def figures_of(
    facet: str, rows: Sequence[Sequence[str | None]], *, seed: int, resamples: int = RESAMPLES
) -> FacetFigures:
    """Return all measures of the rows, one value a judge in each."""
    table = tabulate(rows)
    two = table.coders <= 2

    def measure(coefficient: Coefficient) -> Estimate:
        return estimate(coefficient, table, seed=seed, resamples=resamples)

    return FacetFigures(
        facet=facet,
        alpha=measure(nominal_alpha),
        percent=measure(percent_agreement),
        cohen=measure(cohen_kappa) if two else None,
        fleiss=measure(fleiss_kappa),
        ac1=measure(gwet_ac1),
    )


def passage_figures(continua: Sequence[Continuum], *, seed: int, resamples: int = RESAMPLES) -> FacetFigures:
    """Return the unitised alpha of where annotators marked anything."""
    return FacetFigures(facet="passage", alpha=estimate_binary(unit_table(continua), seed=seed, resamples=resamples))


def shared_items(votes: Iterable[Vote]) -> list[Vote]:
    """Return the votes on pairs that two annotators or more have judged."""
    votes = list(votes)
    judges: Mapping[str, set[str]] = defaultdict(set)
    for vote in votes:
        judges[vote.item].add(vote.judge)
    return [vote for vote in votes if len(judges[vote.item]) > 1]


def _stance(votes: Sequence[Vote]) -> str:
    named = next((vote.position for vote in reversed(votes) if vote.position), "")
    if named:
        return named
    spoken = [SpokenEvidence(vote.answer, None) for vote in votes if vote.answer != NONE]
    derived = derive_stances(spoken)
    return derived[0].position if derived else NO_STANCE
