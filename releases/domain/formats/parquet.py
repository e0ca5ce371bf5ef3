"""Tables as Parquet: typed columns, row groups of bounded size, zstd. Nothing is lost: what lacks is null."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from types import MappingProxyType
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from releases.domain.formats.sink import Sink
from releases.domain.formats.tables import Column, Kind, Row, Table

MEDIA_TYPE = "application/vnd.apache.parquet"
ROWS = 10_000
"""Of one row group: some MB of evidence, which is what is held in memory."""

TYPES = MappingProxyType(
    {
        Kind.TEXT: pa.string(),
        Kind.WHOLE: pa.int32(),
        Kind.TRUTH: pa.bool_(),
        Kind.DATE: pa.date32(),
        # A year is no day: what is known stays a text that sorts by time.
        Kind.PARTIAL_DATE: pa.string(),
    }
)


def schema_of(table: Table) -> pa.Schema:
    """Return the table's schema; the meaning of each column is its `description`."""
    return pa.schema([_field(column) for column in table.columns])


def write_parquet(table: Table, rows: Iterable[Row], *, rows_of_group: int = ROWS) -> Iterator[bytes]:
    """Yield the table's file, a row group at a time. A table without rows has a schema and no row group."""
    schema = schema_of(table)
    sink = Sink()
    following = iter(rows)
    with parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        while batch := list(islice(following, rows_of_group)):
            writer.write_batch(_batch(table, schema, batch), row_group_size=rows_of_group)
            yield sink.take()
    yield sink.take()


def _field(column: Column) -> pa.Field:
    meaning = {"description": column.meaning}
    return pa.field(column.name, TYPES[column.kind], nullable=column.may_lack, metadata=meaning)


def _batch(table: Table, schema: pa.Schema, rows: list[Row]) -> pa.RecordBatch:
    arrays = []
    for column, field, values in zip(table.columns, schema, zip(*rows, strict=True), strict=True):
        typed = [_day(value) for value in values] if column.kind is Kind.DATE else values
        arrays.append(pa.array(typed, type=field.type))
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _day(value: Any) -> date | None:  # noqa: ANN401 - a cell
    return None if value is None else date.fromisoformat(value)
