"""Label files of documents in their shapes: JSON of claims with evidence, or a table with a row for each sentence.

The format is described in docs/algorithms/agreement-quality.md. A sentence is named as the file names it:
`benchmarks.labelling.resolve_labels` finds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.labelling import LABELS, LabelledClaim, Labels
from benchmarks.tables import BadDataError, name_columns, parse_json, read_rows, read_text, truth_of

_TEXT = ("text", "claim", "proposition")
_EVIDENCE = ("evidence", "passages", "sentences")
_SENTENCE = ("sentence", "quote", "text", "passage", "hash", "exact")
_WORTH = ("worth_a_claim", "candidates", "worth")


def read_labels(path: Path = LABELS) -> Labels:
    """Return the labels of a file, as they stand there. Raises `BadDataError` for a file of another shape."""
    if path.suffix.lower() != ".json":
        return _from_rows(path)
    found = parse_json(path, read_text(path))
    if isinstance(found, list) and found and all(_first(each, _EVIDENCE) is None for each in found):
        return _from_rows(path)
    return _from_object(path, found)


class _AnotherShapeError(Exception):
    """A claim is not written as labels are."""


@dataclass
class _Bearing:
    """What bears on one claim, while its rows are being read."""

    evidence: dict[str, set[str]] = field(default_factory=dict)
    stance: dict[str, str] = field(default_factory=dict)
    reported: set[str] = field(default_factory=set)

    def add(self, author: str, sentence: str, stance: str = "", *, reported: bool = False) -> None:
        self.evidence.setdefault(author, set()).add(sentence)
        if stance:
            self.stance[sentence] = stance
        if reported:
            self.reported.add(sentence)

    def claim(self, text: str) -> LabelledClaim:
        evidence = {author: frozenset(rows) for author, rows in self.evidence.items()}
        return LabelledClaim(text, evidence, self.stance, frozenset(self.reported))


def _from_object(path: Path, found: object) -> Labels:
    claims = found if isinstance(found, list) else _first(found, ("claims",))
    if not isinstance(claims, list) or not claims:
        message = f'{path} has no "claims": a list of {{"text": …, "evidence": {{author: [sentence, …]}}}}.'
        raise BadDataError(message)
    worth = _first(found, _WORTH) or []
    if not isinstance(worth, list):
        message = f'{path}: "worth_a_claim" is no list of sentences.'
        raise BadDataError(message)
    read = tuple(_claim(path, number, each) for number, each in enumerate(claims, start=1))
    return Labels(read, frozenset(map(str, worth)))


def _claim(path: Path, number: int, found: object) -> LabelledClaim:
    try:
        return _bearing(found).claim(_named(found, _TEXT))
    except _AnotherShapeError as error:
        message = f'{path}, claim {number}: wanted {{"text": …, "evidence": {{author: [sentence, …]}}}}.'
        raise BadDataError(message) from error


def _bearing(found: object) -> _Bearing:
    bearing = _Bearing()
    for author, item in _items(_first(found, _EVIDENCE)):
        sentence = item.strip() if isinstance(item, str) else _named(item, _SENTENCE)
        side, reported = _first(item, ("stance", "side")), _first(item, ("reported",))
        bearing.add(author, sentence, str(side or ""), reported=bool(reported))
    sides, told = _first(found, ("stance",)), _first(found, ("reported",))
    if isinstance(sides, Mapping):
        bearing.stance |= {str(row): str(side) for row, side in sides.items()}
    if isinstance(told, list):
        bearing.reported |= set(map(str, told))
    return bearing


def _items(evidence: object) -> Iterator[tuple[str, object]]:
    """Yield (author, sentence) of {author: [sentence, …]} or of a list of objects that name their author."""
    if isinstance(evidence, Mapping) and all(isinstance(rows, list) for rows in evidence.values()):
        yield from ((author, row) for author, rows in evidence.items() for row in rows)
    elif isinstance(evidence, list):
        yield from ((_named(row, ("author", "source", "speaker")), row) for row in evidence)
    else:
        raise _AnotherShapeError


def _named(found: object, keys: tuple[str, ...]) -> str:
    """Return the text under the first of these keys."""
    text = _first(found, keys)
    if isinstance(text, str) and text.strip():
        return text.strip()
    raise _AnotherShapeError


def _first(found: object, keys: tuple[str, ...]) -> object | None:
    """Return the value of the first of these keys that an object has; None for anything else."""
    return next((found[key] for key in keys if key in found), None) if isinstance(found, Mapping) else None


def _from_rows(path: Path) -> Labels:
    """Return labels from rows of claim, author, sentence and, if given, stance and label (no: does not bear on it)."""
    rows = name_columns(
        path,
        read_rows(path),
        {
            "claim": ("proposition", "claim text"),
            "author": ("source", "speaker"),
            "sentence": ("passage", "quote", "evidence", "sentence text", "hash", "text"),
        },
        {"stance": ("side", "position"), "label": ("bears", "relevant")},
    )
    found: dict[str, _Bearing] = {}
    for number, row in enumerate(rows, start=1):
        bearing = found.setdefault(row["claim"], _Bearing())
        if row["sentence"] and truth_of(path, number, row.get("label", "1")) is not False:
            bearing.add(row["author"], row["sentence"], row.get("stance", ""))
    return Labels(tuple(bearing.claim(text) for text, bearing in found.items()), frozenset())
