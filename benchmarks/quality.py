"""Measures what the proposals are worth, on documents given by path and our labels of them.

    python -m benchmarks.quality ../shared/corpus [--labels FILE] [--engine onnx]

Each figure is explained in docs/algorithms/agreement.md. Everything is computed by the code that
serves the product; nothing is tuned here.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from agreement.domain.aliases import AliasGroup, default_aliases, fold_table, propose_aliases
from agreement.domain.candidates import CandidateReport, find_candidates
from agreement.domain.clustering import ClusterParameters, cluster_statements, propose_pairs
from agreement.domain.finder import RankedStatement, find_evidence
from agreement.domain.similarity import IndexedStatement, StatementIndex, build_index
from benchmarks.corpus import LABELS, LabelledClaim, Labels, fingerprint, read_folder, read_labels

Ranking = dict[str, tuple[RankedStatement, ...]]

VIEWS: dict[str, Callable[[RankedStatement], float]] = {
    "raw cosine": lambda found: found.cosine,
    "centred cosine": lambda found: found.centred,
    "tf-idf": lambda found: found.lexical,
    "fused": lambda found: found.score,
}


@dataclass(frozen=True)
class Trial:
    """The statements of a folder made comparable, every claim's ranking, and the labels."""

    report: CandidateReport
    index: StatementIndex
    labels: Labels
    rankings: tuple[Ranking, ...]

    @property
    def shared(self) -> list[tuple[LabelledClaim, Ranking]]:
        """Return the claims that every author speaks to, with their rankings."""
        authors = {statement.author for statement in self.index.statements}
        pairs = zip(self.labels.claims, self.rankings, strict=True)
        return [(claim, ranking) for claim, ranking in pairs if set(claim.evidence) == authors]

    def hashes(self) -> dict[int, str]:
        """Return the label hash of every statement, by its id."""
        return {statement.id: fingerprint(statement.text) for statement in self.index.statements}


def prepare(folder: Path, labels: Path = LABELS, engine: str | None = None) -> Trial:
    """Return a folder read, split, embedded and ranked for every labelled claim."""
    from agreement.engines import embed  # noqa: PLC0415 (needs settings, which `main` sets up)

    report = find_candidates(read_folder(folder))
    stated = [candidate.statement for candidate in report.candidates]
    known = default_aliases()
    proposed = propose_aliases([statement.text for statement in stated], known)
    folding = fold_table([*known, *(AliasGroup(each.name, (each.form,)) for each in proposed)])
    index = build_index(
        [IndexedStatement(each.id, each.author, each.text) for each in stated],
        embed([each.text for each in stated], engine=engine),
        folding,
    )
    read = read_labels(labels)
    vectors = embed([claim.text for claim in read.claims], engine=engine)
    rankings = tuple(
        find_evidence(index, claim.text, vector, top=len(stated))
        for claim, vector in zip(read.claims, vectors, strict=True)
    )
    return Trial(report, index, read, rankings)


def evidence_in_top(trial: Trial, view: Callable[[RankedStatement], float], depth: int) -> float:
    """Return the share of shared claims with evidence of every author among that author's best."""
    hashes = trial.hashes()
    hits = [
        all(
            any(hashes[found.statement] in claim.evidence[author] for found in _best(rows, view, depth))
            for author, rows in ranking.items()
        )
        for claim, ranking in trial.shared
    ]
    return float(np.mean(hits)) if hits else float("nan")


def pair_precision(trial: Trial, count: int) -> float:
    """Return the share of the first proposed cross-author pairs that bear on one labelled claim."""
    hashes = trial.hashes()
    pairs = propose_pairs(trial.index, ClusterParameters(neighbours=25, threshold=-np.inf))[:count]
    return float(np.mean([_together(trial.labels, hashes[p.first], hashes[p.second]) for p in pairs]))


def silence_auc(trial: Trial, view: Callable[[RankedStatement], float]) -> float:
    """Return how well an author's best score tells speaking from silence (0.5 is chance)."""
    speaking: list[float] = []
    silent: list[float] = []
    for claim, ranking in zip(trial.labels.claims, trial.rankings, strict=True):
        for author, rows in ranking.items():
            (speaking if author in claim.evidence else silent).append(max(map(view, rows)))
    return area_under_curve(speaking, silent)


