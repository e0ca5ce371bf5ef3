"""Reads over maps, arguments and the claims in them."""

from arguments.queries.graphs import load_graph, maps_showing, resting_on
from arguments.queries.lists import CHOICES, arguments_of_claim, claim_choices, list_maps

__all__ = [
    "CHOICES",
    "arguments_of_claim",
    "claim_choices",
    "list_maps",
    "load_graph",
    "maps_showing",
    "resting_on",
]
