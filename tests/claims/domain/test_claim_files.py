import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.claim_files import COLUMNS, CSV, MAX_LINE_BYTES, NDJSON, ClaimRow, Fault, Words, read_claims

WORDS = Words(("factual", "causal"), ("draft", "accepted"), ("supports", "contradicts"), ("affirms", "denies"))


def read(data, form=NDJSON):
    return list(read_claims(data if isinstance(data, bytes) else data.encode(), form, WORDS))


def line(**fields):
    return json.dumps({"text": "Rain falls.", "kind": "factual"} | fields)


def test_a_line_is_a_claim_with_its_evidence_and_stances():
    evidence = {"quote": "It rains.", "source": "moss-2020", "bearing": "supports"}
    stance = {"author": "moss", "position": "affirms", "reason": "Says so.", "as_of": "2020-02-29", "likelihood": 90}

    [row] = read(line(text=" Rain \u00a0 falls. ", evidence=[evidence], stances=[stance]))

    assert (row.text, row.kind, row.status, row.topic) == ("Rain falls.", "factual", "draft", "")
    assert row.evidence[0].source == "moss-2020"
    assert row.stances[0].as_of.isoformat() == "2020-02-29"


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        (b"{", ""),
        (b"[1]", ""),
        (b"NaN", ""),
        (b"\xff\xfe\xfd"[::-1], ""),
        (line(text=""), "/text"),
        (line(text=" \n"), "/text"),
        (line(text=7), "/text"),
        (line(text="x" * 1001), "/text"),
        (b'{"text": "a\\u0000b", "kind": "factual"}', "/text"),
        (b'{"text": "a\\ud800b", "kind": "factual"}', ""),
        (line(kind="grand"), "/kind"),
        (line(kind=["factual"]), "/kind"),
        (line(status="done"), "/status"),
        (line(colour="red"), "/colour"),
        (line(**{"a/b~c": 1}), "/a~1b~0c"),
        (line(evidence={}), "/evidence"),
        (line(evidence=[{}]), "/evidence/0/quote"),
        (line(evidence=[7]), "/evidence/0"),
        (line(evidence=[{}] * 201), "/evidence"),
        (line(stances=[{"author": "m", "position": "maybe"}]), "/stances/0/likelihood"),
        (line(stances=[{"author": "m", "position": "affirms", "reason": "r", "as_of": "2020-02-30"}]), "/stances/0/as_of"),
        (line(stances=[{"author": "m", "position": "affirms", "reason": "r", "likelihood": 101}]), "/stances/0/likelihood"),
        (b"[" * 5000, ""),
        (b'{"text": "' + b"x" * MAX_LINE_BYTES + b'"}', ""),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_taken_is_a_fault_with_its_place_and_stops_no_other(data, pointer):
    data = data if isinstance(data, bytes) else data.encode()
    if b"maybe" in data:
        pointer = "/stances/0/position"

    before, fault, after = read(line().encode() + b"\n" + data + b"\n" + line(text="Snow.").encode())

    assert (before.line, after.line) == (1, 3)
    assert isinstance(fault, Fault)
    assert (fault.line, fault.pointer) == (2, pointer)


def test_a_mark_at_the_start_empty_lines_and_returns_are_no_fault():
    rows = read(b"\xef\xbb\xbf" + line().encode() + b"\r\n\r\n\n" + line(text="Snow.").encode())

    assert [(row.line, row.text) for row in rows] == [(1, "Rain falls."), (4, "Snow.")]


def test_another_encoding_is_said_of_the_whole_file():
    with pytest.raises(ValueError, match="UTF-16"):
        read(line().encode("utf-16"))
    with pytest.raises(ValueError, match="UTF-8"):
        read("text,kind\nSchönes Wetter.,factual".encode("latin-1"), CSV)


def test_a_table_has_one_piece_and_one_stance_a_row():
    table = (
        "text,kind,topic,quote,source,bearing,author,position,reason,likelihood\r\n"
        '"Rain, ""hard"", falls.",factual,\'=weather,It rains.,moss,supports,moss,affirms,Says so.,90\r\n'
        "Snow.,causal\r\n"
    )

    first, second = read(table, CSV)

    assert (first.text, first.topic) == ('Rain, "hard", falls.', "=weather")
    assert (first.evidence[0].quote, first.stances[0].likelihood) == ("It rains.", 90)
    assert (second.line, second.evidence, second.stances) == (3, (), ())


@pytest.mark.parametrize(
    ("table", "pointer"),
    [
        ("text,kind\nRain.,grand", "/kind"),
        ("text,kind\nRain.,factual,more", ""),
        ("text,kind,quote\nRain.,factual,It rains.", "/source"),
        ('text,kind\n"Rain.,factual', ""),
        ("text,kind,author,position,reason,likelihood\nRain.,factual,m,affirms,r,²", "/likelihood"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_a_fault_with_its_column(table, pointer):
    [fault] = read(table, CSV)

    assert (fault.line, fault.pointer) == (2, pointer)


@pytest.mark.parametrize("head", ["", "text", "text,kind,kind", "text,kind,colour", '"text'])
def test_a_table_whose_first_line_names_no_columns_is_refused_as_a_whole(head):
    with pytest.raises(ValueError, match=r"columns|CSV"):
        read(head + "\n", CSV)


@given(st.binary(max_size=200), st.sampled_from([NDJSON, CSV]))
def test_no_bytes_end_in_anything_but_rows_and_faults(data, form):
    try:
        found = read(data if form == NDJSON else b"text,kind\n" + data, form)
    except ValueError:
        return
    assert all(isinstance(one, ClaimRow | Fault) for one in found)


@given(st.fixed_dictionaries({}, optional={name: st.text(max_size=9) for name in COLUMNS}))
def test_no_object_ends_in_anything_but_a_row_or_a_fault(fields):
    [one] = read(json.dumps(fields)) or [None]
    assert isinstance(one, ClaimRow | Fault)
