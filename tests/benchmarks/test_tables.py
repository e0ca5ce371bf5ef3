"""Holds that labelled files of strangers are read whatever their spelling, and refused with the reason."""

import json

import pytest

from benchmarks.tables import BadDataError, name_columns, read_rows, truth_of

NEEDED = {"claim": ("proposition",), "key_point": ("keypoint", "kp")}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "Key Point,Proposition\nwarm,the sea rises\n"),
        ("b.csv", "Proposition;key_point\nthe sea rises;warm\n"),
        ("c.tsv", "KEYPOINT\tproposition\nwarm\tthe sea rises\n"),
        ("d.json", '[{"kp": "warm", "Claim": "the sea rises"}]'),
        ("e.jsonl", '{"claim": "the sea rises", "key-point": "warm"}\n\n'),
    ],
)
def test_columns_are_found_in_any_spelling_order_and_format(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert name_columns(path, read_rows(path), NEEDED) == [{"claim": "the sea rises", "key_point": "warm"}]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path, encoding):
    path = tmp_path / "rows.csv"
    path.write_bytes("claim,label\nÉrié,1\n".encode(encoding))
    assert read_rows(path) == [{"claim": "Érié", "label": "1"}]


def test_quoted_fields_hold_commas_and_line_ends(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text('claim,label\n"one, and\nmore",1\n', encoding="utf-8")
    assert read_rows(path) == [{"claim": "one, and\nmore", "label": "1"}]


def test_a_quotation_mark_in_a_file_of_tabs_is_a_letter(tmp_path):
    path = tmp_path / "rows.tsv"
    path.write_text('claim\tlabel\n"Warm" is no word\t1\n"odd\t0\n', encoding="utf-8")
    assert read_rows(path) == [{"claim": '"Warm" is no word', "label": "1"}, {"claim": '"odd', "label": "0"}]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"claim,label\n", "has no rows"),
        ("a.csv", b"claim\n\xe9\n", "is not UTF-8 (byte 6)"),
        ("a.csv", b'claim\n"never closed', "is no table"),
        ("a.json", b"{", "is not JSON"),
        ("a.json", b'{"claims": 1}', "no list of objects"),
    ],
)
def test_a_bad_file_is_refused_with_its_name_and_the_reason(tmp_path, name, data, reason):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(BadDataError) as refused:
        read_rows(path)
    assert str(path) in str(refused.value)
    assert reason in str(refused.value)


def test_a_missing_file_and_a_missing_column_are_named(tmp_path):
    with pytest.raises(BadDataError, match="cannot be read"):
        read_rows(tmp_path / "none.csv")
    with pytest.raises(BadDataError, match=r"no column 'key_point' .* its columns: 'claim', 'label'"):
        name_columns(tmp_path / "a.csv", [{"claim": "a", "label": "1"}], NEEDED)


@pytest.mark.parametrize(
    ("word", "truth"),
    [
        ("1", True),
        ("1.0", True),
        ("TRUE", True),
        ("Same", True),
        ("0", False),
        ("-1", False),
        ("no", False),
        ("", None),
    ],
)
def test_labels_are_read_as_yes_no_or_undecided(tmp_path, word, truth):
    assert truth_of(tmp_path, 1, word) is truth


def test_a_label_that_is_neither_yes_nor_no_is_refused_with_its_row(tmp_path):
    with pytest.raises(BadDataError, match="row 7: the label '3'"):
        truth_of(tmp_path / "a.csv", 7, "3")


def test_booleans_of_json_are_labels(tmp_path):
    path = tmp_path / "rows.json"
    path.write_text(json.dumps([{"claim": "a", "label": True}, {"claim": "b", "label": None}]))
    assert [truth_of(path, 1, row["label"]) for row in read_rows(path)] == [True, None]
