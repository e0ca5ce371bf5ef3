"""What all formats promise together: names, endings, signs, and never a crash."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from arguments.domain.interchange.debate import (
    Debate,
    DebateArgument,
    DebatePremise,
    DebateRelation,
    InferenceStep,
    Locution,
    NodeKind,
    NodeRef,
    Quote,
    RelationKind,
    Statement,
)
from arguments.domain.interchange.decoding import SIZE_MAX
from arguments.domain.interchange.formats import FORMATS, format_of, format_of_file, read_bytes, sniff
from arguments.domain.interchange.reports import Severity

A, B = (NodeRef(NodeKind.STATEMENT, name) for name in ("a", "<script>alert(1)</script>"))
ONE, TWO = (NodeRef(NodeKind.ARGUMENT, name) for name in ("one", "two"))
RICH = Debate(
    "Title with “quotes” and 漢字",
    (
        Statement("a", ("First wording", "x" * 10_000), tags=("tag",), weight=0.5, quotes=(Quote("Said.", "Book", "Ann"),)),
        Statement(B.name, ("<script>alert(1)</script>\n& more",), data={"attributes": {"note": "n"}}),
        Statement("c", has_given_name=False),
    ),
    (
        DebateArgument("one", ("A sketch.",), steps=(InferenceStep((DebatePremise("a"), DebatePremise("c", is_implicit=True)), B.name, ("rule",)),), author="Bob", scheme="analogy"),
        DebateArgument("two", ("Only a sketch.",)),
    ),
    (
        *(DebateRelation(kind, A, B) for kind in RelationKind if kind is not RelationKind.UNDERCUTS),
        DebateRelation(RelationKind.UNDERCUTS, TWO, ONE),
        DebateRelation(RelationKind.ATTACKS, A, A),
    ),
    (Locution("L1", "Ann : a", "Ann", "2020-01-01", "Asserting", A),),
)  # fmt: skip


@pytest.mark.parametrize("written", FORMATS)
@pytest.mark.parametrize("read", FORMATS)
def test_every_format_becomes_every_other_one_and_stays_it(read, written):
    first = FORMATS[read].load(FORMATS[read].dump(RICH).text)
    assert first.is_sound
    dumped = FORMATS[written].dump(first.debate)
    second = FORMATS[written].load(dumped.text)
    assert second.is_sound
    assert FORMATS[written].load(FORMATS[written].dump(second.debate).text).debate == second.debate
    dumped.text.encode()


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_debate_is_written_and_read(name):
    loaded = FORMATS[name].load(FORMATS[name].dump(Debate()).text)
    assert (loaded.debate.statements, loaded.debate.arguments, loaded.debate.relations) == ((), (), ())


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=15, deadline=None)
@given(
    cut=st.integers(0, 4000),
    length=st.integers(1, 60),
    put=st.text(alphabet="{}[]<>\"'\\(),.;:#%&-+=\n\t 1a/*", max_size=8),
)
@example(cut=0, length=10**6, put="{" * 50_000)
@example(cut=0, length=10**6, put="(" * 50_000)
@example(cut=0, length=10**6, put="<" * 50_000)
@example(cut=0, length=10**6, put="[" * 50_000)
@example(cut=0, length=10**6, put="\\" * 50_000)
@example(cut=0, length=10**6, put="\ud800")
def test_no_damage_makes_a_reader_crash(name, cut, length, put):
    whole = DAMAGED[name]
    loaded = FORMATS[name].load(whole[:cut] + put + whole[cut + length :])
    names = {
        kind: {one.name for one in nodes}
        for kind, nodes in (("statement", loaded.debate.statements), ("argument", loaded.debate.arguments))
    }
    for relation in loaded.debate.relations:
        assert relation.source.name in names[relation.source.kind]
        assert relation.target.name in names[relation.target.kind]
    for argument in loaded.debate.arguments:
        for step in argument.steps:
            assert {step.conclusion, *(premise.statement for premise in step.premises)} <= names[
                "statement"
            ] or not loaded.is_sound


SHORT = Debate(
    RICH.title,
    tuple(
        Statement(one.name, one.texts[:1], one.has_given_name, one.tags, one.weight, one.quotes, one.data)
        for one in RICH.statements
    ),
    RICH.arguments,
    RICH.relations,
    RICH.locutions,
)
DAMAGED = {name: one.dump(SHORT).text for name, one in FORMATS.items()}


@pytest.mark.parametrize(
    ("filename", "name"),
    [
        ("a.argdown", "argdown"), ("A.AIF.JSON", "aif"), ("a.map.json", "json"), ("a.json", "json"), ("x.kialo.txt", "kialo"),
        ("x.graphml", "graphml"), ("x.gv", "dot"), ("x.apx", "apx"), ("x.tgf", "tgf"), ("x.af", "iccma"), ("x.jsonld", "web-annotation"),
    ],
)  # fmt: skip
def test_the_name_of_a_file_tells_its_format(filename, name):
    assert format_of(filename) is FORMATS[name]


def test_an_unknown_name_tells_nothing():
    assert format_of("map.docx") is None
    assert format_of_file("map.docx", b"\xff\xfe\x00") is None


@pytest.mark.parametrize("name", ["aif", "kialo", "graphml", "dot", "apx", "iccma", "web-annotation", "json"])
def test_the_content_of_a_file_tells_its_format(name):
    text = FORMATS[name].dump(RICH).text
    assert sniff(text) is FORMATS[name]
    assert format_of_file("-", text.encode()) is FORMATS[name]
    if text.startswith("{"):
        assert format_of_file("map.json", text.encode()) is FORMATS[name]


def test_a_clear_ending_wins_over_the_content():
    assert format_of_file("map.aif.json", b'{"format": "parallax-map"}') is FORMATS["aif"]
    assert format_of_file("map.af", b"arg(a).\n") is FORMATS["apx"]
    assert format_of_file("map.txt", b"p af 2\n1 2\n") is FORMATS["iccma"]
    assert format_of_file("map.txt", b"1. A claim\n") is FORMATS["kialo"]


@pytest.mark.parametrize("name", FORMATS)
def test_bytes_that_are_no_text_are_refused_with_their_line(name):
    for data, line in ((b"a\nb \xff\n", 2), (b"a\n\nb\x00", 3), (b" " * SIZE_MAX, None), (b"\xff\xfea", 1)):
        loaded = read_bytes(data, FORMATS[name])
        assert [(one.severity, one.line) for one in loaded.notices] == [(Severity.ERROR, line)]
        assert loaded.debate == Debate()


def test_bytes_are_read_in_what_they_say_that_they_are_written_in():
    text = '<?xml version="1.0" encoding="ISO-8859-1"?>\r\n<graphml><graph><node id="é"/></graph></graphml>'
    for encoding in ("iso-8859-1", "utf-16", "utf-8-sig"):
        loaded = read_bytes(text.encode(encoding), FORMATS["graphml"])
        assert [one.name for one in loaded.debate.statements] == ["é"]
    assert not read_bytes(text.replace("8859-1", "0000-0").encode("latin-1"), FORMATS["graphml"]).is_sound
