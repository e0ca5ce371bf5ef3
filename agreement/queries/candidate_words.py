"""A candidate claim in words: its signs, its reasons, how far it is worth a claim."""

from dataclasses import dataclass

from agreement.domain.likeness.terms import terms_of
from agreement.domain.names.aliases import default_aliases, fold_table
from agreement.models import CandidateClaim

CUE_WORDS = {
    "hedge": "hedged",
    "negation": "negated",
    "reported_speech": "reported speech",
    "question": "a question",
    "vague_start": "refers back",
    "quantity": "a quantity",
    "time": "a time",
    "cause": "a cause",
    "contrast": "a contrast",
    "judgement": "a judgement",
    "norm": "a norm",
    "citation": "cites",
}
FEATURE_WORDS = {
    "hedge": "it is hedged: an assessment",
    "judgement": "it judges",
    "cause": "it names a cause",
    "contrast": "it sets one thing against another",
    "norm": "it says what should be",
    "negation": "it denies something",
    "present": "it says how things are or will be",
    "pleads": "its author says “I think”, “we urge”",
    "vague_start": "its first words refer back, to what is not clear",
    "dated": "it opens with a date",
    "past_event": "it tells what happened",
    "short": "it is short",
    "long": "it is long, so it says several things",
    "first_person": "it tells what its author lived through",
    "first_person_past": "and in the past tense",
    "first_person_plural": "it speaks of “us”",
}
LEFT_OUT_WORDS = {
    "not_argument": "reference lists and the like",
    "editor_note": "an editor’s note whose writer is not named",
    "author_note": "notes about the author",
    "heading": "headings",
    "reference": "references and addresses",
    "byline": "bylines and thanks",
    "furniture": "menus, credits and notices",
    "question": "questions",
    "too_short": "too short",
    "no_finite_verb": "without a verb",
}
WORTH_WORDS = ((0.75, "reads like a claim"), (0.5, "may be a claim"), (0.0, "rather tells an event"))
"""From which score on which words: shares of labelled sentences are in docs/algorithms/candidates.md."""


@dataclass(frozen=True)
class CandidatePiece:
    """A stretch of a candidate and what sign it is of, "" for none; `is_first` if no earlier one is of that sign."""

    text: str
    cue: str = ""
    is_first: bool = False


@dataclass(frozen=True)
class Reason:
    """One reason of a score in words, and whether it speaks for or against."""

    words: str
    speaks_for: bool
    weight: float


def candidate_pieces(candidate: CandidateClaim) -> tuple[CandidatePiece, ...]:
    """Return the candidate cut at its signs, in order.

    Of signs that overlap the first one stays; one that points outside of the candidate is left out.
    """
    text = candidate.sentence.text
    pieces, reached = [], candidate.start
    seen: set[str] = set()
    for cue in sorted(candidate.cues, key=lambda cue: (cue["start"], -cue["end"])):
        if not reached <= cue["start"] < cue["end"] <= candidate.end:
            continue
        word = CUE_WORDS.get(cue["kind"], cue["kind"])
        pieces.append(CandidatePiece(text[reached : cue["start"]]))
        pieces.append(CandidatePiece(text[cue["start"] : cue["end"]], cue=word, is_first=word not in seen))
        seen.add(word)
        reached = cue["end"]
    pieces.append(CandidatePiece(text[reached : candidate.end]))
    return tuple(piece for piece in pieces if piece.text)


def reasons_of(candidate: CandidateClaim) -> tuple[Reason, ...]:
    """Return why the candidate has its score, what weighs most first."""
    reasons = (
        Reason(FEATURE_WORDS.get(feature["name"], feature["name"]), feature["weight"] > 0, feature["weight"])
        for feature in candidate.features
    )
    return tuple(sorted(reasons, key=lambda reason: -abs(reason.weight)))


def worth_words(score: float) -> str:
    """Return how far something is worth a claim, in words."""
    return next(words for least, words in WORTH_WORDS if score >= least)


def shares_terms(candidate: CandidateClaim, text: str) -> bool:
    """Return whether a candidate holds at least half of the terms that its sentence shares with a text, names folded.

    The finder compares whole sentences: of one with two clauses often only one is meant.
    """
    if not candidate.is_clause:
        return True
    wanted = _keys(text)
    shared, own = _keys(candidate.sentence.text) & wanted, _keys(candidate.as_claim) & wanted
    return 2 * len(own) >= len(shared)


_FOLDING = fold_table(default_aliases())


def _keys(text: str) -> frozenset[str]:
    return frozenset(term.key for term in terms_of(text, _FOLDING))
