"""Arguments and key points from files: one table of labelled pairs, or three files as in ArgKP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.tables import BadDataError, Row, name_columns, read_rows, truth_of

_TEXT = {
    "argument": ("arg", "argument text", "comment", "sentence"),
    "key_point": ("keypoint", "kp", "key point text", "claim"),
    "topic": ("motion", "debate", "issue", "document"),
}
_STANCE = {"stance": ("side", "polarity")}


@dataclass(frozen=True)
class Labelled:
    """The arguments and key points of one topic and side, and the pairs (argument, key point) that were labelled.

    The first two map an id to its text; a pair that is not in `labels` was not labelled either way.
    """

    topic: str
    stance: str
    arguments: Mapping[str, str]
    points: Mapping[str, str]
    labels: Mapping[tuple[str, str], bool]


def read_key_points(path: Path, split: str | None = None) -> list[Labelled]:
    """Return the labelled arguments of a table, or of a folder with arguments, key points and labels.

    A folder may hold several splits, files that end in `_train`, `_dev` …: `split` chooses one, by default `dev` if it
    is there (the train split was used for fitting). Raises `BadDataError`.
    """
    if path.is_dir():
        return _read_folder(path, split)
    rows = name_columns(path, read_rows(path), {**_TEXT, "label": ("match", "labels")}, _STANCE)
    arguments = [{"id": row["argument"], "text": row["argument"], **row} for row in rows]
    points = [{"id": row["key_point"], "text": row["key_point"], **row} for row in rows]
    labels = [(row["argument"], row["key_point"], row["label"]) for row in rows]
    return _grouped(path, arguments, points, labels)


def argument_rows(folder: Path, split: str | None = None) -> list[dict[str, str]]:
    """Return the rows of a folder's arguments: id, text, topic and, where it is there, stance."""
    return _arguments(_chosen(folder, split)[0])


def _chosen(folder: Path, split: str | None) -> tuple[Path, Path, Path]:
    names = _splits(folder)
    if not names:
        message = f"{folder} holds no three files arguments_X.csv, key_points_X.csv and labels_X.csv."
        raise BadDataError(message)
    chosen = split or ("dev" if "dev" in names else next(iter(names)))
    if chosen not in names:
        message = f"{folder} has no split {chosen!r}; it has {', '.join(names)}."
        raise BadDataError(message)
    return names[chosen]


def _read_folder(folder: Path, split: str | None) -> list[Labelled]:
    arguments, points, labels = _chosen(folder, split)
    read_labels = name_columns(
        labels,
        read_rows(labels),
        {"argument": ("arg_id", "argument_id"), "key_point": ("key_point_id", "kp_id", "keypoint_id"), "label": ()},
    )
    return _grouped(
        labels,
        _arguments(arguments),
        _named(points, {"id": ("key_point_id", "kp_id"), "text": ("key_point", "kp"), "topic": _TEXT["topic"]}),
        [(row["argument"], row["key_point"], row["label"]) for row in read_labels],
    )


def _arguments(path: Path) -> list[dict[str, str]]:
    return _named(path, {"id": ("arg_id", "argument_id"), "text": ("argument",), "topic": _TEXT["topic"]})


def _named(path: Path, needed: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
    return name_columns(path, read_rows(path), needed, _STANCE)


def _splits(folder: Path) -> dict[str, tuple[Path, Path, Path]]:
    """Return the three files of each split, by the end of their names; a file without one is split `all`."""
    found: dict[str, dict[str, Path]] = {}
    for path in sorted([*folder.glob("*.csv"), *folder.glob("*.tsv")]):
        stem = path.stem.lower()
        for kind in ("arguments", "key_points", "labels"):
            if stem == kind or stem.startswith(f"{kind}_"):
                found.setdefault(stem.removeprefix(kind).strip("_") or "all", {})[kind] = path
    return {
        name: (files["arguments"], files["key_points"], files["labels"])
        for name, files in sorted(found.items())
        if set(files) == {"arguments", "key_points", "labels"}
    }


def _grouped(
    path: Path, arguments: Sequence[Row], points: Sequence[Row], labels: Sequence[tuple[str, str, str]]
) -> list[Labelled]:
    """Return one group for each topic and stance; a pair across groups counts for nothing."""
    groups: dict[tuple[str, str], tuple[dict[str, str], dict[str, str]]] = {}
    for place, rows in enumerate((arguments, points)):
        for row in rows:
            pair = groups.setdefault((row["topic"], row.get("stance", "")), ({}, {}))
            pair[place][row["id"]] = row["text"]
    truths = {
        (argument, point): truth
        for number, (argument, point, word) in enumerate(labels, start=1)
        if (truth := truth_of(path, number, word)) is not None
    }
    found = [
        Labelled(
            topic,
            stance,
            said,
            wanted,
            {pair: truth for pair, truth in truths.items() if pair[0] in said and pair[1] in wanted},
        )
        for (topic, stance), (said, wanted) in sorted(groups.items())
        if said and wanted
    ]
    if not any(group.labels for group in found):
        message = f"{path}: no label names an argument and a key point of one topic."
        raise BadDataError(message)
    return found
