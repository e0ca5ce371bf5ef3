"""Claim to passage: whether what an author says on a worded claim is among the passages shown first; and silence."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.quality.calibrated import Judgement, bands_section
from benchmarks.quality.figures import Figure, Line, Section, over_units, share_of
from benchmarks.quality.metrics import area_under_curve, calibration_error
from benchmarks.quality.trial import VIEWS, Trial, View, best_of

DEPTHS = (1, 3, 5)


def evidence_in_top(trial: Trial, view: View, depth: int) -> float:
    """Return the share of shared claims with evidence of every author among that author's best."""
    return _both(trial, view, depth).value


def silence_auc(trial: Trial, view: View) -> float:
    """Return how well an author's best score tells speaking from silence (0.5 is chance)."""
    return _auc(_best_scores(trial, view))


def passage_sections(trial: Trial) -> tuple[Section, ...]:
    """Return the shares of claims whose evidence ranks first, for all authors together and for each."""
    together = Section(
        "claim to passage, shared claims: evidence of every author among that author's best",
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
    lines = []
    for name, view in VIEWS.items():
        scores = _best_scores(trial, view)
        lines.append(Line(name, (over_units("AUC", scores, _auc),)))
    speaks = [
        (author in claim.evidence, finding.speaks)
        for claim, ranking in trial.claims
        for author, finding in ranking.items()
    ]
    error = over_units("expected error", speaks, _error)
    lines.append(Line("chance of speaking", (over_units("AUC", speaks, _auc), error)))
    spoken = sum(speaks for speaks, _ in _best_scores(trial, VIEWS["fused"]))
    note = f"{spoken} times an author speaks to a claim; the other pairs of author and claim are silences"
    return (Section("silence: an author's best score, speaking against silent", tuple(lines), (note,)),)


def _both(trial: Trial, view: View, depth: int) -> Figure:
    hashes = trial.corpus.hashes
    hits = [
        all(
            any(hashes[found.statement] in claim.evidence[author] for found in best_of(finding, view, depth))
            for author, finding in ranking.items()
        )
        for claim, ranking in trial.shared
    ]
    return share_of(f"top {depth}", hits)


def _one(trial: Trial, author: str, view: View, depth: int) -> Figure:
    hashes = trial.corpus.hashes
    hits = [
        any(hashes[found.statement] in claim.evidence[author] for found in best_of(ranking[author], view, depth))
        for claim, ranking in trial.claims
        if author in claim.evidence
    ]
    return share_of(f"top {depth}", hits)


def _best_scores(trial: Trial, view: View) -> list[tuple[bool, float]]:
    return [
        (author in claim.evidence, max(map(view, finding.passages)))
        for claim, ranking in trial.claims
        for author, finding in ranking.items()
    ]


def _auc(scores: Sequence[tuple[bool, float]]) -> float:
    return area_under_curve(
        [score for speaks, score in scores if speaks], [score for speaks, score in scores if not speaks]
    )


def _error(scores: Sequence[tuple[bool, float]]) -> float:
    return calibration_error([score for _, score in scores], [speaks for speaks, _ in scores])


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
    """Return a note on labelled sentences that the finder cannot find, because they are no part of the argument."""
    compared = {trial.corpus.hashes[statement.id] for statement in trial.index.statements}
    named = {row for claim in trial.labels.claims for row in claim.bearing}
    missing = len(named - compared)
    lost = len(trial.labels.lost)
    notes = [f"{missing} of {len(named)} labelled sentences are not compared (headings, notes, questions)"] * bool(
        missing
    )
    notes += [f"{lost} labels name no sentence of their author, such as {trial.labels.lost[0][:60]!r}"] if lost else []
    return tuple(notes)
