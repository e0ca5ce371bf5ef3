"""Reads over claims, their evidence, the stances on them and what happened to them."""

from claims.queries.board import AuthorStances, ClaimBoard, ShownEvidence, ShownStance, board_of
from claims.queries.claims import (
    ANY_STATUS,
    SILENT,
    ClaimFilters,
    filter_claims,
    find_claim,
    find_same_wording,
    find_similar_wordings,
    list_topics,
)
from claims.queries.evidence import list_evidence
from claims.queries.history import list_history
from claims.queries.stances import date_in_words, effective_stances, list_authors, list_stances

__all__ = [
    "ANY_STATUS",
    "SILENT",
    "AuthorStances",
    "ClaimBoard",
    "ClaimFilters",
    "ShownEvidence",
    "ShownStance",
    "board_of",
    "date_in_words",
    "effective_stances",
    "filter_claims",
    "find_claim",
    "find_same_wording",
    "find_similar_wordings",
    "list_authors",
    "list_evidence",
    "list_history",
    "list_stances",
    "list_topics",
]
