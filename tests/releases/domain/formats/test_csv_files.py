"""CSV reads back as it was and holds nothing that a spreadsheet would run, however it splits the file."""

import csv
import io
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releases.domain.formats.csv_files import guard, unguard, write_csv
from releases.domain.formats.tables import CLAIMS, EVIDENCE, STANCES, TABLES, Kind
from tests.support.claim_records import AWKWARD, record, records, texts

STARTERS = "=+-@\u2212"
# What people write to see whether it runs.
ATTACKS = (
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "＝HYPERLINK(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\ufeff=1",
    '"=1',
    "a;=1;b",
    'a;"=1"',
    "a\r\n=1",
    "'=1",
    ";;=1",
    "\n\n=1",
)


def _would_run(cell):
    return cell[:1] in ("\t", "\r", "\n") or _is_formula(cell)


def _is_formula(cell):
    bare = cell.lstrip().lstrip("\ufeff\u200b\u00ad").lstrip()
    return unicodedata.normalize("NFKC", bare)[:1] in tuple(STARTERS)


def _cells(data, delimiter):
    return [cell for row in csv.reader(io.StringIO(data.decode(), newline=""), delimiter=delimiter) for cell in row]


@pytest.mark.parametrize("text", [*ATTACKS, *AWKWARD])
def test_guarded_text_does_not_run_and_comes_back(text):
    assert not _would_run(guard(text))
    assert unguard(guard(text)) == text


@given(st.text("=+-@'\t\r\n; \"a＝−\ufeff", max_size=12) | texts)
def test_guard_is_taken_away_exactly(text):
    assert unguard(guard(text)) == text
    assert not _would_run(guard(text))


@settings(max_examples=40, deadline=None)
@given(records())
def test_no_cell_runs_whatever_separates_the_cells(found):
    for table in TABLES:
        data = b"".join(write_csv(table, table.rows(found)))
        assert not any(map(_would_run, _cells(data, ",")))
        assert not any(_is_formula(cell) for delimiter in ";\t" for cell in _cells(data, delimiter))


@settings(max_examples=40, deadline=None)
@given(records())
def test_csv_reads_back_as_the_rows(found):
    for table in TABLES:
        data = b"".join(write_csv(table, table.rows(found)))
        header, *rows = csv.reader(io.StringIO(data.decode(), newline=""))
        assert header == [column.name for column in table.columns]
        kinds = [column.kind for column in table.columns]
        read = [
            tuple(unguard(cell) if kind is Kind.TEXT else cell for kind, cell in zip(kinds, row, strict=True))
            for row in rows
        ]
        assert read == [tuple(_plain(cell) for cell in row) for row in table.rows(found)]


def _plain(cell):
    if isinstance(cell, bool):
        return str(cell).lower()
    return "" if cell is None else str(cell)


def test_line_of_a_claim_is_as_documented():
    data = b"".join(write_csv(CLAIMS, CLAIMS.rows([record(7, "-5 degrees, they say")])))

    assert data.splitlines()[1:] == [
        b'00000000-0000-0000-0000-000000000007,7,C-7,"\'-5 degrees, they say",factual,accepted,ice,1,0,0,1,0,0,0'
    ]
    assert data.endswith(b"\r\n")


def test_one_row_a_claim_a_piece_of_evidence_and_a_stance():
    found = [record(1), record(2, evidence=[], stances=[])]

    assert [len(list(table.rows(found))) for table in (CLAIMS, EVIDENCE, STANCES)] == [2, 1, 1]


def test_a_run_of_line_ends_takes_no_longer_than_its_length():
    assert unguard(guard("\n" * 200_000)) == "\n" * 200_000
