"""Which claims move the lead most: the short way gives what computing everything anew gives."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from arguments.domain.semantics.assessing import assess
from arguments.domain.semantics.formulas import Gradual
from arguments.domain.semantics.frameworks import Card, CardKind
from arguments.domain.semantics.gradual import strengths
from arguments.domain.sensitivity import find_swings
from tests.arguments.graph_strategies import argument_graphs
from tests.arguments.graphs import city_graph, tree_graph


def swing_of(assessment, lead_id, claim_id):
    """The lead's strength with the claim at 0 and at 1, everything computed anew."""
    bipolar, index = assessment.framework.bipolar, assessment.framework.index
    found = []
    for score in (0.0, 1.0):
        scores = bipolar.base_scores.copy()
        scores[index[Card(CardKind.CLAIM, claim_id)]] = score
        values = strengths(replace(bipolar, base_scores=scores), assessment.semantics).values
        found.append(float(values[index[Card(CardKind.CLAIM, lead_id)]]))
    return found


@pytest.mark.parametrize("semantics", Gradual)
def test_swings_are_those_of_computing_everything_anew(semantics):
    assessment = assess(city_graph(), {}, semantics)

    found = find_swings(assessment, "claim-1", most=50)

    for swing in found.swings:
        assert [swing.refuted, swing.proved] == pytest.approx(swing_of(assessment, "claim-1", swing.claim_id))
    assert [swing.width for swing in found.swings] == sorted((swing.width for swing in found.swings), reverse=True)


@given(argument_graphs())
@settings(max_examples=30, deadline=None)
def test_graphs_with_circles_are_tried_too(graph):
    if not graph.claims:
        return
    assessment = assess(graph)
    lead = graph.claims[0].id

    for swing in find_swings(assessment, lead).swings:
        assert [swing.refuted, swing.proved] == pytest.approx(swing_of(assessment, lead, swing.claim_id))
        assert 0 <= swing.refuted <= 1


def test_a_large_map_is_tried_from_the_lead_outwards_and_says_how_far():
    assessment = assess(tree_graph(4_000))

    found = find_swings(assessment, "1")

    assert 0 < found.tried < found.of == 3_999 or found.tried == found.of
    assert len(found.swings) <= 3
