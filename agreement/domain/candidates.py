"""Sentences worth a claim: which statements of an argument a person might word as a proposition.

Nothing is learned from the workspace: a sentence is scored by signs that a reader can check, and
every sentence left out says why. The score orders a list; it decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp

from agreement.domain.cues import Cue, CueKind, find_cues

ARGUMENT = "main"

# Three words can name something; a proposition about it takes one more.
LEAST_WORDS = 4
SHORT_WORDS = 8
# Beyond this a sentence says several things, and a person has to cut it up.
LONG_WORDS = 45
# Scripts without spaces: so many letters count as a word.
_LETTERS_A_WORD = 6


class LeftOut(StrEnum):
    """Why a sentence is no candidate."""

    NOT_ARGUMENT = "not_argument"
    HEADING = "heading"
    REFERENCE = "reference"
    QUESTION = "question"
    TOO_SHORT = "too_short"
    NO_FINITE_VERB = "no_finite_verb"


@dataclass(frozen=True)
class Statement:
    """One sentence with its author and its place.

    `section` is the part of the work: only `main` is the author's argument. `heading` tells
    that it stands in a heading.
    """

    id: int
    author: str
    text: str
    section: str = ARGUMENT
    heading: bool = False


@dataclass(frozen=True)
class Feature:
    """One reason of a score: its name and what it adds, in log-odds; negative takes away."""

    name: str
    weight: float


@dataclass(frozen=True)
class Candidate:
    """A sentence that may be worth a claim: score from 0 to 1, its signs and its reasons."""

    statement: Statement
    score: float
    cues: tuple[Cue, ...]
    features: tuple[Feature, ...]

    @property
    def vague(self) -> bool:
        """Return whether it opens with a word that refers back, to be worded out first."""
        return any(cue.kind is CueKind.VAGUE_START for cue in self.cues)


@dataclass(frozen=True)
class Exclusion:
    """A sentence left out, and why."""

    statement: Statement
    reason: LeftOut


@dataclass(frozen=True)
class CandidateReport:
    """Candidates, best first, and all sentences left out, in the order given."""

    candidates: tuple[Candidate, ...]
    left_out: tuple[Exclusion, ...]


def find_candidates(statements: Sequence[Statement]) -> CandidateReport:
    """Return every statement either as a scored candidate or as left out with its reason.

    Equal scores keep the order given. A vague start lowers the score and never leaves out.
    """
    candidates: list[Candidate] = []
    left_out: list[Exclusion] = []
    for statement in statements:
        reason = reason_to_leave_out(statement)
        if reason is None:
            candidates.append(score_candidate(statement))
        else:
            left_out.append(Exclusion(statement, reason))
    candidates.sort(key=lambda candidate: -candidate.score)
    return CandidateReport(tuple(candidates), tuple(left_out))


def reason_to_leave_out(statement: Statement) -> LeftOut | None:
    """Return why a statement states nothing that could be a claim, or None if it may."""
    text = statement.text.strip()
    tests = (
        (LeftOut.NOT_ARGUMENT, statement.section != ARGUMENT),
        (LeftOut.HEADING, statement.heading),
        (LeftOut.REFERENCE, _is_reference(text)),
        (LeftOut.QUESTION, _QUESTION_END.search(text) is not None),
        (LeftOut.TOO_SHORT, _word_count(text) < LEAST_WORDS),
        (LeftOut.NO_FINITE_VERB, not _SENTENCE_END.search(text) and not _FINITE.search(text)),
    )
    return next((reason for reason, applies in tests if applies), None)


def score_candidate(statement: Statement) -> Candidate:
    """Return a statement with its worth as a claim: the logistic of a sum of named features.

    0.5 is the line between telling what happened and saying how things are, why, or what will
    come of them. The weights are in `WEIGHTS`, with their origin in docs/algorithms/agreement.md.
    """
    cues = find_cues(statement.text)
    features = tuple(Feature(name, WEIGHTS[name]) for name in _features(statement.text, cues))
    total = BASE + sum(feature.weight for feature in features)
    return Candidate(statement, 1 / (1 + exp(-total)), cues, features)


BASE = 0.0
WEIGHTS = {
    "hedge": 0.9,
    "judgement": 0.6,
    "cause": 0.6,
    "contrast": 0.4,
    "norm": 0.8,
    "negation": 0.4,
    "present": 0.8,
    "vague_start": -0.4,
    "dated": -0.5,
    "past_event": -0.9,
    "short": -0.6,
    "long": -0.3,
}


def _features(text: str, cues: Sequence[Cue]) -> list[str]:
    kinds = {cue.kind for cue in cues}
    signs = (
        CueKind.HEDGE,
        CueKind.JUDGEMENT,
        CueKind.CAUSE,
        CueKind.CONTRAST,
        CueKind.NORM,
        CueKind.NEGATION,
        CueKind.VAGUE_START,
    )
    found = [kind.value for kind in signs if kind in kinds]
    present, past = bool(_PRESENT.search(text)), bool(_PAST.search(text))
    words = _word_count(text)
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
    return found


def _opens_dated(text: str, cues: Sequence[Cue]) -> bool:
    """Return whether a date stands in the first third: the way an event is told."""
    return any(cue.kind is CueKind.TIME and cue.start <= len(text) / 3 for cue in cues)


_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_QUESTION_END = re.compile(r"[?？؟][\s\"'”’»)\]]*$")
_SENTENCE_END = re.compile(r"[.!…。！।؟;:][\s\"'”’»)\]]*$")
_LINK = re.compile(r"(?:https?://|www\.|doi\.org/|doi/|doi:)\S+", re.IGNORECASE)
_YEAR_ONLY = re.compile(r"^\W*(?:\w+\.? )?(?:\d{1,2}\W+)?(?:19|20)\d\d[a-z]?\W*$")
_VOLUME = re.compile(r"\b\d+\s?\(\d+\)\s?:\s?\d+|\b(?:vol|no|pp?)\. ?\d+", re.IGNORECASE)
_ENTRY = re.compile(
    r"^[\W_]*(?:[A-Z][\w’'-]+, [A-Z][\w’'.-]*(?: [A-Z]\.?)?(?:,? (?:and|&|et al\.?)[^.]{0,60})?\.?\s*"
    r"(?:\(?(?:19|20)\d\d|$)|_{3,})"
)
# A title stands in quotation marks from end to end and capitalises its words.
_QUOTED = re.compile(r"^[“\"][^”\"]+[”\"]\W*$")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")

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


def _word_count(text: str) -> int:
    words = _WORD.findall(text)
    return max(len(words), sum(map(len, words)) // _LETTERS_A_WORD)


def _is_reference(text: str) -> bool:
    """Return whether the text is a piece of a reference: an address, a year, a volume, an entry."""
    linked = sum(len(match.group()) for match in _LINK.finditer(text))
    if linked * 2 > len(text) or _YEAR_ONLY.match(text) or _ENTRY.match(text):
        return True
    if _QUOTED.match(text) and _is_title(text):
        return True
    verbless = not _PRESENT.search(text) and not _PAST.search(text)
    return verbless and _VOLUME.search(text) is not None


def _is_title(text: str) -> bool:
    words = _LONG_WORD.findall(text)
    capitalised = sum(1 for word in words if word[0].isupper())
    return capitalised * 3 >= len(words) * 2
