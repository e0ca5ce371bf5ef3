"""The page about formats: its table, its examples and its report are what the code does."""

import json
import re
from pathlib import Path

import pytest

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
from arguments.domain.interchange.formats import FORMATS
from arguments.domain.interchange.reporting import report
from arguments.domain.interchange.weaving import to_graph

PAGE = Path("docs/formats/README.md")
EXAMPLE = re.compile(r"^```(\S+) \((\S+)\)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
A, B, C = (NodeRef(NodeKind.STATEMENT, name) for name in "abc")
ONE, TWO = (NodeRef(NodeKind.ARGUMENT, name) for name in ("one", "two"))
PLAIN = tuple(Statement(name, (f"Text of {name}.",)) for name in "abc")


def step(premises, conclusion, *rules):
    return InferenceStep(tuple(DebatePremise(name) for name in premises), conclusion, rules)


def related(*relations):
    return Debate(statements=PLAIN, relations=tuple(DebateRelation(*one) for one in relations))


def argued(*arguments, relations=()):
    return Debate(statements=PLAIN, arguments=arguments, relations=tuple(DebateRelation(*one) for one in relations))


def texts(debate):
    return [one.texts for one in debate.statements]


def kinds(debate):
    return [one.kind for one in debate.relations]


def bearings(debate):
    """Return what bears on what, however the format says it."""
    graph = to_graph(debate).graph
    texts = {claim.id: claim.text for claim in graph.claims}
    return sorted((one.relation, texts[one.premises[0].claim_id], texts[one.conclusion_id]) for one in graph.arguments)


def steps(debate):
    wordings = {one.name: one.text for one in debate.statements}
    return [
        [
            ([wordings[premise.statement] for premise in one.premises], wordings[one.conclusion])
            for one in argument.steps
        ]
        for argument in debate.arguments
    ]


FEATURES = {
    "title of the whole": (Debate("Title", PLAIN), lambda debate: debate.title),
    "wordings": (Debate(statements=PLAIN), texts),
    "paragraphs in a wording": (Debate(statements=(Statement("a", ("One.\n\nTwo.",)),)), texts),
    "names beside wordings": (Debate(statements=PLAIN), lambda debate: [one.name for one in debate.statements]),
    "earlier wordings": (Debate(statements=(Statement("a", ("Old.", "New.")),)), texts),
    "tags": (Debate(statements=(Statement("a", ("Text.",), tags=("red",)),)), lambda debate: [one.tags for one in debate.statements]),
    "base scores": (
        Debate(statements=(Statement("a", ("Text.",), weight=0.25),)),
        lambda debate: [one.weight for one in debate.statements],
    ),
    "quotes with their sources": (
        Debate(statements=(Statement("a", ("Text.",), quotes=(Quote("Said so.", "A book", "Ann"),)),)),
        lambda debate: [(one.text, one.source, one.author) for node in debate.statements for one in node.quotes],
    ),
    "support, attack": (related((RelationKind.SUPPORTS, A, B), (RelationKind.ATTACKS, C, B)), bearings),
    "contradiction": (related((RelationKind.CONTRADICTS, A, B)), kinds),
    "entailment": (related((RelationKind.ENTAILS, A, B)), kinds),
    "premises needed together": (argued(DebateArgument("one", steps=(step("ab", "c"),))), steps),
    "chains of steps": (argued(DebateArgument("one", steps=(step("a", "b"), step("b", "c")))), steps),
    "sketched arguments": (
        argued(DebateArgument("one", ("A sketch.",)), relations=((RelationKind.SUPPORTS, ONE, A),)),
        lambda debate: [(one.text, len(one.steps)) for one in debate.arguments],
    ),
    "undercuts": (
        argued(DebateArgument("one", steps=(step("ab", "c"),)), relations=((RelationKind.UNDERCUTS, A, ONE),)),
        lambda debate: [(one.kind, one.target.kind) for one in debate.relations],
    ),
    "implicit premises": (
        argued(DebateArgument("one", steps=(InferenceStep((DebatePremise("a", is_implicit=True), DebatePremise("b")), "c"),))),
        lambda debate: [one.is_implicit for argument in debate.arguments for one in argument.steps[0].premises],
    ),
    "who draws an inference": (
        argued(DebateArgument("one", steps=(step("ab", "c"),), author="Ann")),
        lambda debate: [one.author for one in debate.arguments],
    ),
    "argumentation schemes": (
        argued(DebateArgument("one", steps=(step("ab", "c"),), scheme="expert-opinion")),
        lambda debate: [one.scheme for one in debate.arguments],
    ),
    "inference rules": (
        argued(DebateArgument("one", steps=(step("ab", "c", "modus ponens"),))),
        lambda debate: [one.rules for argument in debate.arguments for one in argument.steps],
    ),
    "locutions": (
        Debate(statements=PLAIN, locutions=(Locution("7", "I say a.", "Ann", "2020-01-01", "Asserting", A),)),
        lambda debate: [(one.text, one.speaker, one.said_at, one.force) for one in debate.locutions],
    ),
    "values of other files": (
        Debate(statements=(Statement("a", ("Text.",), data={"attributes": {"mood": "calm"}}),)),
        lambda debate: [one.data.get("attributes") for one in debate.statements],
    ),
}  # fmt: skip


def is_kept(name, feature):
    debate, said = FEATURES[feature]
    dumped = FORMATS[name].dump(debate)
    return said(FORMATS[name].load(dumped.text).debate) == said(debate), bool(dumped.losses)


def table():
    """Return the table of the page: a dot for what comes back as it was. Argdown has a page of its own."""
    shown = [name for name in FORMATS if name != "argdown"]
    head = f"| | {' | '.join(shown)} |\n|---|{'---|' * len(shown)}\n"
    rows = [
        f"| {feature} | {' | '.join('●' if is_kept(name, feature)[0] else '–' for name in shown)} |\n"
        for feature in FEATURES
    ]
    return head + "".join(rows)


@pytest.mark.parametrize("name", FORMATS)
def test_what_a_format_does_not_keep_is_told_as_lost(name):
    silent = [feature for feature in FEATURES if is_kept(name, feature) == (False, False)]
    assert silent == []


def test_the_table_of_the_page_is_what_the_formats_do():
    assert table() in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "text"), [found[1:] for found in EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))])
def test_each_example_of_the_page_is_read_without_a_notice(name, text):
    loaded = FORMATS[name].load(text)
    assert loaded.notices == ()
    assert len(loaded.debate.statements) >= 2
    assert FORMATS[name].load(FORMATS[name].dump(loaded.debate).text).debate == loaded.debate


def test_the_report_of_the_page_is_what_a_conversion_tells():
    examples = {name: text for _, name, text in EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))}
    loaded = FORMATS["apx"].load(examples["apx"] + "att(c,tax).\n")
    told = report(loaded.notices, FORMATS["iccma"].dump(loaded.debate).losses, source="apx", target="iccma")
    shown = re.search(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[1]
    assert json.loads(shown) == told
