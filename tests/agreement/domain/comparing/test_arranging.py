"""Order and groups of a comparison's rows, and lists of claims."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.domain.comparing.arranging import Grouping, Order, arrange
from agreement.domain.comparing.comparison import Relation
from agreement.domain.comparing.numbers import list_numbers, parse_numbers


@dataclass(frozen=True)
class Row:
    number: int
    relation: Relation
    topic: str = ""
    contested: float | None = None
    changed_at: datetime | None = None


ROWS = [
    Row(1, Relation.AGREE, "tides", 0.1, datetime(2024, 1, 1, tzinfo=UTC)),
    Row(2, Relation.DISAGREE, "quays", 0.4),
    Row(3, Relation.DISAGREE, "", 1.0, datetime(2023, 1, 1, tzinfo=UTC)),
    Row(4, Relation.NOT_YET_JUDGED, "quays"),
]


def numbers(groups):
    return [(group.key, [row.number for row in group.rows]) for group in groups]


def test_what_parts_the_authors_stands_first_and_the_most_contested_before_the_rest():
    assert numbers(arrange(ROWS)) == [("disagree", [3, 2]), ("agree", [1]), ("not_yet_judged", [4])]


@pytest.mark.parametrize(("order", "first"), [(Order.NUMBER, [2, 3]), (Order.TOPIC, [2, 3]), (Order.CHANGED, [3, 2])])
def test_rows_of_a_group_follow_the_order(order, first):
    assert numbers(arrange(ROWS, order))[0] == ("disagree", first)


def test_topics_come_by_name_and_no_topic_last():
    assert numbers(arrange(ROWS, Order.NUMBER, Grouping.TOPIC)) == [("quays", [2, 4]), ("tides", [1]), ("", [3])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("C-3, 12–15", (3, 12, 13, 14, 15)),
        ("c5;7 7", (5, 7)),
        ("15-12", (12, 13, 14, 15)),
        ("none, 0", ()),
    ],
)
def test_a_list_of_claims_is_read_as_people_write_it(text, found):
    assert parse_numbers(text) == found


@given(st.sets(st.integers(1, 99_999), max_size=40))
def test_a_list_that_is_written_is_read_again(chosen):
    listed = tuple(sorted(chosen))
    assert parse_numbers(list_numbers(listed)) == listed


def test_a_range_without_end_is_cut_short():
    assert len(parse_numbers("1-999999")) == 500
