"""APX, TGF and ICCMA: nodes that support or attack each other."""

import pytest
from hypothesis import given, settings

from arguments.domain.interchange import apx, iccma, tgf
from arguments.domain.interchange.debate import Debate, DebateRelation, NodeKind, NodeRef, RelationKind, Statement
from tests.arguments.domain.interchange.debates import debates

FORMATS = [apx, tgf, iccma]


def edges(debate):
    return [(one.source.name, one.kind.value, one.target.name) for one in debate.relations]


def nodes(debate):
    return [(one.name, one.text, one.weight) for one in debate.statements]


def told(loaded):
    return [(one.severity.value, one.line, one.subject) for one in loaded.notices]


@pytest.mark.parametrize("module", FORMATS)
@settings(max_examples=25, deadline=None)
@given(given_debate=debates())
def test_what_was_written_is_read_again_as_it_was(module, given_debate):
    loaded = module.load(module.dump(given_debate).text)
    assert loaded.notices == ()
    dumped = module.dump(loaded.debate)
    assert module.load(dumped.text).debate == loaded.debate
    assert module.load(dumped.text).notices == ()


@pytest.mark.parametrize("module", [apx, tgf])
def test_a_plain_framework_loses_nothing(module):
    a, b = (NodeRef(NodeKind.STATEMENT, name) for name in "ab")
    debate = Debate(
        statements=(Statement("a", weight=0.25), Statement("b")),
        relations=(
            DebateRelation(RelationKind.ATTACKS, a, b),
            DebateRelation(RelationKind.SUPPORTS, b, a),
            DebateRelation(RelationKind.ATTACKS, a, a),
        ),
    )
    dumped = module.dump(debate)
    assert dumped.losses == ()
    assert module.load(dumped.text).debate == debate


def test_apx_reads_the_forms_that_are_found():
    text = """% A comment. arg(no).
    arg(a). arg(b,0.5). argument("Two words").
    att(a , b). attacks(b,a). supp(a,b). sup(b,"Two words"). support(a,a).
    weight(a,1). w("Two words",0.125).
    """
    loaded = apx.load(text)
    assert told(loaded) == []
    assert nodes(loaded.debate) == [("a", "a", 1.0), ("b", "b", 0.5), ("Two words", "Two words", 0.125)]
    assert edges(loaded.debate) == [
        ("a", "attacks", "b"),
        ("b", "attacks", "a"),
        ("a", "supports", "b"),
        ("b", "supports", "Two words"),
        ("a", "supports", "a"),
    ]


def test_apx_reports_each_mistake_with_its_line():
    text = "arg(a).\narg(a).\natt(a,gone).\narg(b\natt(a,a)\narg(c,red).\npaf.\npref(a,c).\narg(d,7)."
    loaded = apx.load(text)
    assert told(loaded) == [
        ("warning", 2, "a"),
        ("error", 4, "arg(b"),
        ("error", 5, "att(a,a)"),
        ("warning", 6, "c"),
        ("warning", 9, "d"),
        ("warning", 7, "paf"),
        ("warning", 8, "pref"),
        ("warning", 3, "gone"),
    ]
    assert not loaded.is_sound


def test_apx_keeps_names_and_wordings_in_comments():
    debate = Debate(
        "Streit", (Statement("Größe", ("Two\nlines, \u2028 and % more.",)), Statement("b", has_given_name=False))
    )
    dumped = apx.dump(debate)
    assert [line for line in dumped.text.split("\n") if not line.startswith("%")] == ["arg(a1).", "arg(b).", ""]
    assert apx.load(dumped.text).debate == debate


def test_tgf_reads_labels_signs_and_weights():
    text = "1 First  claim\n2 0.5\n3\tweight=0.25 Third\n#\n1 2\n2 1 +\n3 1 supports\n1 3 -\n3 3 odd\n"
    loaded = tgf.load(text)
    assert nodes(loaded.debate) == [("1", "First claim", None), ("2", "2", 0.5), ("3", "Third", 0.25)]
    assert edges(loaded.debate) == [
        ("1", "attacks", "2"),
        ("2", "supports", "1"),
        ("3", "supports", "1"),
        ("1", "attacks", "3"),
        ("3", "attacks", "3"),
    ]
    assert told(loaded) == [("warning", 9, "odd")]
    assert tgf.load(tgf.dump(loaded.debate).text).debate == loaded.debate


def test_tgf_reports_each_mistake_with_its_line():
    loaded = tgf.load("a\na\nb weight=3\n#\na\na gone\na b\na b -\n#\n")
    assert told(loaded) == [
        ("warning", 2, "a"),
        ("warning", 3, "b"),
        ("error", 5, "a"),
        ("error", 9, ""),
        ("warning", 6, "gone"),
        ("warning", 8, "a"),
    ]


def test_iccma_reads_and_writes_numbers():
    loaded = iccma.load("# comment\np af 3\n1 2\n2 3\n3 3\n")
    assert (nodes(loaded.debate), told(loaded)) == ([("1", "1", None), ("2", "2", None), ("3", "3", None)], [])
    assert iccma.dump(loaded.debate).text == "p af 3\n1 2\n2 3\n3 3\n"


@pytest.mark.parametrize("text", ["", "p af x\n", "1 2\n", "p af 99999999999\n", "p af 2000000\n", "p af ²\n"])
def test_iccma_refuses_a_file_without_a_sound_head(text):
    assert not iccma.load(text).is_sound


def test_iccma_tells_that_support_is_lost():
    a, b = (NodeRef(NodeKind.STATEMENT, name) for name in "ab")
    debate = Debate(
        statements=(Statement("a"), Statement("b")), relations=(DebateRelation(RelationKind.SUPPORTS, a, b),)
    )
    assert [(loss.what, loss.subjects) for loss in iccma.dump(debate).losses] == [("support", ("a → b",))]


@pytest.mark.parametrize("module", FORMATS)
def test_reading_grows_with_the_size_of_the_file(module):
    """A hostile line that makes a pattern search again and again would not end."""
    for text in (
        "arg(" * 50_000,
        "% " * 50_000,
        "a " * 50_000,
        "(" * 100_000,
        'arg("' + "\\" * 100_000,
        "1 " + "." * 100_000,
    ):
        module.load(text)
