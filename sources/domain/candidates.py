"""Where a passage of the old text may stand in the new one, and how much of it is there."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from rapidfuzz.distance import Indel

from sources.domain.alignment import Alignment, align_words
from sources.domain.collision import foreign_share
from sources.domain.elsewhere import RunIndex, index_runs, likely_windows
from sources.domain.quotes import Stretch
from sources.domain.tokens import Integers, Words, number_words

# A word skipped between two matches costs a quarter of a match: where two words of five were edited the matches still
# hold together, and a little word that happens to stand five words off does not.
SKIP_COST = 0.25
# An inserted sentence may stand inside a passage when this many words on both sides of it are the passage's.
SKIP_COST_MAX = 8.0
# Words on each side of a passage that bear witness to its place.
WITNESSES = 4
# A witness stands within this many words of where it should.
WITNESS_SLIP = 8
# Two likenesses nearer to one another than this tell nothing apart.
RIVAL_MARGIN = 0.08
# A place of the old text with this share of its words elsewhere in the new one has a counterpart of its own.
RIVAL_KEPT = 0.5


@dataclass(frozen=True)
class TwoTexts:
    """The old and the new text, made comparable once for all passages."""

    old: str
    new: str
    old_words: Words
    new_words: Words
    alignment: Alignment

    @cached_property
    def runs(self) -> RunIndex:
        """Where the pairs of words of the new text stand; made when a passage is lost for the first time."""
        return index_runs(self.new_words.numbers)

    @cached_property
    def mirrored(self) -> "TwoTexts":
        """The same with old and new exchanged, to ask where a place of the new text may come from."""
        unmoved = np.zeros(len(self.new_words), dtype=np.bool_)
        back = Alignment(self.alignment.to_old, self.alignment.to_new, unmoved)
        return TwoTexts(self.new, self.old, self.new_words, self.old_words, back)

    def words_of(self, stretch: Stretch) -> tuple[int, int]:
        """Return the old words of a stretch as a range of indexes."""
        return self.old_words.inside(stretch.start, stretch.end)


@dataclass(frozen=True)
class Candidate:
    """A place in the new text that may be the passage.

    `kept`: share of the passage's words that are there. `likeness`: normalised indel similarity of the letters.
    `foreign`: share of the place's words that were something else in the old text. `witnessed`: share of the
    words beside the passage that are beside the place. All 0 to 1. `moved`: out of the order of the text.
    """

    stretch: Stretch
    kept: float
    likeness: float
    foreign: float
    witnessed: float
    moved: bool


def compare_texts(old: str, new: str) -> TwoTexts:
    """Return both texts with their words aligned; see `align_words` for the cost."""
    old_words, new_words = number_words(old, new)
    return TwoTexts(old, new, old_words, new_words, align_words(old_words, new_words))


def aligned_candidate(texts: TwoTexts, passage: Stretch) -> Candidate | None:
    """Return the place that the alignment gives the passage, None when none of its words is left."""
    first, last = texts.words_of(passage)
    counterparts = texts.alignment.to_new[first:last]
    found = np.flatnonzero(counterparts >= 0)
    return _candidate(texts, passage, found + first, counterparts[found])


def compared_candidate(texts: TwoTexts, passage: Stretch, window: tuple[int, int]) -> Candidate | None:
    """Return the most likely place inside a range of new words, None when they share no word with the passage."""
    first, last = texts.words_of(passage)
    opcodes = Indel.opcodes(
        texts.old_words.numbers[first:last].tolist(), texts.new_words.numbers[slice(*window)].tolist()
    )
    blocks = [block for block in opcodes.as_matching_blocks() if block.size]
    olds = _ranges((block.a + first, block.size) for block in blocks)
    news = _ranges((block.b + window[0], block.size) for block in blocks)
    return _candidate(texts, passage, olds, news)


def candidate_at(texts: TwoTexts, passage: Stretch, place: Stretch, *, kept: float, moved: bool) -> Candidate:
    """Return a place of the new text as a candidate."""
    words = texts.old_words.inside(passage.start, passage.end)
    here = texts.new_words.inside(place.start, place.end)
    return Candidate(
        stretch=place,
        kept=kept,
        likeness=Indel.normalized_similarity(
            texts.old[passage.start : passage.end], texts.new[place.start : place.end]
        ),
        foreign=foreign_share(texts.alignment, here, words),
        witnessed=_witnessed(texts, words, here),
        moved=moved,
    )


def similar_candidates(texts: TwoTexts, passage: Stretch) -> list[Candidate]:
    """Return the places of the new text that share most runs of words with the passage; few, or none."""
    numbers = texts.old_words.numbers[slice(*texts.words_of(passage))]
    found = [compared_candidate(texts, passage, window) for window in likely_windows(texts.runs, numbers)]
    return [candidate for candidate in found if candidate is not None]


def has_rival(texts: TwoTexts, passage: Stretch, candidate: Candidate) -> bool:
    """Say whether the candidate may as well be what became of another place of the old text.

    That is a place which has no counterpart of its own in the new text and whose letters are as like the candidate's
    as the passage's are, but for RIVAL_MARGIN.
    """
    return any(
        origin.likeness >= candidate.likeness - RIVAL_MARGIN
        and origin.foreign < RIVAL_KEPT
        and (origin.stretch.end <= passage.start or passage.end <= origin.stretch.start)
        for origin in similar_candidates(texts.mirrored, candidate.stretch)
    )


def _ranges(runs: Iterable[tuple[int, int]]) -> Integers:
    parts = [np.arange(start, start + size, dtype=np.int64) for start, size in runs]
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


def _candidate(texts: TwoTexts, passage: Stretch, olds: Integers, news: Integers) -> Candidate | None:
    """Return the place made of the matches (old word, new word) that lie together."""
    first, last = texts.words_of(passage)
    if not len(olds):
        return None
    together = _densest(olds, news)
    olds, news = olds[together], news[together]
    moved = bool(np.count_nonzero(texts.alignment.moved[olds]) * 2 > len(olds))
    start = _reach(texts, int(news.min()) - 1, int(olds.min()) - first, -1) + 1
    end = _reach(texts, int(news.max()) + 1, last - 1 - int(olds.max()), 1)
    place = _with_edges(texts, passage, (start, end))
    return candidate_at(texts, passage, place, kept=len(olds) / (last - first), moved=moved)


def _densest(olds: Integers, news: Integers) -> Integers:
    """Return the indexes of the matches that are one place: of all runs in the new order the one that scores most.

    A match counts 1, each word skipped before it in either text SKIP_COST, a longer gap no more than SKIP_COST_MAX
    (the local alignment of Smith and Waterman 1981, over matches that are given).
    """
    order = np.argsort(news, kind="stable")
    skipped = np.abs(np.diff(olds[order]) - 1) + np.diff(news[order]) - 1
    costs = np.minimum(SKIP_COST * skipped, SKIP_COST_MAX).tolist()
    best = score = 1.0
    first = last = start = 0
    for index, cost in enumerate(costs, start=1):
        # A run that is worth less than the way to the next match begins anew there.
        start, score = (index, 1.0) if score <= cost else (start, score - cost + 1)
        if score > best:
            best, first, last = score, start, index
    return np.sort(order[first : last + 1])


def _reach(texts: TwoTexts, at: int, lost: int, step: int) -> int:
    """Return how far words that replaced the passage's outer ones go: at most as many as were lost."""
    to_old = texts.alignment.to_old
    while lost > 0 and 0 <= at < len(to_old) and to_old[at] < 0:
        at += step
        lost -= 1
    return at


