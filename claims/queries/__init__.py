"""Reads over claims, their evidence, the stances on them, what members say and what happened to them."""

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
from claims.queries.comments import (
    Discussion,
    ShownComment,
    Thread,
    count_unread_mentions,
    discussion_of,
    excerpt_of_comment,
    find_comment,
    list_mentions,
    names_of_members,
    show_comment,
)
from claims.queries.evidence import list_evidence, list_uses
from claims.queries.history import list_history, list_passage_history, list_source_history
from claims.queries.restoring import Restoration, find_restoration
from claims.queries.stances import (
    date_in_words,
    effective_first,
    effective_stances,
    list_authors,
    list_authors_beside,
    list_stances,
)
from claims.queries.weighing import claims_resting_on, stances_resting_on

__all__ = [
    "ANY_STATUS",
    "SILENT",
    "AuthorStances",
    "ClaimBoard",
    "ClaimFilters",
    "Discussion",
    "Restoration",
    "ShownComment",
    "ShownEvidence",
    "ShownStance",
    "Thread",
    "board_of",
    "claims_resting_on",
    "count_unread_mentions",
    "date_in_words",
    "discussion_of",
    "effective_first",
    "effective_stances",
    "excerpt_of_comment",
    "filter_claims",
    "find_claim",
    "find_comment",
    "find_restoration",
    "find_same_wording",
    "find_similar_wordings",
    "list_authors",
    "list_authors_beside",
    "list_evidence",
    "list_history",
    "list_mentions",
    "list_passage_history",
    "list_source_history",
    "list_stances",
    "list_topics",
    "list_uses",
    "names_of_members",
    "show_comment",
    "stances_resting_on",
]
