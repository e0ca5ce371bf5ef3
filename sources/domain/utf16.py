"""Offsets in code points (ours) to and from UTF-16 code units (JavaScript's)."""

from bisect import bisect_left

_LAST_SINGLE_UNIT = 0xFFFF


class Utf16Offsets:
    """Both conversions for one text; built in linear time, each answer in logarithmic time."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        # Code point offsets of the characters that take two units, and their offsets in units.
        self._astral = [] if text.isascii() else [i for i, c in enumerate(text) if ord(c) > _LAST_SINGLE_UNIT]
        self._astral_units = [i + earlier for earlier, i in enumerate(self._astral)]

    def to_utf16(self, offset: int) -> int:
        """Return the offset in UTF-16 units of an offset in code points (0 to the text's length).

        Raises ValueError outside of the text.
        """
        if not 0 <= offset <= self._length:
            msg = f"offset {offset} is outside of a text of {self._length} code points"
            raise ValueError(msg)
        return offset + bisect_left(self._astral, offset)

    def to_code_point(self, offset: int) -> int:
        """Return the offset in code points of an offset in UTF-16 units.

        Raises ValueError outside of the text and between the two halves of a surrogate pair.
        """
        length = self._length + len(self._astral)
        if not 0 <= offset <= length:
            msg = f"offset {offset} is outside of a text of {length} UTF-16 units"
            raise ValueError(msg)
        earlier = bisect_left(self._astral_units, offset)
        if earlier and self._astral_units[earlier - 1] + 1 == offset:
            msg = f"offset {offset} lies between the halves of a surrogate pair"
            raise ValueError(msg)
        return offset - earlier


def to_utf16(text: str, offset: int) -> int:
    """Return the offset in UTF-16 units of one offset in code points; see Utf16Offsets."""
    return Utf16Offsets(text).to_utf16(offset)


def to_code_point(text: str, offset: int) -> int:
    """Return the offset in code points of one offset in UTF-16 units; see Utf16Offsets."""
    return Utf16Offsets(text).to_code_point(offset)
