"""Argdown with errors: each is reported with its line and column, and the rest is read."""

import pytest

from arguments.domain.interchange import argdown
from arguments.domain.interchange.reports import Severity

ERRORS = [
    ("+ [A]: x\n", 1, 1, "needs a statement or argument above"),
    ("[A]: x\n+ [B]: y\n", 2, 1, "indented deeper"),
    ("[A]: x\n    + [B]\n  - [C]\n", 3, 3, "indentation"),
    ("[A]: x\n\n  + [B]\n", 3, 3, "needs a statement or argument above"),
    ("[A]: x\n  +\n\n[B]: y", 2, 3, "nothing follows the relation sign"),
    ("[A]: x\n  >< <B>\n", 2, 3, "contradict"),
    ("[A]: x\n\n----\n(1) y\n", 3, 1, "nothing follows|needs a statement or argument"),
    ("Text.\n----\n(1) y\n", 2, 1, "needs numbered premises"),
    ("(1) p\n(2) q\n", 1, 1, "need an inference line"),
    ("(1) p\n----\n", 2, 1, "conclusion must follow"),
    ("(1) p\n----\n(2) q\n(3) r\n", 4, 5, "must be a conclusion"),
    ("(1) p\n--\nrule\n(2) q\n", 2, 1, "not closed"),
    ("(1) <A>\n----\n(2) q\n", 1, 5, "cannot be a premise"),
    ("<A>: a\n(1) p\n----\n(2) q\n", 2, 1, "must start a paragraph"),
    ("[A] and more\n", 1, 5, "cannot follow a reference"),
    ("[A]: x {a: 1} more\n", 1, 15, "cannot follow a reference or"),
    ("Text with [A] inside\n", 1, 11, "may only stand alone"),
    ("[A]:\n\nText.", 1, 1, "a text must follow"),
    ("One *two\n", 1, 5, "not closed"),
    ("[A]: x {a: [1, b: 2}\n", 1, 20, "no YAML"),
    ("[A]: x {a: 1, a: 2}\n", 1, 15, "given twice"),
    ("Text.\n# Heading\n", 2, 1, "must start a paragraph"),
    ("===\ntitle: [x\n===\n\nText.", 3, 1, "no YAML"),
    ("<A>\n\n(1) p\n----\n(2) q\n\n<A>\n\n(1) r\n----\n(2) s\n", 9, 1, "has a reconstruction already"),
]
WARNINGS = [
    ("(1) p\n(3) q\n----\n(4) r\n", 2, 1, "out of order"),
    ("Text /* no end\n", 1, 6, "comment"),
    ("Text {no end\n", 1, 6, "data"),
    ("Text #(no end\n", 1, 6, "tag"),
    ("Text \\\nand more\n", 1, 6, "backslash"),
    ("[Title: no bracket\n", 1, 1, "bracket"),
    ("===\ntitle: x\n\nText.\n", 1, 1, "front matter"),
    ("", 1, 1, "holds no statement"),
]


def found(text, severity):
    notices = argdown.load(text).notices
    return [(one.line, one.column, one.reason) for one in notices if one.severity is severity]


@pytest.mark.parametrize(("text", "line", "column", "words"), ERRORS)
def test_each_syntax_error_is_told_with_line_and_column(text, line, column, words):
    places = [
        place
        for place in found(text, Severity.ERROR)
        if any(word in place[2].lower() for word in words.lower().split("|"))
    ]
    assert [place[:2] for place in places[:1]] == [(line, column)], found(text, Severity.ERROR)


@pytest.mark.parametrize(("text", "line", "column", "words"), WARNINGS)
def test_each_oversight_is_told_and_harms_nothing(text, line, column, words):
    assert argdown.load(text).is_sound
    (place,) = [place for place in found(text, Severity.WARNING) if words in place[2].lower()]
    assert place[:2] == (line, column)


def test_what_stands_beside_an_error_is_read():
    loaded = argdown.load("[A]: x\n  + [B]: y\n + [C]: z\n\nText [A].\n\n[D]: fine\n")
    assert {"A", "B", "C", "D"} <= {one.name for one in loaded.debate.statements}
    assert len(loaded.notices) >= 2


@pytest.mark.parametrize(
    "text",
    [
        "[" * 9_000,
        "{" * 9_000,
        "/*" * 5_000,
        "#(" * 5_000,
        ".a" * 5_000,
        "**a " * 3_000,
        "\n'" * 4_000,
        "[r]: x\n" + "".join(f"{' ' * depth}+ a\n" for depth in range(1, 700)),
        "[a] {a: " + "{a: " * 3_000 + "}" * 3_001,
        "===\n" + "[" * 3_000 + "\n===\n\nx",
        "[a]: " + "a long (text); " * 700,
    ],
    ids=lambda text: text[:6],
)
def test_hostile_texts_are_read_without_recursion(text):
    loaded = argdown.load(text)
    assert argdown.load(argdown.dump(loaded.debate).text).debate.statements == loaded.debate.statements


def test_yaml_that_multiplies_itself_is_refused():
    lines = ["a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, 9)]
    loaded = argdown.load("===\n" + "\n".join(lines) + "\n===\n\nText.")
    assert [notice.reason for notice in loaded.notices] == [
        "The data is no YAML: a block of data may hold 200,000 values at most."
    ]
