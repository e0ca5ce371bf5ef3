"""Reads over maps, arguments and the claims in them."""

from arguments.queries.graphs import count_arguments, load_graph, load_map_graph, maps_showing, resting_on
from arguments.queries.lists import CHOICES, arguments_of_claim, claim_choices, find_map, list_map_tiles, list_maps
from arguments.queries.nodes import read_claims
from arguments.queries.publishing import find_published, is_unpublished, sources_quoted_for

__all__ = [
    "CHOICES",
    "arguments_of_claim",
    "claim_choices",
    "count_arguments",
    "find_map",
    "find_published",
    "is_unpublished",
    "list_map_tiles",
    "list_maps",
    "load_graph",
    "load_map_graph",
    "maps_showing",
    "read_claims",
    "resting_on",
    "sources_quoted_for",
]
