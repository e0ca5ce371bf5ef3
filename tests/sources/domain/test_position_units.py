"""The quotation decides, the position is a hint whose unit is found out: code points, UTF-16 units or bytes."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sources.domain.position_units import PositionHint, PositionUnit, QuoteLocator
from sources.domain.utf8 import Utf8Offsets
from sources.domain.utf16 import Utf16Offsets
from sources.errors import QuoteAmbiguous, QuoteNotFound

CODE_POINTS, UTF16, BYTES = PositionUnit
ALL = (CODE_POINTS, UTF16, BYTES)
# Words of several scripts: letters with marks of their own, right to left, without spaces, beyond the basic plane.
WORDS = (
    "ferry",
    "cafe\u0301",
    "naïve",
    "מעבורת",
    "السفينة",
    "渡し船が",
    "沈んだ。",
    "🛳️",
    "𝔉erry",
    "👩‍✈️",
    "e\u0323\u0302",
    "3½",
)
texts = st.lists(st.sampled_from(WORDS), min_size=12, max_size=40).map(" ".join)


def counted(text, offset, unit):
    """Return the offset as a tool that counts that unit would write it."""
    before = text[:offset]
    return {CODE_POINTS: offset, UTF16: len(before.encode("utf-16-le")) // 2, BYTES: len(before.encode())}[unit]


def hint(text, start, end, unit):
    return PositionHint(counted(text, start, unit), counted(text, end, unit))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.data())
def test_conversion_to_bytes_agrees_with_the_encoder_and_is_its_own_inverse(text, data):
    offset = data.draw(st.integers(0, len(text)))
    offsets = Utf8Offsets(text)

    assert offsets.to_utf8(offset) == len(text[:offset].encode())
    assert offsets.to_code_point(offsets.to_utf8(offset)) == offset


@pytest.mark.parametrize("offset", [2, 3, 4, 6, 8])
def test_an_offset_between_the_bytes_of_a_character_is_refused(offset):
    with pytest.raises(ValueError, match="between the bytes"):
        Utf8Offsets("a😀é日").to_code_point(offset)


@pytest.mark.parametrize("offset", [-1, 6])
def test_offsets_outside_of_the_text_are_refused(offset):
    offsets = Utf8Offsets("a😀")
    with pytest.raises(ValueError, match="outside"):
        offsets.to_code_point(offset)
    with pytest.raises(ValueError, match="outside"):
        offsets.to_utf8(offset)


@settings(max_examples=150)
@given(texts, st.sampled_from(ALL), st.data())
def test_every_unit_is_recovered_wherever_the_quotation_stands(text, unit, data):
    # A closing word that stands nowhere else makes the quotation the only one of its wording.
    text += " unmistakable"
    start = data.draw(st.sampled_from([0, *(place + 1 for place, letter in enumerate(text) if letter == " ")]))
    end = len(text)
    quotation = text[start:end]
    assume(text.count(quotation) == 1)

    found = QuoteLocator(text).locate(quotation, hint=hint(text, start, end, unit))

    [stretch] = found.match.stretches
    assert (stretch.start, stretch.end) == (start, end)
    assert unit in found.units
    assert found.distance == 0
    # What is said to fit does fit: every unit named counts this very place.
    assert {counted(text, start, one) for one in found.units} == {counted(text, start, unit)}


def test_the_position_chooses_between_two_places_in_each_unit():
    text = "🛳️ The ferry sank. 🛳️🛳️ The ferry sank. 渡し船 The ferry sank."
    places = [at for at in range(len(text)) if text.startswith("The ferry sank.", at)]

    for start in places:
        for unit in ALL:
            given_hint = hint(text, start, start + 15, unit)
            assert QuoteLocator(text).locate("The ferry sank.", hint=given_hint).match.stretches[0].start == start


def test_units_that_cannot_be_told_apart_are_all_named():
    found = QuoteLocator("The ferry sank.").locate("ferry", hint=PositionHint(4, 9))

    assert (found.units, found.distance) == (ALL, 0)


def test_a_position_off_the_mark_is_nearest_in_some_unit_and_says_how_far_off():
    text = "渡し船" * 20 + " The ferry sank."
    start = text.index("The ferry")

    found = QuoteLocator(text).locate(
        "The ferry sank.", hint=PositionHint(counted(text, start, BYTES) + 4, counted(text, start, BYTES) + 19)
    )

    assert found.match.stretches[0].start == start
    assert (found.units, found.distance) == ((BYTES,), 4)


def test_typography_does_not_hide_the_unit():
    text = "🛳️ He said: “We sail — at nine.” And sailed."
    start, end = text.index("“We"), text.index(" And")

    found = QuoteLocator(text).locate('"We sail - at nine."', hint=hint(text, start, end, UTF16))

    assert (found.match.grade, found.units, found.distance) == ("normalised", (UTF16,), 0)


@pytest.mark.parametrize("place", [None, PositionHint(10**9, 10**9 + 5), PositionHint(-3, 2)])
def test_without_a_usable_position_the_quotation_alone_counts(place):
    found = QuoteLocator("The ferry sank.").locate("ferry", hint=place)

    assert (found.match.stretches[0].start, found.units, found.distance) == (4, (), None)


def test_a_position_never_stands_in_for_a_quotation_that_is_not_there():
    with pytest.raises(QuoteNotFound):
        QuoteLocator("The ferry sank.").locate("steamer", hint=PositionHint(4, 9))


def test_a_position_that_settles_nothing_leaves_the_quotation_ambiguous():
    text = "It sank. It sank."

    with pytest.raises(QuoteAmbiguous):
        QuoteLocator(text).locate("It sank.", hint=PositionHint(5))


def test_both_converters_agree_on_the_whole_text():
    text = "".join(WORDS)
    to_bytes, to_units = Utf8Offsets(text), Utf16Offsets(text)

    assert to_bytes.to_code_point(len(text.encode())) == to_units.to_code_point(len(text.encode("utf-16-le")) // 2)
