import pytest
from hypothesis import given, settings

from arguments.domain.graph import ArgumentGraph, ArgumentNode, PremiseNode, Relation
from arguments.domain.interchange import apx
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
from arguments.domain.semantics.extensions import grounded
from arguments.domain.semantics.frameworks import Card, CardKind, from_debate, from_graph
from arguments.domain.semantics.gradual import df_quad
from arguments.domain.semantics.graphs import SemanticsError
from tests.arguments.graph_strategies import argument_graphs
from tests.arguments.graphs import claim

S, A = NodeKind.STATEMENT, NodeKind.ARGUMENT


def argument(name: str, relation: Relation, premises: str, aim: str) -> ArgumentNode:
    """Return an argument from premises, given by number, for or against a claim or, undercutting, an argument."""
    target = {"target_id": aim} if relation is Relation.UNDERCUTS else {"conclusion_id": aim}
    return ArgumentNode(name, relation, tuple(PremiseNode(number) for number in premises), **target)


def debate(*relations: tuple[RelationKind, str, str]) -> Debate:
    """Return a debate of statements that are named in the relations."""
    names = dict.fromkeys(name for _, *ends in relations for name in ends)
    return Debate(
        statements=tuple(Statement(name) for name in names),
        relations=tuple(DebateRelation(kind, NodeRef(S, one), NodeRef(S, other)) for kind, one, other in relations),
    )


def pairs(framework, kind="attack") -> set[tuple[str, str]]:
    edges = framework.attack.attacks if kind == "attack" else getattr(framework.bipolar, kind)
    names = framework.attack.names
    return {(names[one], names[other]) for one, other in zip(edges.sources, edges.targets, strict=True)}


MAP = ArgumentGraph(
    tuple(claim(number) for number in range(1, 6)),
    (
        argument("reason", Relation.SUPPORTS, "23", "1"),
        argument("objection", Relation.OPPOSES, "4", "2"),
        argument("undercut", Relation.UNDERCUTS, "5", "reason"),
    ),
)


def test_a_map_attacks_inferences_by_their_premises_too():
    framework = from_graph(MAP)

    assert framework.attack.names == ("1", "2", "3", "4", "5", "reason", "objection", "undercut")
    assert pairs(framework) == {("objection", "2"), ("objection", "reason"), ("undercut", "reason")}
    assert pairs(framework, "attacks") == {("objection", "2"), ("undercut", "reason")}
    assert pairs(framework, "supports") == {("reason", "1")}
    assert pairs(framework, "needs") == {
        ("2", "reason"),
        ("3", "reason"),
        ("4", "objection"),
        ("5", "undercut"),
    }


def test_a_map_begins_with_the_base_scores_given_and_usual_ones_for_the_rest():
    framework = from_graph(MAP, {"4": 0.9, "undercut": 0.25})

    assert framework.bipolar.base_scores.tolist() == [0.5, 0.5, 0.5, 0.9, 0.5, 1.0, 1.0, 0.25]
    assert df_quad(framework.bipolar).by_name()["undercut"] == pytest.approx(0.125)


def test_claims_and_arguments_of_one_id_are_told_apart():
    graph = ArgumentGraph((claim(1), claim(2)), (argument("1", Relation.OPPOSES, "2", "1"),))
    framework = from_graph(graph)

    assert framework.attack.names == ("1", "2", "argument 1")
    assert framework.index[Card(CardKind.ARGUMENT, "1")] == 2


@settings(max_examples=30, deadline=None)
@given(argument_graphs())
def test_every_map_has_a_framework_with_a_place_for_each_card(graph):
    framework = from_graph(graph)

    assert len(framework.attack) == len(framework.bipolar) == len(graph.claims) + len(graph.arguments)
    assert all(framework.cards[place] == card for card, place in framework.index.items())


def test_names_and_attacks_of_an_abstract_graph_come_through_untouched():
    loaded = apx.load("arg(b).arg(a).arg(c).att(a,b).att(b,b).support(c,a).")
    framework = from_debate(loaded.debate)

    assert framework.attack.names == ("b", "a", "c")
    assert pairs(framework) == {("a", "b"), ("b", "b")}
    assert pairs(framework, "supports") == {("c", "a")}


def test_statements_that_cannot_both_hold_attack_each_other():
    framework = from_debate(debate((RelationKind.CONTRADICTS, "a", "b"), (RelationKind.CONTRARY, "b", "c")))

    assert pairs(framework) == {("a", "b"), ("b", "a"), ("b", "c"), ("c", "b")}


def test_what_entails_a_statement_falls_with_it():
    framework = from_debate(
        debate(
            (RelationKind.ENTAILS, "a", "b"), (RelationKind.ENTAILS, "b", "c"), (RelationKind.ATTACKS, "against", "c")
        )
    )

    assert grounded(framework.attack).extensions == (("against",),)
    assert pairs(framework, "supports") == {("a", "b"), ("b", "c")}
    assert pairs(framework, "needs") == set()


def test_the_steps_of_an_argument_are_inferences_of_their_own():
    steps = (
        InferenceStep((DebatePremise("p"), DebatePremise("q")), "between"),
        InferenceStep((DebatePremise("between"),), "end"),
    )
    framework = from_debate(
        Debate(
            statements=tuple(Statement(name) for name in ("p", "q", "between", "end", "against")),
            arguments=(DebateArgument("proof", steps=steps),),
            relations=(DebateRelation(RelationKind.ATTACKS, NodeRef(S, "against"), NodeRef(S, "q")),),
        )
    )

    assert framework.attack.names == ("p", "q", "between", "end", "against", "proof", "proof (1)")
    assert pairs(framework, "needs") == {("p", "proof (1)"), ("q", "proof (1)"), ("between", "proof")}
    assert pairs(framework, "supports") == {("proof (1)", "between"), ("proof", "end")}
    assert pairs(framework) == {("against", "q"), ("against", "proof (1)")}


def test_a_statement_and_an_argument_of_one_name_are_told_apart():
    framework = from_debate(
        Debate(
            statements=(Statement("same", weight=0.2), Statement("other")),
            arguments=(DebateArgument("same"), DebateArgument("another", weight=0.7)),
            relations=(DebateRelation(RelationKind.UNDERCUTS, NodeRef(S, "same"), NodeRef(A, "same")),),
        ),
        base_score=0.4,
    )

    assert framework.attack.names == ("[same]", "other", "<same>", "another")
    assert framework.bipolar.base_scores.tolist() == [0.2, 0.4, 0.4, 0.7]
    assert pairs(framework) == {("[same]", "<same>")}


def test_more_attacks_than_can_be_held_are_refused():
    size = 2_000
    chain = [(RelationKind.ENTAILS, f"s{number}", f"s{number + 1}") for number in range(size)]
    attacks = [(RelationKind.ATTACKS, f"x{number}", f"s{size}") for number in range(size)]

    with pytest.raises(SemanticsError, match="More than 3,000,000 attacks"):
        from_debate(debate(*chain, *attacks))
