import json

from hypothesis import given, settings
from hypothesis import strategies as st

from arguments.domain.interchange import aif
from arguments.domain.interchange.debate import (
    Debate,
    DebateArgument,
    DebatePremise,
    DebateRelation,
    InferenceStep,
    NodeKind,
    NodeRef,
    RelationKind,
    Statement,
)
from arguments.domain.interchange.weaving import from_graph, to_graph
from tests.arguments.domain.interchange.debates import debates


def node(identity, kind, text="", **more):
    return {"nodeID": identity, "text": text, "type": kind, **more}


def edge(number, source, target):
    return {"edgeID": str(number), "fromID": source, "toID": target, "formEdgeID": None}


NODESET = {
    "nodes": [
        node("10", "L", "Ann : It rains", timestamp="2015-12-14 12:09:15"),
        node("11", "YA", "Asserting", scheme="Asserting", schemeID="74"),
        node("1", "I", "It rains.", timestamp="2015-12-14 12:09:15"),
        node("2", "I", "The street is wet."),
        node("3", "RA", "Argument From Sign", scheme="Sign", schemeID="30"),
        node("4", "I", "The sprinkler is on."),
        node("5", "CA", "Default Conflict"),
        node("6", "CA", "Default Conflict"),
        node("7", "MA", "Default Rephrase"),
        node("8", "I", "There is rain."),
        node("12", "L", "Bob : No"),
        node("13", "TA", "Default Transition"),
        node("14", "YA", "Disagreeing"),
        node("15", "PA", "Default Preference"),
    ],
    "edges": [
        edge(1, "10", "11"),
        edge(2, "11", "1"),
        edge(3, "2", "3"),
        edge(4, "3", "1"),
        edge(5, "4", "5"),
        edge(6, "5", "3"),
        edge(7, "4", "6"),
        edge(8, "6", "1"),
        edge(9, "8", "7"),
        edge(10, "7", "1"),
        edge(11, "10", "13"),
        edge(12, "13", "12"),
        edge(13, "13", "14"),
        edge(14, "14", "6"),
    ],
    "locutions": [
        {"nodeID": "10", "personID": "77", "timestamp": "2015-01-01 10:00:00", "start": "0", "end": "9", "source": "x"},
        {"nodeID": "12", "personID": "78", "timestamp": None},
    ],
    "participants": [{"participantID": 77, "firstname": "Ann", "surname": "Lee"}],
}


def test_aif_reads_inferences_conflicts_and_locutions():
    loaded = aif.load(json.dumps(NODESET))
    assert loaded.notices == ()
    debate = loaded.debate
    assert [(one.name, one.text) for one in debate.statements] == [
        ("1", "It rains."),
        ("2", "The street is wet."),
        ("4", "The sprinkler is on."),
        ("8", "There is rain."),
    ]
    (argument,) = debate.arguments
    assert (argument.name, argument.scheme) == ("3", "sign")
    assert argument.steps == (InferenceStep((DebatePremise("2"),), "1"),)
    assert [(one.kind.value, one.source.name, one.target) for one in debate.relations] == [
        ("undercuts", "4", NodeRef(NodeKind.ARGUMENT, "3")),
        ("attacks", "4", NodeRef(NodeKind.STATEMENT, "1")),
    ]
    first, second = debate.locutions
    assert (first.speaker, first.said_at, first.force) == ("Ann Lee", "2015-01-01 10:00:00", "Asserting")
    assert first.about == NodeRef(NodeKind.STATEMENT, "1")
    assert (second.speaker, second.about) == ("Bob", None)


def test_aif_gives_a_nodeset_back_as_it_was():
    for document in (NODESET, {"AIF": NODESET, "OVA": {"firstname": "Ann"}, "text": {"txt": "…"}}):
        dumped = aif.dump(aif.load(json.dumps(document)).debate)
        assert json.loads(dumped.text) == document
        assert dumped.losses == ()


