import networkx as nx
import pytest
from hypothesis import given, settings

from arguments.domain.interchange import graphml
from arguments.domain.interchange.debate import Debate, DebateRelation, NodeKind, NodeRef, RelationKind, Statement
from tests.arguments.domain.interchange.debates import debates

FOREIGN = """<?xml version="1.0" encoding="ISO-8859-1"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
  <key id="d0" for="node" attr.name="colour" attr.type="string"><default>grey</default></key>
  <key id="d1" for="edge" attr.name="weight" attr.type="double"/>
  <key id="d2" for="edge" attr.name="relation" attr.type="string"/>
  <key id="d3" for="node" yfiles.type="nodegraphics"/>
  <graph id="G" edgedefault="directed">
    <node id="n0"><data key="d3"><y:ShapeNode><y:NodeLabel>First &amp; best</y:NodeLabel></y:ShapeNode></data></node>
    <node id="n1"><data key="d0">red</data></node>
    <edge source="n0" target="n1"><data key="d1">0.5</data><data key="d2">Attack</data></edge>
    <edge source="n1" target="n0"/>
    <edge source="n1" target="n9"/>
  </graph>
</graphml>
"""


@settings(max_examples=40, deadline=None)
@given(debates())
def test_graphml_loses_nothing(debate):
    dumped = graphml.dump(debate)
    assert dumped.losses == ()
    loaded = graphml.load(dumped.text)
    assert loaded.notices == ()
    assert loaded.debate == debate


def test_graphml_reads_files_of_others():
    loaded = graphml.load(FOREIGN)
    first, second = loaded.debate.statements
    assert (first.name, first.text, first.data) == ("n0", "First & best", {"attributes": {"colour": "grey"}})
    assert (second.name, second.texts, second.data) == ("n1", (), {"attributes": {"colour": "red"}})
    assert [(one.kind.value, one.data) for one in loaded.debate.relations] == [
        ("attacks", {"attributes": {"weight": 0.5, "relation": "Attack"}}),
        ("supports", {}),
    ]
    assert [(one.severity.value, one.line) for one in loaded.notices] == [
        ("warning", 8),
        ("warning", 12),
        ("warning", 11),
    ]
    assert graphml.load(graphml.dump(loaded.debate).text).debate == loaded.debate


def test_graphml_is_read_by_networkx(tmp_path):
    a, b = (NodeRef(NodeKind.STATEMENT, name) for name in ("a", "Zwei Wörter"))
    debate = Debate(
        statements=(Statement("a", ("Größe",), weight=0.5), Statement("Zwei Wörter", ("B <b>",))),
        relations=(DebateRelation(RelationKind.ATTACKS, a, b),),
    )
    (tmp_path / "map.graphml").write_text(graphml.dump(debate).text, encoding="utf-8")
    graph = nx.read_graphml(tmp_path / "map.graphml")
    assert (graph.nodes["a"]["label"], graph.nodes["a"]["weight"], graph.nodes["n1"]["name"]) == (
        "Größe",
        0.5,
        "Zwei Wörter",
    )
    assert list(graph.edges(data="kind")) == [("a", "n1", "attacks")]


def test_graphml_tells_which_characters_xml_forbids():
    dumped = graphml.dump(Debate(statements=(Statement("a", ("bell \x07",)),)))
    assert [loss.subjects for loss in dumped.losses] == [("a",)]
    assert graphml.load(dumped.text).debate.statements[0].text == "bell \ufffd"


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(97 + place)} "{f"&{chr(96 + place)};" * 10}">' for place in range(1, 12))
    + "]><graphml><graph><node id='&l;'/></graph></graphml>"
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no xml",
        "<html/>",
        "<graphml><graph><node id='a'></graphml>",
        LAUGHS,
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><graphml><graph><node id="a"><desc>&e;</desc></node></graph></graphml>',
        "<graphml>" + "<graph>" * 100_000,
        "<graphml><graph><node id='a'/><node id='a'/></graph></graphml>",
    ],
)
def test_graphml_refuses_hostile_and_broken_files(text):
    loaded = graphml.load(text)
    assert not loaded.is_sound
    assert loaded.notices[0].line is not None or text == ""
