"""Offsets in code points (ours) to and from UTF-8 bytes, which some annotation tools count."""

from bisect import bisect_left, bisect_right
from itertools import accumulate

_LAST_SINGLE_BYTE = 0x7F


class Utf8Offsets:
    """Both conversions for one text; built in linear time, each answer in logarithmic time."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        # Offsets of the characters that take several bytes, in code points and in bytes, and the bytes beyond one.
        self._wide = [] if text.isascii() else [i for i, c in enumerate(text) if ord(c) > _LAST_SINGLE_BYTE]
        extra = [len(text[i].encode(errors="surrogatepass")) - 1 for i in self._wide]
        self._extra = [0, *accumulate(extra)]
        self._wide_bytes = [i + earlier for i, earlier in zip(self._wide, self._extra[:-1], strict=True)]

    def to_utf8(self, offset: int) -> int:
        """Return the offset in bytes of an offset in code points (0 to the text's length).

        Raises ValueError outside of the text.
        """
        if not 0 <= offset <= self._length:
            msg = f"offset {offset} is outside of a text of {self._length} code points"
            raise ValueError(msg)
        return offset + self._extra[bisect_left(self._wide, offset)]

    def to_code_point(self, offset: int) -> int:
        """Return the offset in code points of an offset in bytes.

        Raises ValueError outside of the text and between the bytes of one character.
        """
        length = self._length + self._extra[-1]
        if not 0 <= offset <= length:
            msg = f"offset {offset} is outside of a text of {length} bytes"
            raise ValueError(msg)
        earlier = bisect_right(self._wide_bytes, offset)
        if earlier and self._wide_bytes[earlier - 1] == offset:
            return self._wide[earlier - 1]
        found = offset - self._extra[earlier]
        if earlier and found <= self._wide[earlier - 1]:
            msg = f"offset {offset} lies between the bytes of one character"
            raise ValueError(msg)
        return found
