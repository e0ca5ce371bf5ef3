"""Words that a line's end parted: joined where it is safe, kept with their hyphen where it is not."""

import re
from collections import Counter
from collections.abc import Iterable

from sources.domain.printed.lines import Line

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:[-‐][^\W\d_]+)*")
_LAST_PART = re.compile(r"([^\W\d_]+)[-‐]$")
_FIRST_PART = re.compile(r"[^\W\d_]+")
# Ends of words that are no words: what stands before them is the same word.
_BOUND_END = re.compile(
    r"(?:[a-z]{0,3}tions?|tional(?:ly|ism|ist)?|sions?|ments?|mental(?:ly)?|ness(?:es)?|ings?|ingly|eds?|edly|ities|ity|ically"
    r"|ical|ally|ously|ious|eous|tive(?:ly|s|ness)?|sive(?:ly)?|ance|ances|ence|ences|ency|encies|ancy|ancies|ible|ibly|ably"
    r"|bility|bilities|ates|ated|ating|ization|isation|izing|ising|ized|ised|izes|ises|ology|ological|graphy|graphic|ture|tures"
    r"|tural(?:ly)?|ular(?:ly)?|ers|ern|tic(?:al|ally|s)?|mic|nomic|nomy|cally|tially|cial(?:ly)?|tial|cian|sive|tory|tary"
    r"|gung|gungen|lich|liche|lichen|keit|heit|schaft|schaften|ungen|ung)",
)


class Hyphens:
    """Judges hyphens at lines' ends by the words that the rest of the document uses."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._seen: Counter[str] = Counter()
        for line in lines:
            words = _WORD.findall(line.text)
            # What a line's end may have parted is no witness, neither at its end nor at the next one's start.
            self._seen.update(word.casefold() for word in (words[1:-1] if line.hyphen else words[1:]))

    def joined(self, before: str, after: str) -> str:
        """Return the two halves of a text that a hyphen at a line's end parts.

        The word is made whole when the document has it whole elsewhere at least as often as with a hyphen, or when its
        second half is the end of a word and no word. Else the hyphen stays: the text is a witness, not a repair.
        """
        first, second = _LAST_PART.search(before), _FIRST_PART.match(after)
        if first is None or second is None or not second[0][0].islower():
            return f"{before}{after}"
        whole = self._seen[(first[1] + second[0]).casefold()]
        hyphenated = self._seen[f"{first[1]}-{second[0]}".casefold()]
        if (whole and whole >= hyphenated) or (not hyphenated and _BOUND_END.fullmatch(second[0])):
            return f"{before[:-1]}{after}"
        return f"{before}{after}"
