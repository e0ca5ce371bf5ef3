"""Parquet is typed, reads back equal, and is written a row group at a time."""

import io
from datetime import date

import pyarrow as pa
from hypothesis import given, settings
from pyarrow import parquet as reader

from releases.domain.formats.parquet import write_parquet
from releases.domain.formats.tables import CLAIMS, EVIDENCE, STANCES, TABLES, Kind
from tests.support.claim_records import record, records


def _read(data):
    return reader.read_table(io.BytesIO(data))


@settings(max_examples=25, deadline=None)
@given(records())
def test_parquet_reads_back_as_the_rows(found):
    for table in TABLES:
        read = _read(b"".join(write_parquet(table, table.rows(found))))
        rows = [tuple(row.values()) for row in read.to_pylist()]
        assert rows == [
            tuple(
                date.fromisoformat(cell) if column.kind is Kind.DATE and cell else cell
                for column, cell in zip(table.columns, row, strict=True)
            )
            for row in table.rows(found)
        ]


def test_columns_are_typed_and_described():
    schema = _read(b"".join(write_parquet(STANCES, []))).schema

    assert (schema.field("as_of").type, schema.field("as_of").nullable) == (pa.date32(), True)
    assert (schema.field("counts").type, schema.field("counts").nullable) == (pa.bool_(), False)
    assert schema.field("likelihood").type == pa.int32()
    assert schema.field("as_of").metadata[b"description"] == b"Day from which the author holds it."


def test_row_groups_are_bounded_compressed_and_handed_on_one_by_one():
    chunks = list(write_parquet(CLAIMS, CLAIMS.rows(map(record, range(25))), rows_of_group=10))

    # Ten, ten, five, and the end of the file.
    assert len(chunks) == 4
    found = reader.ParquetFile(io.BytesIO(b"".join(chunks))).metadata
    assert [found.row_group(place).num_rows for place in range(3)] == [10, 10, 5]
    assert found.row_group(0).column(0).compression == "ZSTD"


def test_rows_are_taken_only_as_they_are_written():
    taken = []

    def rows():
        for row in EVIDENCE.rows(map(record, range(30))):
            taken.append(row)
            yield row

    next(write_parquet(EVIDENCE, rows(), rows_of_group=10))

    assert len(taken) == 10
