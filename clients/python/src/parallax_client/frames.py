"""Records of claims as three tables, with the columns that the CSV and Parquet files of a release have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from parallax_client.errors import ParallaxError

if TYPE_CHECKING:
    import pandas as pd

CLAIM = ("id", "number", "label", "text", "kind", "status", "topic")
BEARINGS = ("supports", "contradicts", "context")
POSITIONS = ("affirms", "denies", "qualifies", "undecided")
QUOTE = ("quote", "prefix", "suffix")
SOURCE = ("id", "key", "title", "issued", "doi", "url", "status")
STANCE = ("position", "basis", "counts", "as_of", "likelihood", "likelihood_term", "reason")

COLUMNS: dict[str, tuple[str, ...]] = {
    "claims": (*CLAIM, *BEARINGS, *POSITIONS),
    "evidence": (
        *("id", "claim_id", "claim_label", "bearing"), *QUOTE, *("passage_id", "speaker_id", "speaker_name"),
        *(f"source_{name}" for name in SOURCE),
    ),
    "stances": ("id", "claim_id", "claim_label", "author_id", "author_name", *STANCE),
}  # fmt: skip


class Frames(NamedTuple):
    """One row a claim, one a piece of accepted evidence, one a stance; `claim_id` joins them."""

    claims: pd.DataFrame
    evidence: pd.DataFrame
    stances: pd.DataFrame


def frames_of(records: Iterable[dict[str, Any]]) -> Frames:
    """Return the records as data frames; ParallaxError where pandas is not installed."""
    try:
        import pandas as pd  # noqa: PLC0415 - an extra of this package
    except ImportError as missing:
        raise ParallaxError("Data frames need pandas: pip install 'parallax-client[pandas]'") from missing
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in COLUMNS}
    for record in records:
        rows["claims"].append(_claim(record))
        rows["evidence"] += (_evidence(record, one) for one in record["evidence"])
        rows["stances"] += (_stance(record, one) for one in record["stances"])
    frames = {name: pd.DataFrame(rows[name], columns=list(columns)) for name, columns in COLUMNS.items()}
    stances = frames["stances"]
    stances["as_of"] = pd.to_datetime(stances["as_of"])
    stances["likelihood"] = stances["likelihood"].astype("Int64")
    return Frames(**frames)


def _claim(record: dict[str, Any]) -> tuple[Any, ...]:
    bearings = Counter(one["bearing"] for one in record["evidence"])
    positions = Counter(one["position"] for one in record["stances"] if one["counts"])
    return (
        *(record[name] for name in CLAIM),
        *(bearings[one] for one in BEARINGS),
        *(positions[one] for one in POSITIONS),
    )


def _evidence(record: dict[str, Any], one: dict[str, Any]) -> tuple[Any, ...]:
    return (
        *(one["id"], record["id"], record["label"], one["bearing"]),
        *(one[name] for name in (*QUOTE, "passage")),
        *(one["speaker"]["id"], one["speaker"]["name"]),
        *(one["source"][name] for name in SOURCE),
    )


def _stance(record: dict[str, Any], one: dict[str, Any]) -> tuple[Any, ...]:
    author = one["author"]
    return (one["id"], record["id"], record["label"], author["id"], author["name"], *(one[name] for name in STANCE))
