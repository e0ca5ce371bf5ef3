"""Stance hints: how many passages get one, and how many of those are right.

Data: the `stance` of the labels of documents; a table of claim, passage and stance; or three files as in ArgKP, where
the topic is the claim and every argument has a side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from agreement.domain.answering.stance_hints import RECORDS, Hint, HintRecord, StanceHint, hint_stance
from benchmarks.quality.figures import Line, Section, share_of
from benchmarks.quality.keypoints import argument_rows
from benchmarks.quality.trial import Trial
from benchmarks.tables import BadDataError, name_columns, read_rows

_NEEDED = {
    "claim": ("topic", "motion", "target", "proposition", "hypothesis"),
    "passage": ("argument", "text", "sentence", "quote", "evidence", "statement", "premise", "tweet"),
    "stance": ("side", "label", "position", "polarity"),
}
_WORDS = {
    Hint.AFFIRMS: "affirms affirm 1 1.0 +1 pro for favor favour support supports agree agrees entailment yes true",
    Hint.DENIES: "denies deny -1 -1.0 con against contra oppose opposes contradicts contradiction disagree no false",
    Hint.QUALIFIES: "qualifies qualify mixed partly",
    Hint.CANNOT_TELL: "cannot_tell 0 0.0 none neutral unrelated other discuss",
}
_POSITIONS = {word: hint for hint, words in _WORDS.items() for word in words.split()}


@dataclass(frozen=True)
class Sided:
    """A passage, the claim that it bears on and the side that a person saw; `cannot_tell` where it takes none."""

    claim: str
    passage: str
    side: Hint


def read_sides(path: Path, split: str | None = None) -> list[Sided]:
    """Return the passages with a side of a table, or of a folder as ArgKP. Raises `BadDataError`.

    A side is affirms, denies or qualifies, 1 or -1, pro or con, for or against, support or oppose; 0 or neutral is
    none. Rows without a side are left out.
    """
    rows = (
        [
            {"claim": row["topic"], "passage": row["text"], "stance": row.get("stance", "")}
            for row in argument_rows(path, split)
        ]
        if path.is_dir()
        else name_columns(path, read_rows(path), _NEEDED)
    )
    found = [
        Sided(row["claim"], row["passage"], _position(path, number, row["stance"]))
        for number, row in enumerate(rows, start=1)
        if row["stance"] and row["passage"] and row["claim"]
    ]
    if not found:
        message = f"{path} has no row with a claim, a passage and a stance."
        raise BadDataError(message)
    return list(dict.fromkeys(found))


def corpus_sides(trial: Trial) -> list[Sided]:
    """Return the labelled sides of a corpus. Raises `BadDataError` for labels without any."""
    texts = {trial.corpus.hashes[each.id]: each.text for each in trial.corpus.statements}
    found = [
        Sided(claim.text, texts[row], _position(trial.corpus.folder, number, side))
        for number, claim in enumerate(trial.labels.claims, start=1)
        for row, side in claim.stance.items()
    ]
    if not found:
        message = 'These labels say no sides: give a file whose claims have a "stance".'
        raise BadDataError(message)
    return found


def stance_sections(sided: Sequence[Sided]) -> tuple[Section, ...]:
    """Return the share of passages with a hint and the share of hints that are right, by sureness and by side."""
    hinted = [(each.side, hint_stance(each.claim, each.passage)) for each in sided]
    sides = [side for side in Hint if any(each is side for each, _ in hinted)]
    most = max(sides, key=lambda side: sum(each is side for each, _ in hinted))
    always = Line(f"always {most.value!r}", (share_of("accuracy", [each is most for each, _ in hinted]),))
    silences = Counter(hint.silent.value for _, hint in hinted if hint.silent)
    return (
        Section(
            "stance hints: accuracy against coverage",
            (
                _line("every hint", hinted, {record for _, record in RECORDS}),
                *(_line(f"said: right {record.right:.2f}", hinted, {record}) for _, record in RECORDS),
                always,
            ),
            tuple(f"no hint, {why}: {count:,}" for why, count in sorted(silences.items())),
        ),
        Section(
            "stance hints, by the side that a person saw",
            tuple(
                _line(side.value, [pair for pair in hinted if pair[0] is side], {record for _, record in RECORDS})
                for side in sides
            ),
        ),
    )


def _line(name: str, hinted: Sequence[tuple[Hint, StanceHint]], records: Collection[HintRecord]) -> Line:
    """Return the share of passages whose hint has one of these records, and the share of those hints that is right."""
    given = [side is hint.position for side, hint in hinted if hint.record in records]
    return Line(
        name, (share_of("coverage", [hint.record in records for _, hint in hinted]), share_of("accuracy", given))
    )


def _position(path: Path, number: int, word: str) -> Hint:
    found = _POSITIONS.get(word.strip().lower().replace(" ", "_"))
    if found is None:
        message = (
            f"{path}, row {number}: the side {word!r} is none of affirms, denies, qualifies, 1, -1, pro, con, neutral."
        )
        raise BadDataError(message)
    return found
