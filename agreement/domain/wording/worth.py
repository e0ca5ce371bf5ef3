"""How far a sentence or clause is worth a claim: the logistic of a sum of named signs.

It tells apart saying how things are, why, or what will come of them from telling what happened, and a
view from what somebody lived through. The score orders a list; it decides nothing. Origin of the
weights: docs/algorithms/candidates.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from agreement.domain.wording.cues import Cue, CueKind

SHORT_WORDS = 8
# Beyond this a sentence says several things, and a person has to cut it up.
LONG_WORDS = 45
# Scripts without spaces: so many letters count as a word.
_LETTERS_A_WORD = 6


@dataclass(frozen=True)
class Feature:
    """One reason of a score: its name and what it adds, in log-odds; negative takes away."""

    name: str
    weight: float


BASE = 0.0
WEIGHTS = {
    "hedge": 0.9,
    "judgement": 0.6,
    "cause": 0.6,
    "contrast": 0.4,
    "norm": 0.8,
    "negation": 0.4,
    "present": 0.8,
    "pleads": 2.0,
    "vague_start": -0.4,
    "dated": -0.5,
    "past_event": -0.9,
    "short": -0.6,
    "long": -0.3,
    "first_person": -2.4,
    "first_person_past": -0.6,
    "first_person_plural": -1.5,
}
_SIGNS = (
    CueKind.HEDGE,
    CueKind.JUDGEMENT,
    CueKind.CAUSE,
    CueKind.CONTRAST,
    CueKind.NORM,
    CueKind.NEGATION,
    CueKind.VAGUE_START,
)


def worth_of(text: str, cues: Sequence[Cue]) -> tuple[float, tuple[Feature, ...]]:
    """Return the worth of a text as a claim, 0 to 1, with its reasons; `cues` are those of the text itself.

    0.5 is the line between telling what happened and saying how things are, why, or what will come of them.
    """
    features = tuple(Feature(name, WEIGHTS[name]) for name in _features(text, cues))
    return 1 / (1 + exp(-BASE - sum(feature.weight for feature in features))), features


def has_finite_verb(text: str) -> bool:
    """Return whether some word looks like a finite verb."""
    return _FINITE.search(text) is not None


def is_verbless(text: str) -> bool:
    """Return whether no word looks like a verb in the present or the past."""
    return not _PRESENT.search(text) and not _PAST.search(text)


def word_count(text: str) -> int:
    """Return the number of words; in scripts without spaces six letters count as one."""
    words = _WORD.findall(text)
    return max(len(words), sum(map(len, words)) // _LETTERS_A_WORD)


def _features(text: str, cues: Sequence[Cue]) -> list[str]:
    kinds = {cue.kind for cue in cues}
    found = [kind.value for kind in _SIGNS if kind in kinds]
    present, past = bool(_PRESENT.search(text)), bool(_PAST.search(text))
    words = word_count(text)
    if present:
        found.append("present")
    if _opens_dated(text, cues):
        found.append("dated")
    if past and not present:
        found.append("past_event")
    if words < SHORT_WORDS:
        found.append("short")
    if words > LONG_WORDS:
        found.append("long")
    if _FIRST_PERSON.search(text):
        found += ["first_person", "first_person_past"] if past else ["first_person"]
    if _FIRST_PERSON_PLURAL.search(text):
        found.append("first_person_plural")
    if _PLEADS.search(text):
        found.append("pleads")
    return found


def _opens_dated(text: str, cues: Sequence[Cue]) -> bool:
    """Return whether a date stands in the first third: the way an event is told."""
    return any(cue.kind is CueKind.TIME and cue.start <= len(text) / 3 for cue in cues)


_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# What somebody lived through is told in the first person; a view may be too, and says so.
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|me|myself|I['’]\w+)\b")
_FIRST_PERSON_PLURAL = re.compile(r"\b(?:[Ww]e|[Oo]ur|us|[Ww]e['’]\w+)\b")
_PLEADS = re.compile(
    r"\b(?:I|we) (?:\w+ly )?(?:think|believe|urge|suggest|recommend|agree|support|propose|feel|hope|ask|request|oppose"
    r"|argue|expect|doubt|contend|maintain)\b",
    re.IGNORECASE,
)
_AUXILIARY = (
    r"am|is|are|was|were|has|have|had|do|does|did|can|could|will|would|(?-i:may)|might|must|shall|should|cannot"
    r"|(?:is|are|was|were|has|have|had|do|does|did|ca|could|wo|would|must|should)n['’]t"
)
_IRREGULAR = (
    "began|became|brought|built|came|caught|chose|cut|drew|drove|fell|felt|found|fought|gave|got|grew|held|kept"
    "|knew|led|left|lost|made|meant|met|paid|put|ran|rose|said|saw|sent|set|shook|sold|sought|spoke|spent|stood"
    "|struck|taught|thought|told|took|understood|went|won|wrote|broke|threw|lay|shot|sank|withdrew|withstood"
)
_PLAIN_PRESENT = (
    "seems|remains|becomes|makes|takes|gives|needs|wants|means|shows|says|sees|holds|keeps|leads|comes|goes|gets"
    "|brings|helps|allows|depends|serves|faces|lacks|seeks|tends|plays|rests|requires|represents|argues|claims"
    "|suggests|matters|believes|considers|relies|prefers|demands|rejects|contains|includes|gains|receives|hopes"
    "|seem|remain|become|depend|tend|rely|lack|matter"
)
_FINITE = re.compile(rf"\b(?:{_AUXILIARY}|{_IRREGULAR}|{_PLAIN_PRESENT}|[a-z]{{2,}}ed)\b", re.IGNORECASE)
_PRESENT = re.compile(
    rf"\b(?:am|is|are|has|have|do|does|can|cannot|will|(?-i:may)|must|shall|(?:is|are|has|have|do|does|ca|wo)n['’]t"
    rf"|{_PLAIN_PRESENT})\b",
    re.IGNORECASE,
)
_PAST = re.compile(rf"\b(?:was|were|had|did|{_IRREGULAR}|[a-z]{{2,}}ed)\b", re.IGNORECASE)
