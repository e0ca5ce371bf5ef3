"""A statement as the propositions that a person might make claims of: its clauses, each scored and worded out.

A proposition is an exact slice of its sentence. Beside it stands how it would be worded alone: with the
subject carried over, with what "this" or "both" refers to, without "But" before it. Wordings are
proposals and no quotes. In a language other than English a sentence stays whole and unscored.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agreement.domain.wording.candidates import LeftOut, Statement, reason_by_text
from agreement.domain.wording.clauses import Clause, ClauseKind, split_clauses
from agreement.domain.wording.cues import Cue, CueKind, find_cues
from agreement.domain.wording.editors import without_note_opening
from agreement.domain.wording.referents import Referent, Span, find_referents, word_out
from agreement.domain.wording.reported import Holder
from agreement.domain.wording.worth import Feature, worth_of

UNSCORED = 0.5
"""The score of a sentence in a language without rules: neither worth a claim nor not."""


@dataclass(frozen=True)
class Context:
    """What stands before a statement: sentences in reading order, the nearest last, and the heading over it."""

    before: tuple[str, ...] = ()
    heading: str = ""


@dataclass(frozen=True)
class Proposition:
    """A sentence or clause `text[start:end]` of a statement, how it reads alone, and why it may be worth a claim.

    `wording` is "" where the slice needs no other words. `cues` have offsets of the sentence. `vague`
    says that it leans on what stands before, and `referents` on what probably, the likeliest first;
    their `start` and `end` are offsets of the sentence, their spans number the sentences of the
    context, and the statement itself as the one after the last.
    """

    start: int
    end: int
    kind: ClauseKind
    wording: str
    score: float
    cues: tuple[Cue, ...]
    features: tuple[Feature, ...]
    holder: Holder | None
    vague: bool
    referents: tuple[Referent, ...]


def find_propositions(statement: Statement, context: Context, *, english: bool = True) -> tuple[Proposition, ...]:
    """Return the propositions of a statement that is no exclusion, in order, at least one; disjoint.

    A clause that would be left out as a sentence of its own (too short, a question) is not among them;
    if all would be, the sentence is one proposition.
    """
    text = statement.text
    if not english:
        return (Proposition(0, len(text), ClauseKind.WHOLE, "", UNSCORED, (), (), None, vague=False, referents=()),)
    clauses = split_clauses(text)
    kept = [clause for clause in clauses if _states_something(clause, text)]
    if not kept:
        kept = [Clause(0, len(text), ClauseKind.WHOLE)]
    return tuple(_proposition(text, clause, clauses, context) for clause in kept)


def as_claim(text: str) -> str:
    """Return a clause as the text of a claim: without "But" before it, with a capital and a full stop."""
    text = without_note_opening(text)
    opening = _OPENING.match(text)
    if opening:
        text = text[opening.end() :]
    text = text.strip().rstrip(",;:—– ")
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if _ENDED.search(text) else f"{text}."


_OPENING = re.compile(
    r"(?:But|And|Yet|So|Still|However|Therefore|Thus|Moreover|Indeed|Instead|Finally|First|Second|Third|Fourth"
    r"|Furthermore|Meanwhile|Nevertheless|Nonetheless|Hence|Consequently|In contrast|In fact|In turn|As a result),?\s"
    r"(?=\S)"
)
_ENDED = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")


def _states_something(clause: Clause, text: str) -> bool:
    if clause.kind is ClauseKind.WHOLE:
        return True
    reason = reason_by_text(clause.wording or text[clause.start : clause.end])
    # A clause without its full stop is judged like one that has it.
    return reason in {None, LeftOut.NO_FINITE_VERB}


def _proposition(text: str, clause: Clause, clauses: Sequence[Clause], context: Context) -> Proposition:
    quoted = text[clause.start : clause.end]
    alone = clause.wording or quoted
    earlier = _earlier(clause, clauses)
    before = (*context.before, *(text[each.start : each.end] for each in earlier))
    referents = find_referents(alone, before, context.heading)
    clear = next((referent for referent in referents if referent.clear and referent.wording), None)
    worded = as_claim(word_out(alone, clear) if clear else alone)
    cues = find_cues(alone)
    vague = any(cue.kind is CueKind.VAGUE_START for cue in cues)
    # What is worded out is vague no more.
    score, features = worth_of(alone, [cue for cue in cues if not (clear and cue.kind is CueKind.VAGUE_START)])
    shown = cues if not clause.wording else find_cues(quoted)
    return Proposition(
        start=clause.start,
        end=clause.end,
        kind=clause.kind,
        wording="" if worded == as_claim(quoted) else worded,
        score=score,
        cues=tuple(replace(cue, start=cue.start + clause.start, end=cue.end + clause.start) for cue in shown),
        features=features,
        holder=clause.holder,
        vague=vague,
        referents=_placed(referents, clause, earlier, len(context.before)),
    )


def _earlier(clause: Clause, clauses: Sequence[Clause]) -> list[Clause]:
    """Return the stretches of the sentence that a clause may refer back to, the nearest last.

    A carried subject comes from the clause before and refers no further than that one does. What
    somebody is reported to hold may refer to whoever holds it: "Norway announced that it …".
    """
    earlier = [each for each in clauses if each.end <= clause.start]
    if clause.wording and clause.holder is None:
        earlier = earlier[:-1]
    if clause.holder and clause.holder.end <= clause.start:
        earlier = [each for each in earlier if each.end <= clause.holder.start]
        earlier.append(Clause(clause.holder.start, clause.start, ClauseKind.WHOLE))
    return earlier


def _placed(
    referents: Sequence[Referent], clause: Clause, earlier: Sequence[Clause], sentences: int
) -> tuple[Referent, ...]:
    """Return the referents with offsets of the sentence, and with earlier clauses counted as the sentence itself."""

    def place(span: Span) -> Span:
        if span.sentence < sentences:
            return span
        by = earlier[span.sentence - sentences].start
        return Span(sentences, span.start + by, span.end + by)

    # In a wording with a carried subject the words that refer back have no place of their own in the sentence.
    carried = bool(clause.wording)
    return tuple(
        replace(
            referent,
            start=clause.start if carried else referent.start + clause.start,
            end=clause.start if carried else referent.end + clause.start,
            spans=tuple(map(place, referent.spans)),
        )
        for referent in referents
    )
