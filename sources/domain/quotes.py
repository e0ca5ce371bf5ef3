"""Verified quotations: a quotation either stands in the text, or it is refused."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NoReturn

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from sources.domain.folding import FoldedText, fold, fold_quote
from sources.errors import QuoteAmbiguous, QuoteNotFound

# Code points of context kept on both sides of a passage: enough to tell repeated sentences apart,
# short enough to survive an edit near by.
CONTEXT_LENGTH = 64
# A part between two ellipses that is shorter than this occurs by chance.
ELIDED_PART_MIN = 8
# More parts than this are a collage.
ELIDED_PARTS_MAX = 12
# What an ellipsis may leave out, in code points: about two paragraphs. Beyond it the parts are two
# quotations that an ellipsis would make look like one statement.
ELISION_GAP_MAX = 1_000
# Two places count as told apart by their context from this difference (0 to 1) on.
CONTEXT_MARGIN = 0.1
# The position hint decides when the nearest place is this many times nearer than the next.
POSITION_MARGIN = 2
# How many places an ambiguous quotation names.
PLACES_SHOWN = 20
# Beyond this many occurrences a quotation is a letter or a word, and contexts are compared only with
# the places nearest to the hint.
PLACES_COMPARED = 2_000
# How much of a refused quotation is looked for: its beginning shows a person the place, and the search
# takes time in proportion to it.
NEAREST_LENGTH_MAX = 400
# What is less alike helps nobody to see the mistake, and a bound makes the search many times faster.
NEAREST_SIMILARITY_MIN = 0.5
# Joins the parts in the `exact` of a passage with several stretches.
ELISION = " […] "

# Score = how alike the words are, and how alike what stands around them, as far as it was given.
_WORDS_WEIGHT, _PREFIX_WEIGHT, _SUFFIX_WEIGHT = 0.5, 0.25, 0.25
_ELISION_MARK = re.compile(r"\s*(?:[\[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]|…|\.\s?\.\s?\.(?:\s?\.)?)\s*")


class MatchGrade(StrEnum):
    """How a quotation was found: letter by letter, but for typography, or in parts."""

    EXACT = "exact"
    NORMALISED = "normalised"
    ELIDED = "elided"


@dataclass(frozen=True, order=True)
class Stretch:
    """One unbroken piece of text, `text[start:end]`, in code points; never empty."""

    start: int
    end: int


@dataclass(frozen=True)
class QuoteMatch:
    """Where a quotation stands. `score` (0 to 1) is 1 for the same letters in the same context."""

    grade: MatchGrade
    stretches: tuple[Stretch, ...]
    score: float


@dataclass(frozen=True)
class Selector:
    """A passage as W3C TextQuoteSelector and TextPositionSelector, offsets in code points.

    With several stretches `exact` joins them by ELISION, and start and end are the outer ones.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


def verify_quote(text: str, exact: str, prefix: str = "", suffix: str = "", start: int | None = None) -> QuoteMatch:
    """Return where the quotation `exact` stands in a canonical text, and how well it fits.

    Tried in this order: letter by letter (`exact`); with the same typography taken away on both sides,
    namely the kinds of quotation marks, dashes and white space, ligatures and fillers (`normalised`);
    in parts around “…”, “...” or “[…]”, in order and near one another (`elided`). Case, accents,
    digits and punctuation always count. White space around the quotation never does.

    `prefix` and `suffix` are the text before and behind it, `start` its offset, all as remembered from
    some version of the text; they only choose between places. Linear in the length of the text.

    Raises QuoteNotFound with the most similar stretch, or QuoteAmbiguous with the places.
    """
    quote = exact.strip()
    if not quote:
        message = "The quotation is empty."
        raise QuoteNotFound(message, nearest=None)
    hint = None if start is None else start + len(exact) - len(exact.lstrip())
    context = _Context(prefix, suffix, hint)
    grade, places = MatchGrade.EXACT, _exact_places(text, quote, context)
    if not places:
        grade, places = MatchGrade.NORMALISED, _normalised_places(text, quote, context)
    if not places:
        grade, places = MatchGrade.ELIDED, _elided_places(text, quote)
    if not places:
        _refuse(text, quote)
    return _chosen(text, quote, grade, places, context)


def verify_parts(text: str, exact: str, starts: Sequence[int]) -> QuoteMatch:
    """Return where the parts of a quotation stand that somebody marked one by one, in the order of the text.

    `exact` joins the parts by ELISION, and `starts` has the offset of each. Unlike with `verify_quote`, parts may be
    short and far apart: a person marked them, nothing is guessed. The grade is `elided`, the score the least of theirs.
    Raises QuoteNotFound for other numbers of parts and starts, parts that overlap, more than ELIDED_PARTS_MAX of them,
    and what `verify_quote` raises for a part.
    """
    parts = exact.split(ELISION)
    if len(parts) != len(starts) or len(parts) > ELIDED_PARTS_MAX:
        message = f"A passage has at most {ELIDED_PARTS_MAX} stretches, each with its place."
        raise QuoteNotFound(message, nearest=None)
    found = [verify_quote(text, part, start=start) for part, start in zip(parts, starts, strict=True)]
    stretches = sorted(stretch for match in found for stretch in match.stretches)
    if any(one.end > other.start for one, other in pairwise(stretches)):
        raise QuoteNotFound("Two stretches of the passage overlap.", nearest=None)
    return QuoteMatch(MatchGrade.ELIDED, tuple(stretches), min(match.score for match in found))


