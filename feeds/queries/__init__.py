"""Reads over change feeds."""

from feeds.queries.pages import Change, Page, page_after
from feeds.queries.standing import Standing, opened_standing, seen_by, standing_of, token_with_standing
from feeds.queries.tokens import head_token, place_of, token_of

__all__ = [
    "Change",
    "Page",
    "Standing",
    "head_token",
    "opened_standing",
    "page_after",
    "place_of",
    "seen_by",
    "standing_of",
    "token_of",
    "token_with_standing",
]
