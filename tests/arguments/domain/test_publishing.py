"""What the public sees of a map is accepted through and through, and nothing that is for members."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as some

from arguments.domain.graph import ArgumentGraph, ArgumentNode, ClaimNode, EvidenceNode, PremiseNode, Relation
from arguments.domain.publishing import public_part
from tests.arguments.graph_strategies import argument_graphs

STATUSES = ["accepted", "accepted", "draft", "proposed", "retired"]


def claim(name, number, status="accepted", **fields):
    return ClaimNode(name, number, f"Claim {number}.", status=status, **fields)


def reason(name, premise, conclusion, **fields):
    return ArgumentNode(name, Relation.SUPPORTS, (PremiseNode(premise),), conclusion_id=conclusion, **fields)


def undercut(name, premise, target):
    return ArgumentNode(name, Relation.UNDERCUTS, (PremiseNode(premise),), target_id=target)


@settings(max_examples=40)
@given(argument_graphs(), some.randoms(use_true_random=False))
def test_all_that_is_public_is_accepted_and_leads_to_the_lead(graph, chance):
    claims = tuple(replace(one, status=chance.choice(STATUSES)) for one in graph.claims)
    graph = ArgumentGraph(claims, graph.arguments)
    lead = claims[0].id if claims else "none"

    public = public_part(graph, lead)

    if not claims or claims[0].status != "accepted":
        assert public is None
        return
    assert {one.status for one in public.graph.claims} == {"accepted"}
    used = {premise.claim_id for one in public.graph.arguments for premise in one.premises}
    assert {one.id for one in public.graph.claims} == {lead, *used}
    assert len(public.graph.arguments) + public.arguments_held_back == len(graph.arguments)


def test_what_rests_on_a_draft_stays_inside_with_all_that_only_it_leads_to():
    claims = (claim("lead", 1), claim("draft", 2, "draft"), claim("below", 3), claim("other", 4), claim("cut", 5))
    arguments = (
        reason("a", "draft", "lead"),
        reason("b", "below", "draft"),
        reason("c", "other", "lead"),
        undercut("d", "cut", "a"),
        undercut("e", "below", "c"),
    )

    public = public_part(ArgumentGraph(claims, arguments), "lead")

    assert [one.id for one in public.graph.claims] == ["lead", "below", "other"]
    assert [one.id for one in public.graph.arguments] == ["c", "e"]
    assert ([one.number for one in public.held_back], public.arguments_held_back) == ([2], 3)


def test_notes_open_questions_and_addresses_of_the_reader_are_for_members():
    quote = EvidenceNode("q", "supports", "Words.", source="Abel 2014", path="/w/team/sources/1/")
    claims = (claim("lead", 1, evidence=(quote,)), claim("other", 2))
    argument = reason("a", "other", "lead", note="Shaky, says Kim.", open_questions=2, passage=quote, author="Uri Abel")

    public = public_part(ArgumentGraph(claims, (argument,)), "lead").graph

    (shown,) = public.arguments
    assert (shown.note, shown.open_questions, shown.passage.path, shown.author) == ("", 0, "", "Uri Abel")
    assert [(one.path, one.source) for one in public.claims[0].evidence] == [("", "Abel 2014")]