def selectors(text: str, stretches: Sequence[Stretch]) -> Selector:
    """Return the selector of a passage: its words, CONTEXT_LENGTH code points around it, its place.

    Raises ValueError without stretches, or when they are empty, outside of the text, or out of order.
    """
    borders = [offset for stretch in stretches for offset in (stretch.start, stretch.end)]
    filled = all(stretch.start < stretch.end for stretch in stretches)
    if not borders or not filled or borders != sorted(borders) or borders[0] < 0 or borders[-1] > len(text):
        message = f"no passage of a text of {len(text)} code points: {list(stretches)}"
        raise ValueError(message)
    start, end = borders[0], borders[-1]
    return Selector(
        exact=ELISION.join(text[stretch.start : stretch.end] for stretch in stretches),
        prefix=text[max(0, start - CONTEXT_LENGTH) : start],
        suffix=text[end : end + CONTEXT_LENGTH],
        start=start,
        end=end,
    )


@dataclass(frozen=True)
class _Context:
    prefix: str
    suffix: str
    start: int | None


_Place = tuple[Stretch, ...]


def _exact_places(text: str, quote: str, context: _Context) -> list[_Place]:
    found = (Stretch(at, at + len(quote)) for at in _occurrences(text, quote))
    return [(stretch,) for stretch in found if _is_meant(text, stretch, context)]


def _normalised_places(text: str, quote: str, context: _Context) -> list[_Place]:
    folded = fold(text)
    candidates = [fold_quote(quote)]
    # An ellipsis at an outer end only says that the sentence went on there.
    bare = fold_quote(_without_outer_ellipses(quote))
    if bare != candidates[0] and len(bare) >= ELIDED_PART_MIN:
        candidates.append(bare)
    for candidate in candidates:
        found = _folded_occurrences(folded, candidate)
        places: list[_Place] = [(stretch,) for stretch in found if _is_meant(text, stretch, context)]
        if places:
            return places
    return []


def _elided_places(text: str, quote: str) -> list[_Place]:
    parts = [fold_quote(part) for part in _ELISION_MARK.split(_without_outer_ellipses(quote))]
    if not 2 <= len(parts) <= ELIDED_PARTS_MAX or any(len(part) < ELIDED_PART_MIN for part in parts):
        return []
    folded = fold(text)
    return _chains(
        [[stretch for stretch in _folded_occurrences(folded, part) if not cuts_word(text, stretch)] for part in parts]
    )


def _chains(occurrences: Sequence[Sequence[Stretch]]) -> list[_Place]:
    """Return the ways to take one occurrence of each part, in order and near; the tightest of each end."""
    chains: list[_Place] = [(stretch,) for stretch in occurrences[-1]]
    for earlier in reversed(occurrences[:-1]):
        starts = [chain[0].start for chain in chains]
        longer: list[_Place] = []
        for stretch in earlier:
            following = bisect_left(starts, stretch.end)
            if following < len(starts) and starts[following] - stretch.end <= ELISION_GAP_MAX:
                longer.append((stretch, *chains[following]))
        # Of two chains that share their rest, the one that begins later leaves out less.
        chains = sorted({chain[1:]: chain for chain in longer}.values())
    return chains


def _occurrences(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote) if quote else -1
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _folded_occurrences(folded: FoldedText, quote: str) -> Iterator[Stretch]:
    for at in _occurrences(folded.text, quote):
        start = folded.original_start(at)
        end = folded.original_end(at + len(quote))
        if start is not None and end is not None and start < end:
            yield Stretch(start, end)


def _is_meant(text: str, stretch: Stretch, context: _Context) -> bool:
    """Say whether the stretch cuts no word, or the position or its very surroundings name it."""
    if not cuts_word(text, stretch) or stretch.start == context.start:
        return True
    before = bool(context.prefix) and text.endswith(context.prefix, 0, stretch.start)
    return before or (bool(context.suffix) and text.startswith(context.suffix, stretch.end))


def cuts_word(text: str, stretch: Stretch) -> bool:
    """Say whether the stretch begins or ends between two letters of a word, in scripts that part all words."""
    return _inside_word(text, stretch.start) or _inside_word(text, stretch.end)


def _inside_word(text: str, offset: int) -> bool:
    """Say whether the offset lies between two letters or digits of a script that parts all its words."""
    return 0 < offset < len(text) and _is_word_letter(text[offset - 1]) and _is_word_letter(text[offset])


