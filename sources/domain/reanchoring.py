"""Finding passages of an old text again in a new one, with the old text as a witness.

The rules and their reasons are in docs/algorithms/anchoring.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from sources.domain.candidates import (
    Candidate,
    TwoTexts,
    aligned_candidate,
    candidate_at,
    has_rival,
    similar_candidates,
)
from sources.domain.collision import own_share
from sources.domain.quotes import Stretch, cuts_word

# Share of the words that must be left, in their place, for nobody to be asked. Half: below it more of the
# sentence is new than old.
SURE_KEPT = 0.5
# And how alike the letters must be at least: two sentences of one language are 0.4 to 0.5 alike by chance.
SURE_LIKENESS = 0.45
# Away from its place a passage needs both more words and more letters: nothing but they vouch for it.
ELSEWHERE_KEPT = 0.5
ELSEWHERE_LIKENESS = 0.65
# The minimum score: what is less is not worth a person's look.
ASK_KEPT = 0.35
ASK_LIKENESS = 0.5
# From this share of words that stood elsewhere in the old text on, a place is a twin.
TWIN_SHARE = 0.5
# So few words occur again by chance: the words around them have to be there as well.
SHORT_WORDS = 4
SHORT_WITNESSED = 0.5
# Away from its place a passage of fewer words is a phrase that authors use again: at most a question.
ELSEWHERE_SURE_WORDS = 7
# Fewer words than this stand elsewhere by chance, and nobody is asked about them.
ELSEWHERE_WORDS_MIN = 3
# How many verbatim occurrences of a passage are looked at; a word that stands more often is no quotation.
OCCURRENCES_MAX = 50


class Outcome(StrEnum):
    """What became of a passage: found for certain, a person has to look, or it is not there any more."""

    SURE = "sure"
    ASK = "ask"
    ORPHANED = "orphaned"


class Change(StrEnum):
    """How the text found differs: not at all, only in its place, or in its words."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    REWORDED = "reworded"


class Method(StrEnum):
    """How the place was found."""

    VERBATIM = "verbatim"
    ALIGNED = "aligned"
    SIMILAR = "similar"
    NONE = "none"


@dataclass(frozen=True)
class Placement:
    """What became of a passage in the new text.

    `stretches` are its places (one for each stretch that was found; none when orphaned), in code points.
    `score` (0 to 1) is how alike the letters are, 1 only for the very same; of an orphan, of the best place refused.
    """

    outcome: Outcome
    stretches: tuple[Stretch, ...]
    score: float
    change: Change
    method: Method


ORPHAN = Placement(Outcome.ORPHANED, (), 0.0, Change.REWORDED, Method.NONE)


def reanchor(texts: TwoTexts, stretches: Sequence[Stretch]) -> Placement:
    """Return what became of a passage, given by its stretches in the old text.

    Each stretch is placed by itself. The passage is sure when all its stretches are, in their old order, orphaned
    when all are, and otherwise a question. Raises ValueError without stretches or outside of the old text.
    """
    if not stretches or any(not 0 <= one.start < one.end <= len(texts.old) for one in stretches):
        message = f"no passage of a text of {len(texts.old)} code points: {list(stretches)}"
        raise ValueError(message)
    placements = [_place(texts, stretch) for stretch in stretches]
    return placements[0] if len(placements) == 1 else _joined(placements)


def _joined(placements: Sequence[Placement]) -> Placement:
    places = tuple(stretch for placement in placements for stretch in placement.stretches)
    score = min(placement.score for placement in placements)
    if not places:
        return Placement(Outcome.ORPHANED, (), score, Change.REWORDED, Method.NONE)
    in_order = all(one.end <= next_.start for one, next_ in pairwise(places))
    sure = in_order and all(placement.outcome is Outcome.SURE for placement in placements)
    order, methods = list(Change), list(Method)
    return Placement(
        outcome=Outcome.SURE if sure else Outcome.ASK,
        stretches=_apart(places),
        score=score,
        change=max((placement.change for placement in placements), key=order.index),
        method=max((placement.method for placement in placements), key=methods.index),
    )