@st.composite
def nodesets(draw):
    """Any nodes joined by any edges, as annotators leave them."""
    identities = draw(st.lists(st.integers(1, 30).map(str), unique=True, max_size=9))
    nodes = [
        node(
            one,
            draw(st.sampled_from(("I", "I", "RA", "CA", "CA", "MA", "TA", "YA", "L"))),
            draw(st.sampled_from(("", "x", "A : x", "Sign"))),
        )
        for one in identities
    ]
    pairs = st.tuples(st.sampled_from(identities), st.sampled_from(identities)) if identities else st.nothing()
    edges = [
        edge(place, *pair) for place, pair in enumerate(draw(st.lists(pairs, max_size=14 if identities else 0)), 1)
    ]
    locutions = [{"nodeID": one["nodeID"], "personID": "7"} for one in nodes if one["type"] == "L"]
    return {"nodes": nodes, "edges": edges, "locutions": locutions}


@settings(max_examples=100, deadline=None)
@given(nodesets())
def test_aif_keeps_every_node_edge_and_locution_of_any_nodeset(document):
    loaded = aif.load(json.dumps(document))
    assert loaded.is_sound
    assert json.loads(aif.dump(loaded.debate).text) == document


@settings(max_examples=30, deadline=None)
@given(debates())
def test_aif_reads_what_it_wrote(given_debate):
    loaded = aif.load(aif.dump(given_debate).text)
    assert loaded.notices == ()
    assert aif.load(aif.dump(loaded.debate).text).debate == loaded.debate
    written, read = to_graph(given_debate).graph, to_graph(loaded.debate).graph
    assert [one.text or "?" for one in written.claims] == [
        "?" if not given.text else one.text for given, one in zip(written.claims, read.claims, strict=True)
    ]
    assert sorted(one.relation for one in written.arguments) == sorted(one.relation for one in read.arguments)


def test_aif_writes_an_objection_with_two_premises_as_one_conflict():
    debate = Debate(
        statements=tuple(Statement(name, (name * 3,)) for name in "abc"),
        arguments=(DebateArgument("one", steps=(InferenceStep((DebatePremise("a"), DebatePremise("b")), "d"),)),),
        relations=(
            DebateRelation(
                RelationKind.CONTRADICTS, NodeRef(NodeKind.STATEMENT, "d"), NodeRef(NodeKind.STATEMENT, "c")
            ),
        ),
    )
    debate = Debate(
        "", (*debate.statements, Statement("d", ("It is not the case that: ccc",))), debate.arguments, debate.relations
    )
    nodes = json.loads(aif.dump(debate).text)["nodes"]
    assert [one["type"] for one in nodes] == ["I", "I", "I", "CA"]
    graph = to_graph(aif.load(aif.dump(debate).text).debate).graph
    assert [(one.relation.value, len(one.premises)) for one in graph.arguments] == [("opposes", 2)]
    assert len(from_graph(graph).statements) == 4


def test_aif_reports_dangling_edges_doubled_ids_and_strange_nodes():
    document = {
        "nodes": [
            node("1", "I", "a"),
            node("1", "I", "a"),
            node(1, "I", "b"),
            node("2", "XY"),
            node("3", "RA"),
            {"text": "x"},
        ],
        "edges": [edge(1, "1", "99"), {"fromID": "1"}, edge(3, "1", "3")],
        "locutions": [{"nodeID": "5"}],
    }
    loaded = aif.load(json.dumps(document))
    assert {one.line for one in loaded.notices if one.subject.startswith("/")} == {1}
    assert [(one.severity.value, one.subject) for one in loaded.notices] == [
        ("warning", "/nodes/1"),
        ("error", "/nodes/2"),
        ("warning", "/nodes/3"),
        ("error", "/nodes/5"),
        ("warning", "/edges/0"),
        ("error", "/edges/1"),
        ("warning", "/locutions/0"),
        ("warning", "3"),
    ]


def test_aif_refuses_other_json():
    for text in ("[]", '{"nodes": 7}', "{", '{"nodes": [], "edges": 3}', "7"):
        assert not aif.load(text).is_sound
    assert aif.load('{"nodes": [], "edges": []}').is_sound
