"""Claim to passage: whether what an author says on a worded claim is among the passages shown first; and silence."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np
import numpy.typing as npt

from agreement.domain.likeness.finder import AuthorFinding
from benchmarks.quality.calibrated import Judgement, bands_section
from benchmarks.quality.figures import Figure, Line, Section, over_rows, share_of
from benchmarks.quality.metrics import calibration_error, separation
from benchmarks.quality.trial import VIEWS, Trial, View, best_of

Rows = npt.NDArray[np.float64]

DEPTHS = (1, 3, 5)


def evidence_in_top(trial: Trial, view: View, depth: int) -> float:
    """Return the share of shared claims with evidence of every author among that author's best."""
    return _both(trial, view, depth).value


def silence_auc(trial: Trial, view: View) -> float:
    """Return how well an author's best score tells speaking from silence (0.5 is chance)."""
    scores = _best_scores(trial, view)
    return separation(scores[:, 0], scores[:, 1])


def passage_sections(trial: Trial) -> tuple[Section, ...]:
    """Return the shares of claims whose evidence ranks first, for all authors together and for each."""
    together = Section(
        "claim to passage, shared claims: evidence of every author who speaks among that author's best",
        tuple(Line(name, tuple(_both(trial, view, depth) for depth in DEPTHS)) for name, view in VIEWS.items()),
    )
    alone = Section(
        "claim to passage, by author: claims that the author speaks to (fused)",
        tuple(
            Line(author, tuple(_one(trial, author, VIEWS["fused"], depth) for depth in DEPTHS))
            for author in trial.corpus.authors
        ),
        _unreachable(trial),
    )
    return together, alone, bands_section("passages shown, by band: the five best of every author", _shown(trial))


def silence_sections(trial: Trial) -> tuple[Section, ...]:
    """Return how well the best score of an author tells who speaks to a claim from who is silent."""
    lines = [Line(name, (over_rows("AUC", _best_scores(trial, view), separation),)) for name, view in VIEWS.items()]
    chance = _by_author(trial, lambda finding: finding.speaks)
    error = Figure("expected error", calibration_error(chance[:, 0], chance[:, 1]), len(chance))
    lines.append(Line("chance of speaking", (over_rows("AUC", chance, separation), error)))
    spoken = sum(len(claim.evidence) for claim in trial.labels.claims)
    note = f"{spoken} times an author speaks to a claim; the other pairs of author and claim are silences"
    return (Section("silence: an author's best score, speaking against silent", tuple(lines), (note,)),)


def _both(trial: Trial, view: View, depth: int) -> Figure:
    hits = [
        all(_hit(trial, ranking.get(author), rows, view, depth) for author, rows in claim.evidence.items())
        for claim, ranking in trial.shared
    ]
    return share_of(f"top {depth}", hits)


def _one(trial: Trial, author: str, view: View, depth: int) -> Figure:
    hits = [
        _hit(trial, ranking.get(author), claim.evidence[author], view, depth)
        for claim, ranking in trial.claims
        if author in claim.evidence
    ]
    return share_of(f"top {depth}", hits)


def _hit(trial: Trial, finding: AuthorFinding | None, labelled: Collection[str], view: View, depth: int) -> bool:
    """Return whether one of an author's best passages was labelled; not if none of the author's was compared."""
    best = best_of(finding, view, depth) if finding else []
    return any(trial.corpus.hashes[found.statement] in labelled for found in best)


def _best_scores(trial: Trial, view: View) -> Rows:
    return _by_author(trial, lambda finding: max(map(view, finding.passages)))


def _by_author(trial: Trial, score: Callable[[AuthorFinding], float]) -> Rows:
    """Return (score, whether the author speaks) of every claim and author, float [n, 2]."""
    return np.array(
        [
            (score(finding), author in claim.evidence)
            for claim, ranking in trial.claims
            for author, finding in ranking.items()
        ],
        dtype=np.float64,
    )


def _shown(trial: Trial) -> list[Judgement]:
    """Return the passages that a person sees for the claims, with the probability that they show."""
    hashes = trial.corpus.hashes
    return [
        Judgement(found.probability, hashes[found.statement] in claim.evidence.get(author, ()))
        for claim, ranking in trial.claims
        for author, finding in ranking.items()
        for found in best_of(finding, VIEWS["fused"], DEPTHS[-1])
    ]


def _unreachable(trial: Trial) -> tuple[str, ...]:
    """Return notes on labelled sentences that the finder cannot find, and on labels that name none."""
    compared = {trial.corpus.hashes[statement.id] for statement in trial.index.statements}
    named = {row for claim in trial.labels.claims for row in claim.bearing}
    missing = len(named - compared)
    notes = []
    if missing:
        notes.append(f"{missing} of {len(named)} labelled sentences are not compared (headings, notes, questions)")
    if trial.labels.lost:
        first = trial.labels.lost[0][:60]
        notes.append(f"{len(trial.labels.lost)} labels name no sentence of their author, such as {first!r}")
    return tuple(notes)