def area_under_curve(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Return the chance that a positive scores above a negative, ties half (Mann and Whitney 1947)."""
    if not positive or not negative:
        return float("nan")
    above = np.asarray(positive)[:, None] - np.asarray(negative)[None, :]
    return float((above > 0).mean() + (above == 0).mean() / 2)


def _best(
    rows: Sequence[RankedStatement], view: Callable[[RankedStatement], float], depth: int
) -> list[RankedStatement]:
    return sorted(rows, key=lambda found: (-view(found), found.statement))[:depth]


def _together(labels: Labels, first: str, second: str) -> bool:
    everywhere = (frozenset().union(*claim.evidence.values()) for claim in labels.claims)
    return any(first in evidence and second in evidence for evidence in everywhere)


def _print_candidates(trial: Trial) -> None:
    report, worth = trial.report, trial.labels.worth_a_claim
    reasons = Counter(each.reason.value for each in report.left_out)
    labelled = [(each.score, fingerprint(each.statement.text) in worth) for each in report.candidates]
    proposed = [right for score, right in labelled if score > 0.5]
    lost = sum(fingerprint(each.statement.text) in worth for each in report.left_out)
    right = [score for score, is_worth in labelled if is_worth]
    wrong = [score for score, is_worth in labelled if not is_worth]
    print(f"candidates: {len(labelled)}; left out: {dict(sorted(reasons.items()))}")
    print(f"  labelled as worth a claim but left out: {lost} of {len(worth)}")
    print(f"  score above 0.5: precision {np.mean(proposed):.2f} (n={len(proposed)}), ", end="")
    print(f"recall {sum(proposed) / len(worth):.2f} (n={len(worth)})")
    print(f"  area under curve {area_under_curve(right, wrong):.3f}; all candidates: {len(right) / len(labelled):.2f}")


def _print_evidence(trial: Trial) -> None:
    print(f"claim to passage, both authors' evidence among their best; {len(trial.shared)} shared claims")
    for name, view in VIEWS.items():
        tops = "  ".join(f"top {depth}: {evidence_in_top(trial, view, depth):.2f}" for depth in (1, 3, 5))
        print(f"  {name:15} {tops}  silence AUC {silence_auc(trial, view):.2f}")


def _print_pairs(trial: Trial) -> None:
    hashes = trial.hashes()
    precisions = "  ".join(f"at {count}: {pair_precision(trial, count):.2f}" for count in (10, 25, 50))
    print(f"proposed cross-author pairs, precision {precisions}")
    result = cluster_statements(trial.index)
    author = {each.id: each.author for each in trial.index.statements}
    pairs = [
        [
            _together(trial.labels, hashes[first.statement], hashes[second.statement])
            for place, first in enumerate(cluster.members)
            for second in cluster.members[place + 1 :]
            if author[first.statement] != author[second.statement]
        ]
        for cluster in result.clusters
    ]
    sizes = [len(cluster.members) for cluster in result.clusters]
    print(f"clusters: {len(sizes)}, sizes {sizes}, rest {len(result.rest)} of {len(author)}")
    if pairs:
        flat = [right for rights in pairs for right in rights]
        print(f"  cross-author pairs inside: precision {np.mean(flat):.2f} (n={len(flat)}); ", end="")
        print(f"clusters with a right pair: {sum(map(any, pairs))} of {len(pairs)}")


def main() -> None:
    """Print all figures for the folder on the command line."""
    parser = argparse.ArgumentParser(description="Quality of proposals on labelled documents.")
    parser.add_argument("folder", type=Path, help="documents with a sources.json")
    parser.add_argument("--labels", type=Path, default=LABELS)
    parser.add_argument("--engine", default=None, help="sentence-transformers or onnx")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    trial = prepare(arguments.folder, arguments.labels, arguments.engine)
    _print_candidates(trial)
    _print_evidence(trial)
    _print_pairs(trial)


if __name__ == "__main__":
    main()
