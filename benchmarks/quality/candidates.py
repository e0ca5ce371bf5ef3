"""Candidate claims: whether what is proposed as worth a claim was labelled so.

Data: the `worth_a_claim` labels of a folder of documents; a folder of comments with proposition spans and types (the
layout of CDCP: `*.ann.json` beside `*.txt`); or a table of text and label.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from agreement.domain.wording.candidates import CandidateReport, Statement, find_candidates
from agreement.domain.wording.propositions import Context, find_propositions
from benchmarks.quality.figures import Figure, Line, Section, detected, over_rows, share_of
from benchmarks.quality.metrics import best_f1, separation
from benchmarks.quality.trial import Trial
from benchmarks.tables import BadDataError, name_columns, parse_json, read_rows, read_text, truth_of

LINE = 0.5
"""Where a score says "worth a claim": the line that the score is made for (docs/algorithms/agreement.md)."""
CLAIM_LIKE = frozenset({"fact", "policy", "value"})
"""How things are, should be or are worth; not testimony (what happened to the writer), nor a reference."""


@dataclass(frozen=True)
class Judged:
    """One text, its score and that of its best clause (0 if left out), and whether it was labelled as worth a claim."""

    kind: str
    score: float
    clause: float
    kept: bool
    worth: bool


def judge_corpus(trial: Trial) -> list[Judged]:
    """Return every sentence of the corpus with its best candidate's score and its label.

    Raises `BadDataError` for labels that say of no sentence that it is worth a claim.
    """
    if not trial.labels.worth_a_claim:
        message = 'These labels do not say what is worth a claim: give a file with "worth_a_claim".'
        raise BadDataError(message)
    hashes = trial.corpus.hashes
    worth = {ident: hashes[ident] in trial.labels.worth_a_claim for ident in hashes}
    kinds = {each.id: "heading" if each.heading else each.section for each in trial.corpus.statements}
    return _judged(trial.report, kinds, worth)


def judge_texts(texts: Sequence[tuple[str, str, bool]]) -> list[Judged]:
    """Return texts of (text, kind, worth) with the score that each gets as a sentence of an argument."""
    report = find_candidates([Statement(number, "", text) for number, (text, _, _) in enumerate(texts)])
    kinds = {number: kind for number, (_, kind, _) in enumerate(texts)}
    return _judged(report, kinds, {number: worth for number, (_, _, worth) in enumerate(texts)})


def read_typed_spans(folder: Path) -> list[tuple[str, str, bool]]:
    """Return (text, type, claim-like) of every proposition in a folder of `NAME.txt` and `NAME.ann.json`.

    Raises `BadDataError` for a folder without annotations and for offsets that do not fit their text.
    """
    found: list[tuple[str, str, bool]] = []
    paths = sorted(folder.glob("*.ann.json"))
    if not paths:
        message = f"{folder} holds neither a sources.json nor *.ann.json files with proposition spans."
        raise BadDataError(message)
    for path in paths:
        notes = parse_json(path, read_text(path))
        text = read_text(path.with_name(path.name.removesuffix(".ann.json") + ".txt"))
        try:
            spans = list(zip(notes["prop_offsets"], notes["prop_labels"], strict=True))  # type: ignore[index]
        except (KeyError, TypeError, ValueError) as error:
            message = f"{path} has no prop_offsets with as many prop_labels."
            raise BadDataError(message) from error
        for (start, end), kind in spans:
            if not 0 <= start < end <= len(text):
                message = f"{path}: the span {start} to {end} lies outside its text of {len(text)} characters."
                raise BadDataError(message)
            found.append((text[start:end].strip(), kind, kind in CLAIM_LIKE))
    return found


def read_labelled_texts(path: Path) -> list[tuple[str, str, bool]]:
    """Return (text, label, claim-like) of a table; a label is yes or no, or a type of proposition as in CDCP."""
    rows = name_columns(
        path,
        read_rows(path),
        {"text": ("sentence", "proposition", "statement", "claim"), "label": ("type", "is_claim", "class", "worth")},
    )
    found = []
    for number, row in enumerate(rows, start=1):
        kind = row["label"].lower()
        known = kind in CLAIM_LIKE or kind in {"testimony", "reference"}
        worth = kind in CLAIM_LIKE if known else truth_of(path, number, row["label"])
        if worth is not None and row["text"]:
            found.append((row["text"], kind, worth))
    return found


def candidate_sections(judged: Sequence[Judged]) -> tuple[Section, ...]:
    """Return precision, recall, F1 and area under the curve, and the share proposed of each kind of text."""
    proposed = [each.score > LINE for each in judged]
    worth = [each.worth for each in judged]
    bound, line = best_f1([each.score for each in judged], worth)
    kinds = sorted({each.kind for each in judged})
    return (
        Section(
            f"candidate claims: worth one among {len(judged):,} texts",
            (
                Line(f"score above {LINE}", detected(proposed, worth)),
                Line(f"best clause above {LINE}", detected([each.clause > LINE for each in judged], worth)),
                Line("every candidate", detected([each.kept for each in judged], worth)),
                Line("ranking", (_auc([each.score for each in judged], worth),)),
                Line("ranking by best clause", (_auc([each.clause for each in judged], worth),)),
            ),
            (f"the best line on this very data, {line:.2f}, would give F1 {bound:.3f}",) if bound > 0 else (),
        ),
        Section(
            "share proposed, by kind of text",
            tuple(
                Line(kind, (share_of("proposed", [each.score > LINE for each in judged if each.kind == kind]),))
                for kind in kinds
            ),
        ),
    )


def _best_clause(statement: Statement) -> float:
    """Return the highest score of the propositions that the product makes of a sentence."""
    return max(each.score for each in find_propositions(statement, Context()))


def _judged(report: CandidateReport, kinds: Mapping[int, str], worth: Mapping[int, bool]) -> list[Judged]:
    scores = {each.statement.id: (each.score, _best_clause(each.statement)) for each in report.candidates}
    return [
        Judged(kinds[ident], *scores.get(ident, (0.0, 0.0)), ident in scores, is_worth)
        for ident, is_worth in worth.items()
    ]


def _auc(scores: Sequence[float], worth: Sequence[bool]) -> Figure:
    return over_rows("AUC", np.column_stack([scores, worth]), separation)
