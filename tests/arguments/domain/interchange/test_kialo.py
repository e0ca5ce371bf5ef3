from hypothesis import given, settings

from arguments.domain.interchange import kialo
from arguments.domain.interchange.debate import Debate, DebateRelation, NodeKind, NodeRef, RelationKind, Statement
from tests.arguments.domain.interchange.debates import debates

OUTLINE = """Discussion Title: Should it rain?

1. It should rain.
1.1. Pro: Plants \\(most of them\\) need water.
They wither
otherwise.

See [a study](https://example.org).
1.1.1. Con: Cacti do not.
1.2. Con: -> See 1.1.1.
1.10. Con: Picnics.
"""


def edges(debate):
    return [(one.source.name, one.kind.value, one.target.name, dict(one.data)) for one in debate.relations]


def told(loaded):
    return [(one.severity.value, one.line, one.subject) for one in loaded.notices]


def test_kialo_reads_wrapped_lines_escapes_and_links():
    loaded = kialo.load(OUTLINE)
    assert loaded.notices == ()
    assert loaded.debate.title == "Should it rain?"
    assert [(one.name, one.text) for one in loaded.debate.statements] == [
        ("1", "It should rain."),
        ("1.1", "Plants (most of them) need water.\nThey wither\notherwise.\n\nSee [a study](https://example.org)."),
        ("1.1.1", "Cacti do not."),
        ("1.3", "Picnics."),
    ]
    assert edges(loaded.debate) == [
        ("1.1", "supports", "1", {}),
        ("1.1.1", "attacks", "1.1", {}),
        ("1.1.1", "attacks", "1", {"link": True}),
        ("1.3", "attacks", "1", {}),
    ]


def test_kialo_reads_a_question_with_theses_and_sources():
    text = (
        "Discussion Title: Rain\n\n1. Question: How much rain?\n1.1. Thesis: Much.\n1.2. Thesis: None.\n"
        "1.2.1. Pro: Dry feet.\n1.1.1. Con: -> See 1.2.\n\nSources:\n[1] https://example.org\n[2] A book\n"
    )
    loaded = kialo.load(text)
    assert loaded.debate.data == {"question": "How much rain?", "sources": "[1] https://example.org\n[2] A book"}
    assert [one.name for one in loaded.debate.statements] == ["1.1", "1.2", "1.2.1"]
    assert edges(loaded.debate)[0] == ("1.2", "attacks", "1.1", {"link": True})
    dumped = kialo.dump(loaded.debate)
    assert dumped.losses == ()
    assert kialo.load(dumped.text) == loaded
    assert "\n1.1.1. Con: -> See 1.2.\n1.2. Thesis: None.\n1.2.1. Pro: Dry feet.\n" in dumped.text


def test_kialo_reports_each_mistake_with_its_line():
    text = "Intro\n1. Claim\n1.1. No stance\n1.2. Pro: -> See 7.\n1.4.1. Pro: Orphan\n1.1. Pro: Twice\n"
    loaded = kialo.load(text)
    assert told(loaded) == [
        ("error", 1, "Intro"),
        ("error", 6, "1.1"),
        ("warning", 3, "1.1"),
        ("warning", 4, "1.2"),
        ("warning", 5, "1.4.1"),
    ]
    assert not loaded.is_sound


def test_kialo_opens_a_cycle_and_closes_it_by_a_link():
    a, b = (NodeRef(NodeKind.STATEMENT, name) for name in "ab")
    debate = Debate(
        "Round",
        (Statement("a", ("A",)), Statement("b", ("B",))),
        relations=(DebateRelation(RelationKind.SUPPORTS, a, b), DebateRelation(RelationKind.ATTACKS, b, a)),
    )
    assert kialo.dump(debate).text == "Discussion Title: Round\n\n1. A\n1.1. Con: B\n1.1.1. Pro: -> See 1.\n"


def test_kialo_refuses_what_is_no_outline():
    assert told(kialo.load("")) == [("error", None, "")]
    assert not kialo.load("Dear all,\n\nhello.\n").is_sound


@settings(max_examples=30, deadline=None)
@given(debates())
def test_kialo_reads_what_it_wrote(given_debate):
    loaded = kialo.load(kialo.dump(given_debate).text)
    if given_debate.statements or given_debate.arguments or loaded.debate.title:
        assert loaded.notices == ()
    assert kialo.load(kialo.dump(loaded.debate).text).debate == loaded.debate


def test_kialo_reads_deep_and_wide_outlines_in_reasonable_time():
    chain = "\n".join(f"1{'.1' * depth}. Pro: x" for depth in range(1, 600))
    wide = "\n".join(f"1.{place}. Con: " + "x" * 50 for place in range(1, 5000))
    assert len(kialo.load(f"1. Top\n{chain}").debate.statements) == 600
    assert len(kialo.load(f"1. Top\n{wide}\n{'1.' * 50_000}\n{'-> See ' * 9000}").debate.statements) > 4999
