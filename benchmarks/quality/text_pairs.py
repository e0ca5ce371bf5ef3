"""Pairs of texts labelled for making the same claim, from a file or from the labels of a corpus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from benchmarks.quality.pairs import bear_together
from benchmarks.quality.trial import Trial
from benchmarks.tables import BadDataError, name_columns, read_rows, truth_of

_NEEDED = {
    "first": ("text_a", "text a", "text1", "text_1", "sentence1", "sentence_1", "sentence_a", "claim1", "claim_a",
              "question1", "argument1", "statement_a", "statement1", "a", "s1", "premise", "argument"),
    "second": ("text_b", "text b", "text2", "text_2", "sentence2", "sentence_2", "sentence_b", "claim2", "claim_b",
               "question2", "argument2", "statement_b", "statement2", "b", "s2", "hypothesis", "key_point"),
    "label": ("same", "same_claim", "is_duplicate", "match", "gold", "y", "target", "relation"),
}  # fmt: skip
_OPTIONAL = {
    "first_author": ("author_a", "author1", "author_1", "speaker1"),
    "second_author": ("author_b", "author2", "author_2", "speaker2"),
    "topic": ("document", "issue", "motion", "debate", "group", "doc"),
}


@dataclass(frozen=True)
class Said:
    """One text and its author; the two texts of a pair have different authors."""

    author: str
    text: str


@dataclass(frozen=True)
class LabelledPair:
    """Two texts of different authors on one topic, and whether they make the same claim."""

    topic: str
    first: Said
    second: Said
    same: bool


def read_pairs(path: Path) -> list[LabelledPair]:
    """Return the labelled pairs of a table; rows without a label or a text are left out.

    Without author columns the first texts count as one author's and the second as another's. Raises `BadDataError`.
    """
    pairs = []
    for number, row in enumerate(name_columns(path, read_rows(path), _NEEDED, _OPTIONAL), start=1):
        same = truth_of(path, number, row["label"])
        if same is None or not row["first"] or not row["second"]:
            continue
        first = Said(row.get("first_author") or "first", row["first"])
        second = Said(row.get("second_author") or "second", row["second"])
        if first.author == second.author:
            second = Said(f"{second.author} (second)", second.text)
        pairs.append(LabelledPair(row.get("topic", ""), first, second, same))
    if not pairs:
        message = f"{path} has no row with two texts and a label."
        raise BadDataError(message)
    return pairs


def corpus_pairs(trial: Trial) -> list[LabelledPair]:
    """Return all pairs of compared statements of two authors; the same claim is one labelled claim that holds both."""
    hashes = trial.corpus.hashes
    return [
        LabelledPair(
            "",
            Said(one.author, one.text),
            Said(other.author, other.text),
            bear_together(trial.labels, hashes[one.id], hashes[other.id]),
        )
        for one, other in combinations(trial.index.statements, 2)
        if one.author != other.author
    ]


def by_topic(pairs: Sequence[LabelledPair]) -> dict[str, list[LabelledPair]]:
    """Return the pairs of each topic, in the order of the file; one topic without a name where none is given."""
    groups: dict[str, list[LabelledPair]] = {}
    for pair in pairs:
        groups.setdefault(pair.topic, []).append(pair)
    return groups
