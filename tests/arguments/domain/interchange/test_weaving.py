from dataclasses import replace

from hypothesis import given, settings

from arguments.domain.graph import ArgumentGraph, AuthorStance, ClaimNode, EvidenceNode, PassageCount
from arguments.domain.interchange.debate import (
    Debate,
    DebateArgument,
    DebatePremise,
    DebateRelation,
    InferenceStep,
    NodeKind,
    NodeRef,
    Quote,
    RelationKind,
    Statement,
)
from arguments.domain.interchange.weaving import from_graph, to_graph
from tests.arguments.domain.interchange.debates import debates
from tests.arguments.graph_strategies import argument_graphs

A, B, C = (NodeRef(NodeKind.STATEMENT, name) for name in "abc")
ONE, TWO = (NodeRef(NodeKind.ARGUMENT, name) for name in ("one", "two"))


def debate(*relations, arguments=(), statements="abc"):
    return Debate(
        statements=tuple(Statement(name, (f"Text of {name}.",)) for name in statements),
        arguments=arguments,
        relations=tuple(DebateRelation(*relation) for relation in relations),
    )


def aims(woven):
    """Return each argument as what it does: (id, premises, relation, aim)."""
    return [
        (
            one.id,
            tuple(premise.claim_id for premise in one.premises),
            one.relation.value,
            one.conclusion_id or one.target_id,
        )
        for one in woven.graph.arguments
    ]


def shape(graph):
    """Return what a graph says, whatever its ids and numbers are."""
    texts = {claim.id: (claim.text or f"C-{claim.number}", claim.number) for claim in graph.claims}
    arguments = {argument.id: argument for argument in graph.arguments}

    def described(argument, depth=0):
        aim = arguments.get(argument.target_id)
        return (
            argument.relation,
            tuple((texts[premise.claim_id], premise.is_implicit) for premise in argument.premises),
            described(aim, depth + 1) if aim and depth < 4 else texts.get(argument.conclusion_id),
        )

    return list(texts.values()), sorted(map(repr, map(described, graph.arguments)))


def step(premises, conclusion):
    return InferenceStep(tuple(DebatePremise(name) for name in premises), conclusion)


def test_to_graph_makes_one_premise_arguments_of_relations_between_statements():
    woven = to_graph(debate((RelationKind.SUPPORTS, A, B), (RelationKind.ATTACKS, C, B), (RelationKind.ATTACKS, C, B)))
    assert woven.graph.claims[0] == ClaimNode("a", 1, "Text of a.")
    assert aims(woven) == [("a supports b", ("a",), "supports", "b"), ("c opposes b", ("c",), "opposes", "b")]


def test_to_graph_splits_a_chain_into_one_argument_a_step():
    chain = DebateArgument("one", steps=(step("a", "b"), step("b", "c")))
    assert aims(to_graph(debate(arguments=(chain,)))) == [
        ("one/1", ("a",), "supports", "b"),
        ("one", ("b",), "supports", "c"),
    ]


def test_to_graph_takes_a_sketch_as_the_premise_of_all_that_it_bears_on():
    sketch = DebateArgument("one", ("Because I say so.",), author="Nobody", scheme="expert-opinion")
    woven = to_graph(debate((RelationKind.SUPPORTS, ONE, A), (RelationKind.ATTACKS, ONE, B), arguments=(sketch,)))
    assert woven.graph.claims[3] == ClaimNode("<one>", 4, "Because I say so.")
    assert aims(woven) == [
        ("one supports a", ("<one>",), "supports", "a"),
        ("one opposes b", ("<one>",), "opposes", "b"),
    ]
    assert {(one.author, one.scheme) for one in woven.graph.arguments} == {("Nobody", "expert-opinion")}
    assert woven.argument_ids == {"one": ("one supports a", "one opposes b")}


def test_to_graph_undercuts_an_argument_that_is_attacked():
    worked_out = DebateArgument("one", steps=(step("ab", "c"),))
    sketch = DebateArgument("two", ("No.",))
    woven = to_graph(
        debate((RelationKind.ATTACKS, TWO, ONE), (RelationKind.ATTACKS, A, TWO), arguments=(worked_out, sketch))
    )
    assert aims(woven) == [
        ("one", ("a", "b"), "supports", "c"),
        ("two", ("<two>",), "undercuts", "one"),
        ("a undercuts two", ("a",), "undercuts", "two"),
    ]


