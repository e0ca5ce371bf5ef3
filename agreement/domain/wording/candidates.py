"""Sentences worth a claim: which statements of an argument a person might word as a proposition.

Nothing is learned from the workspace: a sentence is scored by signs that a reader can check, and
every sentence left out says why. The score orders a list; it decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from agreement.domain.wording.cues import Cue, CueKind, find_cues
from agreement.domain.wording.editors import without_note_opening
from agreement.domain.wording.sieve import is_byline, is_furniture, is_reference, names_volume
from agreement.domain.wording.worth import Feature, has_finite_verb, is_verbless, word_count, worth_of

ARGUMENT = "main"
EDITOR_NOTE = "editor_note"
AUTHOR_NOTE = "author_note"

# Three words can name something; a proposition about it takes one more.
LEAST_WORDS = 4


class LeftOut(StrEnum):
    """Why a sentence is no candidate."""

    NOT_ARGUMENT = "not_argument"
    EDITOR_NOTE = "editor_note"
    AUTHOR_NOTE = "author_note"
    HEADING = "heading"
    REFERENCE = "reference"
    BYLINE = "byline"
    FURNITURE = "furniture"
    QUESTION = "question"
    TOO_SHORT = "too_short"
    NO_FINITE_VERB = "no_finite_verb"


@dataclass(frozen=True)
class Statement:
    """One sentence with its author and its place.

    `section` is the part of the work: only `main` is the argument of the work's author. An editor's
    note counts where its editor is known: then `author` is the editor and `by_editor` says so.
    `heading` tells that it stands in a heading.
    """

    id: int
    author: str
    text: str
    section: str = ARGUMENT
    heading: bool = False
    by_editor: bool = False


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
    """Return why a statement states nothing that could be a claim of its author, or None if it may."""
    if statement.section != ARGUMENT and not statement.by_editor:
        return _SECTIONS.get(statement.section, LeftOut.NOT_ARGUMENT)
    text = without_note_opening(statement.text) if statement.by_editor else statement.text
    return LeftOut.HEADING if statement.heading else reason_by_text(text)


def states_something(statement: Statement) -> bool:
    """Return whether a statement may be a claim: what is compared across authors."""
    return reason_to_leave_out(statement) is None


def reason_by_text(text: str) -> LeftOut | None:
    """Return why a text states nothing that could be a claim, by its own words, or None if it may."""
    text = text.strip()
    tests = (
        (LeftOut.REFERENCE, is_reference(text) or (is_verbless(text) and names_volume(text))),
        (LeftOut.BYLINE, is_byline(text)),
        (LeftOut.FURNITURE, is_furniture(text)),
        (LeftOut.QUESTION, _QUESTION_END.search(text) is not None),
        (LeftOut.TOO_SHORT, word_count(text) < LEAST_WORDS),
        (LeftOut.NO_FINITE_VERB, not _SENTENCE_END.search(text) and not has_finite_verb(text)),
    )
    return next((reason for reason, applies in tests if applies), None)


def score_candidate(statement: Statement) -> Candidate:
    """Return a statement with its worth as a claim."""
    cues = find_cues(statement.text)
    score, features = worth_of(statement.text, cues)
    return Candidate(statement, score, cues, features)


_SECTIONS = {EDITOR_NOTE: LeftOut.EDITOR_NOTE, AUTHOR_NOTE: LeftOut.AUTHOR_NOTE}
_QUESTION_END = re.compile(r"[?？؟][\s\"'”’»)\]]*$")
_SENTENCE_END = re.compile(r"[.!…。！।؟;:][\s\"'”’»)\]]*$")