def _is_word_letter(character: str) -> bool:
    # Latin, Greek and Cyrillic. Korean, Arabic and others attach particles, Chinese and Thai part nothing.
    return character.isalnum() and (character < "\u0530" or "\u1e00" <= character <= "\u1fff")


def _without_outer_ellipses(quote: str) -> str:
    bare = quote
    leading = _ELISION_MARK.match(bare)
    if leading:
        bare = bare[leading.end() :]
    marks = list(_ELISION_MARK.finditer(bare))
    return bare[: marks[-1].start()] if marks and marks[-1].end() == len(bare) else bare


def _chosen(text: str, quote: str, grade: MatchGrade, places: Sequence[_Place], context: _Context) -> QuoteMatch:
    if len(places) > PLACES_COMPARED and context.start is not None:
        starts = [place[0].start for place in places]
        middle = bisect_right(starts, context.start)
        places = places[max(0, middle - PLACES_COMPARED // 2) : middle + PLACES_COMPARED // 2]
    agreements = [_agreement(text, place, context) for place in places]
    best = max(agreements)
    closest = [place for place, value in zip(places, agreements, strict=True) if best - value < CONTEXT_MARGIN]
    place = closest[0] if len(closest) == 1 else _nearest_by_position(closest, context.start)
    if place is None:
        message = f"The quotation stands in {len(closest)} places; more of its context would tell which."
        shown = [{"start": p[0].start, "end": p[-1].end} for p in closest[:PLACES_SHOWN]]
        raise QuoteAmbiguous(message, places=shown, count=len(closest))
    return QuoteMatch(grade, place, _score(text, quote, place, context))


def _agreement(text: str, place: _Place, context: _Context) -> float:
    """Return how well the surroundings of a place fit the given ones, 0 to 1; 1 when none are given."""
    likenesses = [likeness for likeness, _ in _context_likenesses(text, place, context)]
    return sum(likenesses) / len(likenesses) if likenesses else 1.0


def _context_likenesses(text: str, place: _Place, context: _Context) -> Iterator[tuple[float, float]]:
    """Yield the likeness (0 to 1) and the weight of each side that was given."""
    prefix, suffix = context.prefix, context.suffix
    if prefix:
        yield _likeness(text[max(0, place[0].start - len(prefix)) : place[0].start], prefix), _PREFIX_WEIGHT
    if suffix:
        yield _likeness(text[place[-1].end : place[-1].end + len(suffix)], suffix), _SUFFIX_WEIGHT


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    return Indel.normalized_similarity(fold(one).text.strip(), fold(other).text.strip())


def _nearest_by_position(places: Sequence[_Place], start: int | None) -> _Place | None:
    if start is None:
        return None
    nearest, second = sorted(places, key=lambda place: abs(place[0].start - start))[:2]
    distance, next_distance = abs(nearest[0].start - start), abs(second[0].start - start)
    return nearest if distance * POSITION_MARGIN < next_distance else None


def _score(text: str, quote: str, place: _Place, context: _Context) -> float:
    words = Indel.normalized_similarity(
        ELISION.join(text[stretch.start : stretch.end] for stretch in place),
        _ELISION_MARK.sub(ELISION, quote) if len(place) > 1 else quote,
    )
    weighted = [(words, _WORDS_WEIGHT), *_context_likenesses(text, place, context)]
    return sum(value * weight for value, weight in weighted) / sum(weight for _, weight in weighted)


def _refuse(text: str, quote: str) -> NoReturn:
    nearest = _nearest(text, quote)
    message = "The quotation does not stand in the text."
    if nearest:
        message += f" The most similar stretch is {nearest['similarity']:.0%} alike."
    raise QuoteNotFound(message, nearest=nearest)


def _nearest(text: str, quote: str) -> dict[str, str | int | float] | None:
    """Return the stretch of the text that is most like the quotation's beginning, whole words only."""
    folded = fold(text)
    wanted = fold_quote(quote)[:NEAREST_LENGTH_MAX]
    found = fuzz.partial_ratio_alignment(wanted, folded.text, score_cutoff=100 * NEAREST_SIMILARITY_MIN)
    if not wanted or found is None:
        return None
    start, end = 0, len(text)
    if len(wanted) < len(folded.text):
        start, end = _whole_word_borders(text, folded, found.dest_start, found.dest_end)
    similarity = Indel.normalized_similarity(wanted, fold(text[start:end]).text)
    return {"text": text[start:end], "start": start, "end": end, "similarity": round(similarity, 4)}


def _whole_word_borders(text: str, folded: FoldedText, first: int, last: int) -> tuple[int, int]:
    """Return the original borders of a folded stretch, widened to whole words without outer space."""
    start = folded.original_start(first)
    while start is None:
        first -= 1
        start = folded.original_start(first)
    end = folded.original_end(last)
    while end is None:
        last += 1
        end = folded.original_end(last)
    while _inside_word(text, start):
        start -= 1
    while _inside_word(text, end):
        end += 1
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
