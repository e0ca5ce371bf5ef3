import json

from hypothesis import given, settings

from arguments.domain.interchange import native
from arguments.domain.interchange.debate import Debate, Statement
from arguments.domain.interchange.reports import Severity
from tests.arguments.domain.interchange.debates import debates


@settings(max_examples=60, deadline=None)
@given(debates())
def test_native_keeps_every_debate_whole(debate):
    dumped = native.dump(debate)
    loaded = native.load(dumped.text)
    assert loaded.notices == ()
    assert loaded.debate == debate
    assert dumped.losses == ()


def test_native_names_its_fields_for_strangers():
    document = json.loads(native.dump(Debate("Taxes", (Statement("Raise them", ("Taxes should rise.",)),))).text)
    assert document == {
        "format": "parallax-map",
        "version": 1,
        "title": "Taxes",
        "statements": [{"title": "Raise them", "texts": ["Taxes should rise."]}],
        "arguments": [],
        "relations": [],
    }


def test_native_reports_every_wrong_field_with_its_place():
    text = json.dumps(
        {
            "format": "parallax-map",
            "version": 1,
            "statements": [{"title": "a", "texts": "no list", "weight": 2, "colour": "red"}, {"title": "a"}, 7],
            "relations": [{"type": "likes", "from": "a", "to": "a"}, {"type": "attacks", "from": "a", "to": "gone"}],
        }
    )
    loaded = native.load(text)
    assert not loaded.is_sound
    assert [(one.severity.value, one.subject) for one in loaded.notices] == [
        ("error", "/statements/0/texts"),
        ("error", "/statements/0/weight"),
        ("warning", "/statements/0/colour"),
        ("error", "/statements/2"),
        ("error", "/relations/0/type"),
        ("error", "a"),
        ("error", ""),
        ("warning", "/relations/1"),
    ]


def test_native_names_the_line_of_broken_json():
    (notice,) = native.load('{\n  "format": "parallax-map",\n  oops\n}').notices
    assert (notice.severity, notice.line, notice.column) == (Severity.ERROR, 3, 3)


def test_native_refuses_deep_nesting_and_what_no_database_stores():
    deep = '{"format": "parallax-map", "data": ' + "[" * 100_000 + "]" * 100_000 + "}"
    for text in (deep, '["\\u0000"]', '["\\ud800"]', "[NaN]", "[1e999]", "", "[" + "9" * 5000 + "]"):
        loaded = native.load(text)
        assert [one.severity for one in loaded.notices] == [Severity.ERROR]
        assert loaded.debate == Debate()


def test_native_names_the_line_of_a_wrong_or_missing_field():
    text = (
        '{"format": "parallax-map", "version": 1,\n "statements": [\n  {"title": "a, [b]: {\\"c\\"}"},\n  {"title": "d",\n'
        '   "weight": 7}],\n "relations": [\n  {"from": "d", "to": "d"}]}'
    )
    assert [(one.subject, one.line, one.column) for one in native.load(text).notices] == [
        ("/statements/1/weight", 5, 14),
        ("/relations/0/type", 7, 3),
    ]
