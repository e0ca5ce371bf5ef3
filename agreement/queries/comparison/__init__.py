"""Authors × claims, from accepted evidence, set stances and confirmed silence only: what is suggested never counts."""

from agreement.queries.comparison.briefing import brief_of, stands_on
from agreement.queries.comparison.choices import ComparisonChoices, comparison_choices, list_comparable_authors
from agreement.queries.comparison.comparing import comparison_of
from agreement.queries.comparison.measuring import measures_of
from agreement.queries.comparison.picturing import Picture, PictureRow, picture_of
from agreement.queries.comparison.values import (
    OPEN,
    AuthorComparison,
    ComparedClaim,
    ComparedCrux,
    ComparisonCell,
    ComparisonFilters,
    DatedStep,
    TopicTally,
)

__all__ = [
    "OPEN",
    "AuthorComparison",
    "ComparedClaim",
    "ComparedCrux",
    "ComparisonCell",
    "ComparisonChoices",
    "ComparisonFilters",
    "DatedStep",
    "Picture",
    "PictureRow",
    "TopicTally",
    "brief_of",
    "comparison_choices",
    "comparison_of",
    "list_comparable_authors",
    "measures_of",
    "picture_of",
    "stands_on",
]
