"""Reads over what the machine proposes and over how authors stand to each other."""

from agreement.queries.clusters import (
    ClusterFacts,
    ClusterFilters,
    Decisions,
    ShownCluster,
    ShownMember,
    cluster_facts,
    clusters_with,
    find_cluster,
    list_clusters,
    show_cluster,
)
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
    analysis_facts,
    candidate_authors,
    cue_pieces,
    find_candidate,
    list_candidates,
)

__all__ = [
    "AnalysisFacts",
    "AuthorComparison",
    "ClusterFacts",
    "ClusterFilters",
    "ComparedClaim",
    "ComparisonCell",
    "ComparisonFilters",
    "CuePiece",
    "Decisions",
    "ShownCluster",
    "ShownMember",
    "TopicTally",
    "analysis_facts",
    "candidate_authors",
    "cluster_facts",
    "clusters_with",
    "comparison_of",
    "cue_pieces",
    "find_candidate",
    "find_cluster",
    "list_candidates",
    "list_clusters",
    "list_comparable_authors",
    "show_cluster",
]
