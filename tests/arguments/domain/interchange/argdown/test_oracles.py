"""The example files that the reference parser has read: the same statements, arguments and relations come out."""

import json

import pytest

from arguments.domain.interchange import argdown
from tests.conftest import SHARED

NAMES = ("argdown-primer", "legalisation-softdrugs", "state-censorship")
KINDS = {"support": "supports", "attack": "attacks", "undercut": "undercuts"}
NODES = {"equivalence-class": "statement", "argument": "argument"}


@pytest.fixture(params=NAMES)
def case(request):
    folder = SHARED / "oracles" / "argdown"
    if not (folder / f"{request.param}.json").exists():
        pytest.skip("the example files with known answers lie outside the repository; they are not here")
    text = (folder / f"{request.param}.argdown").read_text(encoding="utf-8")
    known = json.loads((folder / f"{request.param}.json").read_text(encoding="utf-8"))
    return argdown.load(text), known


def wordings(members):
    return [member["text"] for member in members if not member.get("isReference")]


def known_lines(argument):
    """Title, role, rules and data of each line of a reconstruction."""
    for line in argument["pcs"]:
        inference = line.get("inference", {})
        yield line["title"], line["role"], inference.get("inferenceRules", []), inference.get("data", {})


def read_lines(argument):
    for number, step in enumerate(argument.steps):
        own = step.premises[1:] if number else step.premises
        yield from ((premise.statement, "premise", [], {}) for premise in own)
        role = "main-conclusion" if number == len(argument.steps) - 1 else "intermediary-conclusion"
        yield step.conclusion, role, list(step.rules), dict(step.data)


def test_every_statement_is_the_references(case):
    loaded, known = case
    assert loaded.notices == ()
    assert [(one.name, list(one.texts), list(one.tags), dict(one.data)) for one in loaded.debate.statements] == [
        (title, wordings(one["members"]), one.get("tags", []), one.get("data", {}))
        for title, one in known["statements"].items()
    ]


def test_every_argument_is_the_references(case):
    loaded, known = case
    assert [
        (one.name, list(one.texts), list(one.tags), dict(one.data), list(read_lines(one)))
        for one in loaded.debate.arguments
    ] == [
        (title, wordings(one["members"]), one.get("tags", []), one.get("data", {}), list(known_lines(one)))
        for title, one in known["arguments"].items()
    ]


def test_every_declared_relation_is_the_references(case):
    loaded, known = case
    assert [
        (one.kind, one.source.kind, one.source.name, one.target.kind, one.target.name)
        for one in loaded.debate.relations
    ] == [
        (KINDS[one["relationType"]], NODES[one["fromType"]], one["from"], NODES[one["toType"]], one["to"])
        for one in known["relations"]
    ]


def test_every_section_is_the_references(case):
    loaded, known = case
    waiting, sections = list(reversed(known.get("sections", []))), []
    while waiting:
        section = waiting.pop()
        sections.append(section)
        waiting.extend(reversed(section["children"]))
    members = {
        section["id"]: [
            [title for title, one in known[group].items() if one.get("section") == section["id"]]
            for group in ("statements", "arguments")
        ]
        for section in sections
    }
    read = loaded.debate.data.get("@argdown", {}).get("sections", [])
    assert [(one["level"], one["title"], [one.get("statements", []), one.get("arguments", [])]) for one in read] == [
        (one["level"], one["title"], members[one["id"]]) for one in sections
    ]
