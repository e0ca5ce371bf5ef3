"""What changed between two wordings, word by word.

The longest common subsequence of words (Hunt & McIlroy 1976, as Python's difflib finds it by longest matching blocks,
Ratcliff & Metzener 1988): what was taken out and what was put in, in the order of reading. Quadratic in the number of
words at worst, so texts beyond `MOST_WORDS` are shown as a whole replaced.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, GONE, NEW = "same", "gone", "new"

MOST_WORDS = 2000
"""Of both texts together. A claim has at most 200 words, a reason 1,000; a comparison of this many takes 50 ms."""

_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Change:
    """A run of text that is in both wordings (`same`), only in the earlier (`gone`) or only in the later (`new`)."""

    kind: str
    text: str


def compare_wordings(before: str, after: str) -> tuple[Change, ...]:
    """Return the runs that turn `before` into `after`; same and gone joined give one, same and new the other.

    A gap of white space between two changed words belongs to the change, so that a phrase is not cut to pieces.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > 2 * MOST_WORDS:
        return _whole(before, after)
    changes: list[Change] = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            changes.append(Change(SAME, "".join(old[old_from:old_to])))
            continue
        changes += _whole("".join(old[old_from:old_to]), "".join(new[new_from:new_to]))
    return _joined(changes)


def _whole(before: str, after: str) -> tuple[Change, ...]:
    if before == after:
        return (Change(SAME, before),) if before else ()
    return tuple(Change(kind, text) for kind, text in ((GONE, before), (NEW, after)) if text)


def _joined(changes: list[Change]) -> tuple[Change, ...]:
    """Return the changes with white space between two changes drawn into both."""
    runs: list[Change] = []
    gone = new = ""
    for place, change in enumerate(changes):
        inside = 0 < place < len(changes) - 1 and change.kind == SAME and not change.text.strip()
        if change.kind == SAME and not inside:
            runs += [*_whole(gone, new), change]
            gone = new = ""
            continue
        gone += change.text if change.kind in {SAME, GONE} else ""
        new += change.text if change.kind in {SAME, NEW} else ""
    return (*runs, *_whole(gone, new))
