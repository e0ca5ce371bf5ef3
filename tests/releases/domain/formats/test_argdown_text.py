"""Argdown of a claim set reads back with our own reader: the same claims and the same arguments."""

from hypothesis import given, settings

from arguments.domain.graph import PremiseNode, Relation
from arguments.domain.interchange import argdown
from arguments.domain.interchange.weaving import to_graph
from releases.domain.formats.argdown_text import SHOWN_SUBJECTS, LossReport, write_argdown
from tests.support.claim_records import record, records

CLAIMS = [
    record(place, text)
    for place, text in enumerate(
        ["Harbours freeze.", "Ships wait #now.", "Trade stops.", "It is cold.", "[x]: <y>"], start=1
    )
]


def _id(number):
    return f"00000000-0000-0000-0009-{number:012d}"


def _argument(number, premises, relation, **fields):
    return {
        "author": None,
        "conclusion": None,
        "id": _id(number),
        "note": "",
        "premises": [{"claim": CLAIMS[one - 1]["id"], "status": status} for one, status in premises],
        "relation": relation,
        "scheme": "",
        "target": None,
    } | fields


THIRD = CLAIMS[2]["id"]
ARGUMENTS = [
    _argument(1, [(1, "stated"), (2, "implicit")], "supports", conclusion=THIRD),
    _argument(2, [(4, "stated")], "opposes", conclusion=THIRD, note="Ice is thin."),
    _argument(
        3, [(5, "stated")], "undercuts", target=_id(1), author={"id": _id(7), "name": "Ada Moss"}, scheme="analogy"
    ),
    _argument(4, [(5, "stated"), (1, "stated")], "opposes", conclusion=THIRD),
    _argument(5, [(2, "stated")], "undercuts", target=_id(1)),
]


def _written(claims, arguments=(), title=""):
    report = LossReport()
    return b"".join(write_argdown(claims, arguments, report, title=title)).decode(), report


def test_claims_come_back_with_identifiers_evidence_and_stances():
    text, report = _written(CLAIMS, title="Harbours")
    loaded = argdown.load(text)

    assert loaded.notices == ()
    assert report.as_json() == []
    assert loaded.debate.title == "Harbours"
    for statement, claim in zip(loaded.debate.statements, CLAIMS, strict=True):
        assert (statement.name, statement.text, statement.data["id"]) == (claim["label"], claim["text"], claim["id"])
        assert statement.data["stances"] == claim["stances"]
        assert [(one.text, one.bearing, one.data["id"]) for one in statement.quotes] == [
            (one["quote"], one["bearing"], one["id"]) for one in claim["evidence"]
        ]


def test_arguments_come_back_as_the_graph_that_they_are():
    text, _ = _written(CLAIMS, ARGUMENTS)
    graph = to_graph(argdown.load(text).debate).graph

    # What denies a claim or an inference on its own was only the way to say so.
    assert [claim.id for claim in graph.claims] == ["C-1", "C-2", "C-3", "C-4", "C-5"]
    found = [
        (one.relation, one.premises, one.conclusion_id or one.target_id, one.note, one.author)
        for one in graph.arguments
    ]
    assert found == [
        (Relation.SUPPORTS, (PremiseNode("C-1"), PremiseNode("C-2", is_implicit=True)), "C-3", "", ""),
        (Relation.OPPOSES, (PremiseNode("C-4"),), "C-3", "Ice is thin.", ""),
        (Relation.UNDERCUTS, (PremiseNode("C-5"),), "A-1", "", "Ada Moss"),
        (Relation.OPPOSES, (PremiseNode("C-5"), PremiseNode("C-1")), "C-3", "", ""),
        (Relation.UNDERCUTS, (PremiseNode("C-2"),), "A-1", "", ""),
    ]


@settings(max_examples=30, deadline=None)
@given(records().filter(bool))
def test_any_claims_come_back_apart_from_what_the_report_names(found):
    text, report = _written(found)
    loaded = argdown.load(text)

    assert loaded.notices == ()
    lost = {subject for loss in report.as_json() for subject in loss["subjects"]}
    kept = {claim["label"]: (claim["text"], claim["id"]) for claim in found if claim["label"] not in lost}
    read = {one.name: (one.text, one.data["id"]) for one in loaded.debate.statements if one.name not in lost}
    assert read == kept


def test_losses_are_counted_told_in_the_text_and_named_up_to_a_limit():
    text, report = _written(record(number, "Two\nlines.") for number in range(SHOWN_SUBJECTS + 5))

    assert [(loss["what"], loss["count"], len(loss["subjects"])) for loss in report.as_json()] == [
        ("line breaks in texts", SHOWN_SUBJECTS + 5, SHOWN_SUBJECTS)
    ]
    assert text.endswith("// Not carried: line breaks in texts (25). Argdown joins the lines of a text with a blank.\n")


def test_claims_are_written_as_they_come():
    taken = []

    def claims():
        for number in range(1, 100):
            taken.append(number)
            yield record(number)

    next(iter(write_argdown(claims(), (), LossReport())))

    assert taken == [1]
