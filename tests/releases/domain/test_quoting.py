"""Which quotes stand for all of a claim's evidence."""

from hypothesis import given
from hypothesis import strategies as st

from releases.domain.quoting import EASY_LENGTH, best_quotes


def piece(number, bearing="supports", *, speaker="a", quote="Short.", issued="2024", status="published"):
    return {
        "id": f"{number:04}",
        "bearing": bearing,
        "quote": quote,
        "speaker": {"id": speaker},
        "source": {"issued": issued, "status": status},
    }


PIECES = st.lists(
    st.builds(
        piece,
        st.integers(0, 999),
        st.sampled_from(["supports", "contradicts", "context"]),
        speaker=st.sampled_from("abc"),
        quote=st.sampled_from(["Short.", "Long " * 100]),
        issued=st.sampled_from([None, "2019", "2024-05-01"]),
        status=st.sampled_from(["published", "retracted"]),
    ),
    max_size=9,
    unique_by=lambda one: one["id"],
)


@given(PIECES, st.randoms())
def test_the_order_of_the_evidence_does_not_matter_and_nothing_is_made_up(pieces, random):
    best = best_quotes(pieces)
    mixed = list(pieces)
    random.shuffle(mixed)

    assert best_quotes(mixed) == best
    assert len(best) == min(2, len([one for one in pieces if one["bearing"] != "context"]) or len(pieces))
    assert all(best.count(one) == 1 and one in pieces for one in best)


@given(PIECES)
def test_both_sides_are_shown_where_there_are_two(pieces):
    sides = {one["bearing"] for one in pieces} - {"context"}

    assert {one["bearing"] for one in best_quotes(pieces)} >= sides


def test_a_source_that_stands_comes_before_a_retracted_one_and_a_short_quote_before_a_long_one():
    retracted = piece(1, status="retracted")
    long = piece(2, quote="x" * (EASY_LENGTH + 1))
    short = piece(3, issued="1990")

    assert best_quotes([retracted, long, short]) == [short, long]


def test_a_second_speaker_comes_before_a_second_quote_of_the_first():
    first, same, other = piece(1, issued="2024"), piece(2, issued="2023"), piece(3, speaker="b", issued="2001")

    assert best_quotes([first, same, other]) == [first, other]


def test_context_is_shown_only_where_nothing_else_is():
    assert best_quotes([piece(1, "context"), piece(2)]) == [piece(2)]
    assert best_quotes([piece(1, "context")]) == [piece(1, "context")]
