"""Text with its typography taken away, and the way back to the offsets of the text."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

_SINGLE_QUOTES = "‘’‚‛′‵ʹʼʻˈ`´‹›＇"
_DOUBLE_QUOTES = "“”„‟″‶«»＂"
_DASHES = "‐‑‒–—―−﹘﹣－⁃"
# One character for one: lengths stay.
_SAME_LENGTH = str.maketrans(
    dict.fromkeys(_SINGLE_QUOTES, "'") | dict.fromkeys(_DOUBLE_QUOTES, '"') | dict.fromkeys(_DASHES, "-")
)
_EXPANDED = {
    "…": "...", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
}  # fmt: skip
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# Where the length or the kind changes: runs of white space, runs of hyphens, ligatures, fillers.
_CHANGED = re.compile(rf"\s{{2,}}|[^\S ]|-{{2,}}|[{''.join(_EXPANDED)}]|[{_INVISIBLE}]")


@dataclass(frozen=True)
class FoldedText:
    """A folded text. `changes` are the places where its length differs from the original's.

    Each change is (folded start, folded end, original start, original end), ascending.
    """

    text: str
    changes: tuple[tuple[int, int, int, int], ...]

    def original_start(self, offset: int) -> int | None:
        """Return the original offset of a folded one that begins a stretch.

        None inside the expansion of one original character, which cannot be cut.
        """
        return self._original(offset, at_start=True)

    def original_end(self, offset: int) -> int | None:
        """Return the original offset of a folded one that ends a stretch; None as in original_start."""
        return self._original(offset, at_start=False)

    def _original(self, offset: int, *, at_start: bool) -> int | None:
        # A stretch begins behind invisible characters that were dropped here, and ends before them.
        key = (offset, len(self.text) + 1) if at_start else (offset, -1)
        index = bisect_right(self.changes, key) - 1
        if index < 0:
            return offset
        folded_start, folded_end, start, end = self.changes[index]
        if at_start and offset == folded_start < folded_end:
            return start
        if folded_start < offset < folded_end:
            return None
        return end + offset - folded_end


@lru_cache(maxsize=16)
def fold(text: str) -> FoldedText:
    """Return the text with straight quotation marks, plain hyphens, single spaces and no ligatures.

    Letters, capitals, accents and digits stay as they are. The last texts are kept, since many
    quotations are looked up in one.
    """
    pieces: list[str] = []
    changes: list[tuple[int, int, int, int]] = []
    position = 0
    length = 0
    for match in _CHANGED.finditer(text.translate(_SAME_LENGTH)):
        kept = text[position : match.start()].translate(_SAME_LENGTH)
        folded = _replacement(match.group())
        pieces += (kept, folded)
        length += len(kept)
        if len(folded) != match.end() - match.start():
            changes.append((length, length + len(folded), match.start(), match.end()))
        length += len(folded)
        position = match.end()
    pieces.append(text[position:].translate(_SAME_LENGTH))
    return FoldedText("".join(pieces), tuple(changes))


def fold_quote(quote: str) -> str:
    """Return a quotation folded, composed (NFC) and stripped, ready to be looked up in a folded text."""
    return fold(unicodedata.normalize("NFC", quote)).text.strip()


def _replacement(found: str) -> str:
    if found.isspace():
        return " "
    if found[0] == "-":
        return "-"
    return _EXPANDED.get(found, "")