def test_to_graph_opposes_a_sketch_that_has_no_single_inference():
    sketch = DebateArgument("one", ("Well.",))
    woven = to_graph(debate((RelationKind.UNDERCUTS, A, ONE), (RelationKind.ATTACKS, ONE, ONE), arguments=(sketch,)))
    assert aims(woven)[0] == ("a opposes one", ("a",), "opposes", "<one>")


def test_to_graph_makes_two_objections_of_a_contradiction():
    woven = to_graph(debate((RelationKind.CONTRADICTS, A, B), (RelationKind.CONTRADICTS, C, C)))
    assert aims(woven) == [
        ("a opposes b", ("a",), "opposes", "b"),
        ("b opposes a", ("b",), "opposes", "a"),
        ("c opposes c", ("c",), "opposes", "c"),
    ]
    assert ("that one is contradictory to the other", ("a ↔ b", "c ↔ c")) in [
        (loss.what, loss.subjects) for loss in woven.losses
    ]


def test_to_graph_does_not_say_twice_what_the_steps_say():
    worked_out = DebateArgument("one", steps=(step("a", "b"),))
    other = DebateArgument("two", steps=(step("c", "a"),))
    relations = ((RelationKind.SUPPORTS, ONE, B), (RelationKind.SUPPORTS, TWO, ONE))
    woven = to_graph(debate(*relations, arguments=(worked_out, other)))
    assert aims(woven) == [("one", ("a",), "supports", "b"), ("two", ("c",), "supports", "a")]


def test_to_graph_keeps_quotes_and_base_scores():
    quoted = Statement("a", ("A.",), weight=0.25, quotes=(Quote("Said so.", "Book", "Lankov", "https://example.org"),))
    woven = to_graph(Debate(statements=(quoted,)))
    (claim,) = woven.graph.claims
    assert (claim.evidence[0].quote, claim.evidence[0].author, claim.passages.supports) == ("Said so.", "Lankov", 1)
    assert woven.base_scores == {"a": 0.25}


def test_from_graph_names_objections_by_what_they_deny():
    made = from_graph(
        to_graph(
            debate(arguments=(DebateArgument("one", steps=(step("a", "b"),), author="Lankov"),), statements="ab")
        ).graph,
        "Title",
    )
    assert made.title == "Title"
    assert [one.name for one in made.statements] == ["C-1", "C-2"]
    assert made.arguments[0].steps == (step(("C-1",), "C-2"),)
    assert (made.arguments[0].name, made.arguments[0].author) == ("A-1", "Lankov")


@settings(max_examples=60, deadline=None)
@given(argument_graphs())
def test_from_graph_comes_back_as_the_same_graph(graph):
    with_premises = [one for one in graph.arguments if one.premises]
    if len(with_premises) < len(graph.arguments):
        graph = type(graph)(graph.claims, ())
    back = to_graph(from_graph(graph)).graph
    assert set(shape(back)[1]) == set(shape(graph)[1])
    assert [claim.text for claim in back.claims] == [claim.text or f"C-{claim.number}" for claim in graph.claims]


@settings(max_examples=60, deadline=None)
@given(debates())
def test_to_graph_takes_every_debate_and_loses_only_once(given_debate):
    woven = to_graph(given_debate)
    assert woven == to_graph(given_debate)
    again = to_graph(from_graph(woven.graph))
    assert shape(to_graph(from_graph(again.graph)).graph) == shape(again.graph)
    assert all(one.premises for one in woven.graph.arguments)


def test_from_graph_keeps_what_we_know_of_claims_and_passages():
    evidence = EvidenceNode(
        "e", "contradicts", "Said so.", "Book 2020", "p. 7", "Ann", "exact", "/p/1", is_retracted=True
    )
    stance = AuthorStance("ann", "Ann", "denies")
    claim = ClaimNode("x", 12, "A.", "normative", "draft", (stance,), PassageCount(0, 1), evidence=(evidence,))
    debate = from_graph(ArgumentGraph((claim,)))
    (statement,) = debate.statements
    assert (statement.name, statement.data) == (
        "C-12",
        {"kind": "normative", "status": "draft", "stances": [{"author": "Ann", "position": "denies"}]},
    )
    assert replace(to_graph(debate).graph.claims[0].evidence[0], id="e") == evidence


def test_a_tag_that_stands_in_a_wording_is_no_part_of_the_claim():
    debate = Debate(
        statements=(Statement("A", ("Ferries pay #pro for themselves #(long term).",), tags=("pro", "long term")),),
        arguments=(DebateArgument("B", ("They are #prompt and #pro",), tags=("pro",)),),
    )

    assert [claim.text for claim in to_graph(debate).graph.claims] == [
        "Ferries pay for themselves.",
        "They are #prompt and",
    ]
