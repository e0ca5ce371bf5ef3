import shutil
import subprocess

import pytest
from hypothesis import given, settings

from arguments.domain.interchange import dot
from arguments.domain.interchange.debate import Debate, DebateRelation, NodeKind, NodeRef, RelationKind, Statement
from tests.arguments.domain.interchange.debates import debates

FOREIGN = r"""# 1 "of a preprocessor"
strict digraph "Rain or shine" {
  /* a comment
     of two lines */ rankdir=LR; // another
  node [shape=box, mood=calm]
  edge [relation=attack]
  a [label="It \"rains\"\nhere", URL="https://example.org/a b"]
  b [label=<The <b>street</b><br/>is wet &amp; cold>];
  a:port:n -> b -> "c\N d" [relation="supports"]
  a -> b [weight=2]
  subgraph cluster_1 { label="Inner"; -3.5; "two" + " words"; {rank=same x; y} }
  x -> {y é} [color=green relation=""]
}
"""


@settings(max_examples=40, deadline=None)
@given(debates())
def test_dot_loses_nothing(debate):
    dumped = dot.dump(debate)
    assert dumped.losses == ()
    loaded = dot.load(dumped.text)
    assert loaded.notices == ()
    assert loaded.debate == debate


def test_dot_reads_the_language():
    loaded = dot.load(FOREIGN)
    debate = loaded.debate
    assert debate.title == "Rain or shine"
    assert [(one.name, one.text, one.data["attributes"]) for one in debate.statements] == [
        ("a", 'It "rains"\nhere', {"mood": "calm", "URL": "https://example.org/a b"}),
        ("b", "The street\nis wet & cold", {"mood": "calm"}),
        ("c\\N d", "c\\N d", {"mood": "calm"}),
        ("-3.5", "-3.5", {"mood": "calm", "cluster": "Inner"}),
        ("two words", "two words", {"mood": "calm", "cluster": "Inner"}),
        ("x", "x", {"mood": "calm", "cluster": "Inner"}),
        ("y", "y", {"mood": "calm", "cluster": "Inner"}),
        ("é", "é", {"mood": "calm"}),
    ]
    assert [(one.source.name, one.kind.value, one.target.name) for one in debate.relations] == [
        ("a", "attacks", "b"),
        ("b", "supports", "c\\N d"),
        ("x", "supports", "y"),
        ("x", "supports", "é"),
    ]
    assert [one.severity.value for one in loaded.notices] == ["warning"]
    assert dot.load(dot.dump(debate).text).debate == debate


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("digraph {\n a -> \n}", 3),
        ("digraph {\n a [label=\n}", 3),
        ('digraph {\n a [label="x\n\n', 2),
        ("digraph {\n /* \n", 2),
        ("digraph {\n a [label=<b<i>]\n", 2),
        ("digraph {}\nx", 2),
        ("tree {}", 1),
        ("digraph {\n\n a ? b }", 3),
        ("digraph {" + "{" * 100_000, 1),
        (
            "digraph { {" + " ".join(map(str, range(2000))) + "}" + " -> {" + " ".join(map(str, range(2000))) + "} }",
            1,
        ),
    ],
)
def test_dot_tells_the_line_of_a_mistake(text, line):
    (notice,) = dot.load(text).notices
    assert (notice.severity.value, notice.line) == ("error", line)


def test_dot_tells_what_a_graph_without_direction_leaves_open():
    loaded = dot.load("graph { a -- b }")
    assert [one.line for one in loaded.notices] == [1, 1]
    assert loaded.debate.relations[0].source.name == "a"


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_dot_is_drawn_by_graphviz():
    a, b = (NodeRef(NodeKind.STATEMENT, name) for name in ("a", "node"))
    debate = Debate(
        'Title "x"',
        (Statement("a", ("Long words \\ and 漢字 " * 40,), weight=0.5), Statement("node", ("<b>no HTML</b>",))),
        relations=tuple(DebateRelation(kind, a, b) for kind in RelationKind),
    )
    done = subprocess.run(["dot", "-Tplain"], input=dot.dump(debate).text.encode(), capture_output=True, check=True)
    assert done.stderr == b""
    lines = done.stdout.decode().split("\n")
    assert sum(line.startswith("edge") for line in lines) == len(RelationKind)
