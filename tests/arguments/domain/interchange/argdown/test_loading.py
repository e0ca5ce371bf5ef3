"""Reading Argdown: each rule of the notation by a sentence of its own."""

import pytest

from arguments.domain.interchange import argdown
from arguments.domain.interchange.debate import NodeKind, NodeRef, RelationKind

STATEMENT, ARGUMENT = NodeKind.STATEMENT, NodeKind.ARGUMENT


def read(text):
    loaded = argdown.load(text)
    assert loaded.notices == ()
    return loaded.debate


def relations(text):
    return [(one.source.name, one.kind.value, one.target.name) for one in read(text).relations]


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        ("+", ("B", "supports", "A")),
        ("<+", ("B", "supports", "A")),
        ("+>", ("A", "supports", "B")),
        ("-", ("B", "attacks", "A")),
        ("<-", ("B", "attacks", "A")),
        ("->", ("A", "attacks", "B")),
        ("_", ("B", "undercuts", "A")),
        ("<_", ("B", "undercuts", "A")),
        ("_>", ("A", "undercuts", "B")),
        ("><", ("A", "contradicts", "B")),
    ],
)
def test_each_relation_sign_has_its_kind_and_direction(sign, expected):
    assert relations(f"[A]: One.\n  {sign} [B]: Two.\n") == [expected]


def test_relations_nest_by_indentation_innermost_first():
    text = "[A]: Rain.\n  + <B>: Clouds.\n    - <C>: Thin ones.\n  - <D>: A roof.\n"
    assert relations(text) == [("C", "attacks", "B"), ("B", "supports", "A"), ("D", "attacks", "A")]


def test_a_relation_said_twice_is_one():
    assert relations("[A]: x\n  + [B]\n  >< [C]\n\n[B]\n  +> [A]\n\n[C]\n  >< [A]\n") == [
        ("B", "supports", "A"),
        ("A", "contradicts", "C"),
    ]


def test_names_are_made_up_in_the_order_of_the_text():
    debate = read("First.\n  + Second.\n    + Third.\n\n(1) Fourth.\n----\n(2) Fifth.\n")
    assert [one.name for one in debate.statements] == [f"Untitled {number}" for number in (1, 2, 3, 5, 6)]
    assert [one.name for one in debate.arguments] == ["Untitled 4"]
    assert not any(one.has_given_name for one in (*debate.statements, *debate.arguments))


def test_texts_of_one_name_are_its_wordings():
    (statement,) = read("[Tax]: Taxes fell.\n\n[Tax]: Taxes\nwent down.\n\n[Tax]\n").statements
    assert statement.texts == ("Taxes fell.", "Taxes went down.")


def test_markup_is_taken_off_and_tags_and_mentions_are_kept():
    (statement,) = read("A **bold** and _fine_ [page](https://a.example) on @[Tax] #cost #(of living).").statements
    assert statement.text == "A bold and fine page on @[Tax] #cost #(of living)."
    assert statement.tags == ("cost", "of living")


def test_tags_are_removed_where_the_front_matter_says_so():
    (statement,) = read("===\nmodel:\n    removeTagsFromText: true\n===\n\nProse #cost.").statements
    assert (statement.text, statement.tags) == ("Prose .", ("cost",))


def test_escapes_and_shortcodes_become_signs():
    (statement,) = read("Not \\#a tag, p .->. q, :heart: but e.g. this").statements
    assert statement.text == "Not #a tag, p → q, ❤ but e.g. this"


@pytest.mark.parametrize("comment", ["// aside\n", "/* aside\n\n aside */", "<!-- aside\n -->"])
def test_comments_are_skipped(comment):
    (statement,) = read(f"[A]: One {comment}two").statements
    assert statement.text.split() == ["One", "two"]


def test_data_is_read_as_yaml_and_merged():
    (statement,) = read("[A]: x {source: yes, n: [1, 2]}\n\n[A] {\nn:\n  - 3\n}\n").statements
    assert statement.data == {"source": "yes", "n": [3, 2]}


def test_a_reconstruction_becomes_chained_steps():
    text = (
        "<A>: Sketch.\n\n(1) p\n(2) [Q]: q {implicit: true}\n--\nModus ponens, By hand {uses: [1, 2]}\n--\n"
        "(3) r\n(4) s\n----\n(5) [T]: t\n  -> [U]: u\n"
    )
    debate = read(text)
    first, second = debate.arguments[0].steps
    assert [(one.statement, one.is_implicit) for one in first.premises] == [("Untitled 1", False), ("Q", True)]
    assert (first.conclusion, first.rules) == ("Untitled 2", ("Modus ponens", "By hand"))
    assert first.data == {"uses": [1, 2]}
    assert [one.statement for one in second.premises] == ["Untitled 2", "Untitled 3"]
    assert (second.conclusion, second.rules) == ("T", ())


def test_what_a_reconstructed_argument_does_its_conclusion_does():
    text = "<A>\n  -> [S]: s\n\n<B>\n  _> <A>\n\n<A>\n\n(1) p\n----\n(2) [C]: c\n"
    debate = read(text)
    assert [(one.source, one.kind, one.target) for one in debate.relations] == [
        (NodeRef(STATEMENT, "C"), RelationKind.ATTACKS, NodeRef(STATEMENT, "S")),
        (NodeRef(ARGUMENT, "B"), RelationKind.UNDERCUTS, NodeRef(ARGUMENT, "A")),
    ]


def test_an_undercut_of_an_inner_inference_names_its_step():
    text = "<A>\n\n(1) p\n----\n  <_ <B>: No.\n(2) q\n----\n(3) r\n"
    (relation,) = read(text).relations
    assert (relation.target.name, relation.data) == ("A", {"step": 1})


def test_strict_mode_reads_relations_between_statements_as_strict():
    text = "===\nmodel:\n    mode: strict\n===\n\n[A]: a\n  + [B]: b\n  - [C]: c\n    - [A]\n  + <D>: d\n"
    assert relations(text) == [("B", "entails", "A"), ("A", "contrary", "C"), ("D", "supports", "A")]


def test_sections_and_front_matter_are_kept():
    debate = read("===\ntitle: Taxes\nauthor: Somebody\n===\n\n# One {isGroup: true}\n\n[A]: a\n\n## Two\n\n<B>: b")
    assert (debate.title, debate.data["author"]) == ("Taxes", "Somebody")
    assert debate.data["@argdown"]["sections"] == [
        {"level": 1, "title": "One", "data": {"isGroup": True}, "statements": ["A"]},
        {"level": 2, "title": "Two", "arguments": ["B"]},
    ]


def test_weights_authors_schemes_and_quotes_come_from_data():
    (argument,) = read('<A>: a {weight: 0.5, author: Mill, scheme: sign, quotes: [{text: "So."}], page: 3}').arguments
    assert (argument.weight, argument.author, argument.scheme, argument.data) == (0.5, "Mill", "sign", {"page": 3})
    assert [quote.text for quote in argument.quotes] == ["So."]


def test_lists_hold_statements_with_relations():
    text = " * One.\n   + Two.\n * <A>: Three.\n"
    assert relations(text) == [("Untitled 2", "supports", "Untitled 1")]
