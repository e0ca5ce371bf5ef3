"""Reads over what the machine proposes and over how authors stand to each other."""

from agreement.queries.comparison import (
    AuthorComparison,
    ComparedClaim,
    ComparisonCell,
    ComparisonFilters,
    TopicTally,
    comparison_of,
    list_comparable_authors,
)
from agreement.queries.proposals import (
    AnalysisFacts,
    CuePiece,
    ShownMember,
    analysis_facts,
    candidate_authors,
    cue_pieces,
    find_candidate,
    find_cluster,
    list_candidates,
    list_clusters,
    shown_members,
)

__all__ = [
    "AnalysisFacts",
    "AuthorComparison",
    "ComparedClaim",
    "ComparisonCell",
    "ComparisonFilters",
    "CuePiece",
    "ShownMember",
    "TopicTally",
    "analysis_facts",
    "candidate_authors",
    "comparison_of",
    "cue_pieces",
    "find_candidate",
    "find_cluster",
    "list_candidates",
    "list_clusters",
    "list_comparable_authors",
    "shown_members",
]
