"""The records of claims as three flat tables: one row a claim, one a piece of evidence, one a stance.

What the columns mean is said here once: CSV, Parquet and the metadata take it from here.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Record = Mapping[str, Any]
Cell = str | int | bool | None
Row = tuple[Cell, ...]


class Kind(StrEnum):
    """What a column holds. A partial date is a year, a month or a day, as precise as it is known."""

    TEXT = "text"
    WHOLE = "whole"
    TRUTH = "truth"
    DATE = "date"
    PARTIAL_DATE = "partial_date"


@dataclass(frozen=True)
class Column:
    """One column: its name, what it holds and what it means; `may_lack` if a cell can be without a value."""

    name: str
    kind: Kind
    meaning: str
    may_lack: bool = False


@dataclass(frozen=True)
class Table:
    """A table of which each record gives some rows. The first column identifies a row."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows_of: Callable[[Record], Iterable[Row]]

    def rows(self, records: Iterable[Record]) -> Iterator[Row]:
        """Yield the rows of the records, in their order."""
        for record in records:
            yield from self.rows_of(record)


BEARINGS = ("supports", "contradicts", "context")
POSITIONS = ("affirms", "denies", "qualifies", "undecided")


def _claim_row(record: Record) -> Iterator[Row]:
    bearings = Counter(one["bearing"] for one in record["evidence"])
    positions = Counter(one["position"] for one in record["stances"] if one["counts"])
    yield (
        *(record[key] for key in ("id", "number", "label", "text", "kind", "status", "topic")),
        *(bearings[bearing] for bearing in BEARINGS),
        *(positions[position] for position in POSITIONS),
    )


def _evidence_rows(record: Record) -> Iterator[Row]:
    for one in record["evidence"]:
        source, speaker = one["source"], one["speaker"]
        yield (
            one["id"],
            record["id"],
            record["label"],
            one["bearing"],
            *(one[key] for key in ("quote", "prefix", "suffix", "passage")),
            speaker["id"],
            speaker["name"],
            *(source[key] for key in ("id", "key", "title", "issued", "doi", "url", "status")),
        )


def _stance_rows(record: Record) -> Iterator[Row]:
    for one in record["stances"]:
        author = one["author"]
        yield (
            one["id"],
            record["id"],
            record["label"],
            author["id"],
            author["name"],
            *(one[key] for key in ("position", "basis", "counts", "as_of", "likelihood", "likelihood_term", "reason")),
        )


CLAIMS = Table(
    "claims",
    "Claims",
    (
        Column("id", Kind.TEXT, "Identifier of the claim."),
        Column("number", Kind.WHOLE, "Number of the claim in its workspace."),
        Column("label", Kind.TEXT, "What people say: C-12."),
        Column("text", Kind.TEXT, "The proposition."),
        Column("kind", Kind.TEXT, "What kind of proposition it is."),
        Column("status", Kind.TEXT, "draft, in_review, accepted or retired."),
        Column("topic", Kind.TEXT, "How the team files it; may be empty."),
        Column("supports", Kind.WHOLE, "Accepted passages that support it."),
        Column("contradicts", Kind.WHOLE, "Accepted passages that contradict it."),
        Column("context", Kind.WHOLE, "Accepted passages that give context."),
        Column("affirms", Kind.WHOLE, "Authors whose stance that counts affirms it."),
        Column("denies", Kind.WHOLE, "Authors whose stance that counts denies it."),
        Column("qualifies", Kind.WHOLE, "Authors whose stance that counts qualifies it."),
        Column("undecided", Kind.WHOLE, "Authors whose stance that counts is undecided."),
    ),
    _claim_row,
)
EVIDENCE = Table(
    "evidence",
    "Evidence",
    (
        Column("id", Kind.TEXT, "Identifier of the evidence."),
        Column("claim_id", Kind.TEXT, "Identifier of the claim that the passage bears on."),
        Column("claim_label", Kind.TEXT, "The claim's label: C-12."),
        Column("bearing", Kind.TEXT, "supports, contradicts or context."),
        Column("quote", Kind.TEXT, "The words of the passage."),
        Column("prefix", Kind.TEXT, "Words before it."),
        Column("suffix", Kind.TEXT, "Words behind it."),
        Column("passage_id", Kind.TEXT, "Identifier of the passage, which can bear on several claims."),
        Column("speaker_id", Kind.TEXT, "Identifier of the author whose view the passage states."),
        Column("speaker_name", Kind.TEXT, "Name of that author."),
        Column("source_id", Kind.TEXT, "Identifier of the source."),
        Column("source_key", Kind.TEXT, "The source's short name in the workspace."),
        Column("source_title", Kind.TEXT, "Its title."),
        Column("source_issued", Kind.PARTIAL_DATE, "When it was issued: a year, a month or a day.", may_lack=True),
        Column("source_doi", Kind.TEXT, "Its DOI; may be empty."),
        Column("source_url", Kind.TEXT, "Its address; may be empty."),
        Column("source_status", Kind.TEXT, "Whether the source stands, is corrected or retracted."),
    ),
    _evidence_rows,
)
STANCES = Table(
    "stances",
    "Stances",
    (
        Column("id", Kind.TEXT, "Identifier of the stance."),
        Column("claim_id", Kind.TEXT, "Identifier of the claim that it is about."),
        Column("claim_label", Kind.TEXT, "The claim's label: C-12."),
        Column("author_id", Kind.TEXT, "Identifier of the author who holds it."),
        Column("author_name", Kind.TEXT, "Name of the author."),
        Column("position", Kind.TEXT, "affirms, denies, qualifies or undecided."),
        Column("basis", Kind.TEXT, "derived from evidence, or set by an editor."),
        Column("counts", Kind.TRUTH, "Whether it is the one of the author's stances on the claim that counts."),
        Column("as_of", Kind.DATE, "Day from which the author holds it.", may_lack=True),
        Column("likelihood", Kind.WHOLE, "How likely the author finds the claim, in per cent.", may_lack=True),
        Column("likelihood_term", Kind.TEXT, "The same in the author's words; may be empty."),
        Column("reason", Kind.TEXT, "Why an editor set it; may be empty."),
    ),
    _stance_rows,
)
TABLES = (CLAIMS, EVIDENCE, STANCES)
TABLE_BY_NAME = {table.name: table for table in TABLES}
