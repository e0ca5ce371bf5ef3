import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.domain.utf16 import Utf16Offsets, to_code_point, to_utf16


def test_offsets_differ_by_one_behind_each_character_outside_the_basic_plane():
    text = "a😀b𝔘c"
    assert [to_utf16(text, offset) for offset in range(6)] == [0, 1, 3, 4, 6, 7]
    assert [to_code_point(text, unit) for unit in (0, 1, 3, 4, 6, 7)] == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("unit", [2, 5])
def test_an_offset_between_the_halves_of_a_surrogate_pair_is_refused(unit):
    with pytest.raises(ValueError, match="surrogate pair"):
        to_code_point("a😀b𝔘c", unit)


@pytest.mark.parametrize("offset", [-1, 4])
def test_offsets_outside_of_the_text_are_refused(offset):
    offsets = Utf16Offsets("a😀")
    with pytest.raises(ValueError, match="outside"):
        offsets.to_utf16(offset)
    with pytest.raises(ValueError, match="outside"):
        offsets.to_code_point(offset)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.data())
def test_conversion_agrees_with_the_encoder_and_is_its_own_inverse(text, data):
    offset = data.draw(st.integers(0, len(text)))
    units = len(text[:offset].encode("utf-16-le")) // 2
    offsets = Utf16Offsets(text)
    assert offsets.to_utf16(offset) == units
    assert offsets.to_code_point(units) == offset
