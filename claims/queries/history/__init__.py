"""What happened to claims, stances, passages and sources, read from the tables that the history triggers fill."""

from claims.queries.history.claims import list_history
from claims.queries.history.passages import list_passage_history
from claims.queries.history.sources import list_source_history

__all__ = ["list_history", "list_passage_history", "list_source_history"]