def _apart(places: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """Return the places in the order of the text, those that overlap as one."""
    kept: list[Stretch] = []
    for place in sorted(places):
        if kept and place.start < kept[-1].end:
            kept[-1] = Stretch(kept[-1].start, max(kept[-1].end, place.end))
        else:
            kept.append(place)
    return tuple(kept)


def _place(texts: TwoTexts, passage: Stretch) -> Placement:
    """Return what became of one stretch: verbatim in its place, else aligned, else verbatim or alike elsewhere."""
    aligned = aligned_candidate(texts, passage)
    same = _verbatim_in_place(texts, passage)
    if same is not None:
        moved = aligned is not None and aligned.moved
        return Placement(Outcome.SURE, (same,), 1.0, Change.MOVED if moved else Change.UNCHANGED, Method.VERBATIM)
    if aligned is not None and _is_sure(texts, passage, aligned):
        return _reworded(texts, passage, aligned, Method.ALIGNED)
    again = _verbatim_elsewhere(texts, passage)
    if again is not None and again.outcome is Outcome.SURE:
        return again
    alike = _most_alike(texts, passage)
    if alike is not None and _is_sure_elsewhere(texts, passage, alike):
        return _reworded(texts, passage, alike, Method.SIMILAR)
    return again or _asked(aligned, alike)


def _asked(aligned: Candidate | None, alike: Candidate | None) -> Placement:
    """Return the better of the places that were not good enough as a question, or an orphan."""
    found = [
        _placed(Outcome.ASK, candidate, method)
        for candidate, method in ((aligned, Method.ALIGNED), (alike, Method.SIMILAR))
        if candidate is not None and candidate.foreign < TWIN_SHARE
        if candidate.kept >= ASK_KEPT and candidate.likeness >= ASK_LIKENESS
    ]
    if found:
        return max(found, key=lambda placement: placement.score)
    best = max((candidate.likeness for candidate in (aligned, alike) if candidate is not None), default=0.0)
    return Placement(Outcome.ORPHANED, (), best, Change.REWORDED, Method.NONE)


def _reworded(texts: TwoTexts, passage: Stretch, candidate: Candidate, method: Method) -> Placement:
    """Return a place with other words: certain, unless another lost place of the old text may have become it."""
    return _placed(Outcome.ASK if has_rival(texts, passage, candidate) else Outcome.SURE, candidate, method)


def _placed(outcome: Outcome, candidate: Candidate, method: Method) -> Placement:
    return Placement(outcome, (candidate.stretch,), candidate.likeness, Change.REWORDED, method)


def _is_sure(texts: TwoTexts, passage: Stretch, candidate: Candidate) -> bool:
    if candidate.foreign >= TWIN_SHARE or candidate.kept < SURE_KEPT or candidate.likeness < SURE_LIKENESS:
        return False
    return _word_count(texts, passage) >= SHORT_WORDS or candidate.witnessed >= SHORT_WITNESSED


def _is_sure_elsewhere(texts: TwoTexts, passage: Stretch, candidate: Candidate) -> bool:
    alike = candidate.kept >= ELSEWHERE_KEPT and candidate.likeness >= ELSEWHERE_LIKENESS
    return alike and _word_count(texts, passage) >= ELSEWHERE_SURE_WORDS


def _word_count(texts: TwoTexts, passage: Stretch) -> int:
    first, last = texts.words_of(passage)
    return last - first


def _verbatim_in_place(texts: TwoTexts, passage: Stretch) -> Stretch | None:
    """Return where the very letters stand that the alignment says are the passage's, None if they changed."""
    quote = texts.old[passage.start : passage.end]
    words = texts.words_of(passage)
    if texts.old == texts.new:
        return passage
    for start in _implied_starts(texts, passage, words):
        place = Stretch(start, start + len(quote))
        if start < 0 or not texts.new.startswith(quote, start):
            continue
        here = texts.new_words.inside(place.start, place.end)
        if own_share(texts.alignment, here, words) < TWIN_SHARE:
            continue
        candidate = candidate_at(texts, passage, place, kept=1.0, moved=False)
        if _is_sure(texts, passage, candidate):
            return place
    return None


def _implied_starts(texts: TwoTexts, passage: Stretch, words: tuple[int, int]) -> Iterator[int]:
    """Yield where the passage would begin by its first and by its last word that has a counterpart."""
    counterparts = texts.alignment.to_new[slice(*words)]
    found = [index for index, new in enumerate(counterparts.tolist()) if new >= 0]
    starts: dict[int, None] = {}
    for index in (found[0], found[len(found) // 2], found[-1]) if found else ():
        old_start = int(texts.old_words.starts[words[0] + index])
        new_start = int(texts.new_words.starts[counterparts[index]])
        starts[new_start - (old_start - passage.start)] = None
    yield from starts


def _verbatim_elsewhere(texts: TwoTexts, passage: Stretch) -> Placement | None:
    """Return what the very words say that stand in places which the alignment does not give to the passage.

    New ones are the passage when there is but one of them; several are a question. So are places that were there
    before: the words still stand, but this passage does not.
    """
    quote = texts.old[passage.start : passage.end]
    words = texts.words_of(passage)
    if words[1] - words[0] < ELSEWHERE_WORDS_MIN:
        return None
    cut = cuts_word(texts.old, passage)
    places = [
        candidate_at(texts, passage, place, kept=1.0, moved=True)
        for place in _occurrences(texts.new, quote)
        if cut or not cuts_word(texts.new, place)
    ]
    fresh = [place for place in places if place.foreign < TWIN_SHARE]
    if not places:
        return None
    nearest = max(fresh or places, key=lambda place: (place.witnessed, -abs(place.stretch.start - passage.start)))
    sure = len(fresh) == 1 and words[1] - words[0] >= ELSEWHERE_SURE_WORDS
    outcome = Outcome.SURE if sure else Outcome.ASK
    return Placement(outcome, (nearest.stretch,), 1.0, Change.MOVED, Method.VERBATIM)


def _occurrences(text: str, quote: str) -> Iterator[Stretch]:
    at = text.find(quote)
    for _ in range(OCCURRENCES_MAX):
        if at < 0:
            return
        yield Stretch(at, at + len(quote))
        at = text.find(quote, at + 1)


def _most_alike(texts: TwoTexts, passage: Stretch) -> Candidate | None:
    """Return the place most like the passage that was not there in the old text, None without one."""
    fresh = [candidate for candidate in similar_candidates(texts, passage) if candidate.foreign < TWIN_SHARE]
    return max(fresh, key=lambda candidate: candidate.likeness, default=None)