def _with_edges(texts: TwoTexts, passage: Stretch, words: tuple[int, int]) -> Stretch:
    """Return the place of a range of new words, with the punctuation at its ends that the passage has."""
    first, last = texts.words_of(passage)
    start, end = int(texts.new_words.starts[words[0]]), int(texts.new_words.ends[words[1] - 1])
    lead = texts.old[passage.start : int(texts.old_words.starts[first])]
    tail = texts.old[int(texts.old_words.ends[last - 1]) : passage.end]
    if lead and texts.new.endswith(lead, 0, start):
        start -= len(lead)
    if tail and texts.new.startswith(tail, end):
        end += len(tail)
    elif tail and texts.new[end : end + 1] and not (texts.new[end].isspace() or texts.new[end].isalnum()):
        end += 1
    return Stretch(start, end)


def _witnessed(texts: TwoTexts, passage: tuple[int, int], place: tuple[int, int]) -> float:
    """Return the share of the words on one side of the passage that stand beside the place; of the better side.

    One side is enough, since a paragraph that moved has other neighbours. 1 without any words around it.
    """
    sides = (
        (max(0, passage[0] - WITNESSES), passage[0], place[0]),
        (passage[1], passage[1] + WITNESSES, place[1]),
    )
    shares = [1.0] if passage == (0, len(texts.old_words)) else [0.0]
    for start, end, expected in sides:
        counterparts = texts.alignment.to_new[start:end]
        near = (counterparts >= 0) & (np.abs(counterparts - expected) <= WITNESS_SLIP)
        shares.append(float(np.count_nonzero(near) / max(1, len(counterparts))))
    return max(shares)


def expected_place(texts: TwoTexts, passage: Stretch) -> int:
    """Return where in the new text the passage would stand, in code points.

    That is before the word which follows the nearest word before the passage that is still there; the text's start
    when none is.
    """
    first, _last = texts.words_of(passage)
    before = texts.alignment.to_new[:first]
    standing = np.flatnonzero(before >= 0)
    if not len(standing):
        return 0
    following = int(before[standing[-1]]) + 1
    return int(texts.new_words.starts[following]) if following < len(texts.new_words) else len(texts.new)
