"""The rows of the million: words by Zipf's law, identifiers that sort by time, all of them from a seed."""

import itertools
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np

AUTHORS, SOURCES, CLAIMS, PASSAGES, EVIDENCE, STANCES = range(1, 7)
AUTHORSHIPS = -1
BATCH = 20_000
VOCABULARY = 20_000
TOPICS = 400
# Milliseconds of the first identifier, 2026-01-01, and a number without a factor in common with 2**48.
_EPOCH, _SCATTER = 1_767_225_600_000, 0x9E37_79B9_7F4B
_MADE = "2026-01-01 00:00:00+00"
_FIRST_DAY = date(1990, 1, 1)
_DAYS = 13_000
_KINDS = ("factual", "causal", "predictive", "normative")
_STATUSES = ("accepted", "draft", "proposed", "retired")
_BEARINGS = ("supports", "contradicts", "context")
_STATES = ("accepted", "suggested", "rejected")
_POSITIONS = ("affirms", "denies", "qualifies", "undecided")

Batch = tuple[int, Sequence[str], list[str]]


@dataclass(frozen=True)
class Sizes:
    """Rows of each table; passages, evidence and stances are as many as claims."""

    claims: int
    sources: int
    authors: int


def sizes_of(claims: int) -> Sizes:
    """Return the sizes of a load: a source for ten claims, an author for fifty."""
    return Sizes(claims, max(claims // 10, 1), max(claims // 50, 1))


def identifier(table: int, at: int) -> UUID:
    """Return the identifier of row `at` of a table: of version 7, so that rows sort as they were made."""
    return UUID(_id(table, at))


def _id(table: int, at: int) -> str:
    moment = f"{_EPOCH + at:012x}"
    return f"{moment[:8]}-{moment[8:]}-7{table:03x}-8{at & 0xFFF:03x}-{(at * _SCATTER) & 0xFFFF_FFFF_FFFF:012x}"


def rows_of(size: Sizes, seed: int) -> Iterator[Batch]:
    """Yield table, columns and lines in the text format of COPY, at most `BATCH` of them at a time."""
    chance = np.random.default_rng(seed)
    words = Words(seed)
    yield from _batches(AUTHORS, size.authors, lambda start, end: _authors(words, chance, start, end))
    yield from _batches(SOURCES, size.sources, lambda start, end: _sources(words, chance, start, end))
    yield from _batches(AUTHORSHIPS, size.sources, lambda start, end: _authorships(size, start, end))
    for start in range(0, size.claims, BATCH):
        end = min(start + BATCH, size.claims)
        texts = words.texts(chance, end - start)
        yield CLAIMS, *_claims(texts, chance, start, end)
        yield PASSAGES, *_passages(texts, chance, size, start, end)
    yield from _links(size, chance)


def _batches(table: int, count: int, make: Callable[[int, int], tuple[Sequence[str], list[str]]]) -> Iterator[Batch]:
    for start in range(0, count, BATCH):
        yield table, *make(start, min(start + BATCH, count))


class Words:
    """A made vocabulary whose word of rank r is drawn in proportion to 1 / (r + 2.7); common words are short."""

    def __init__(self, seed: int) -> None:
        chance = random.Random(seed)
        syllables = [consonant + vowel for consonant in "bdfghklmnprstvw" for vowel in "aeiou"]
        made: list[str] = []
        for length in itertools.count(1):
            some = [
                "".join(chance.choices(syllables, k=length)) + chance.choice(("", "n", "s", "r", "l"))
                for _ in range(40 * 8**length)
            ]
            made += dict.fromkeys(some)
            if len(made) >= VOCABULARY:
                break
        self.vocabulary = np.array(list(dict.fromkeys(made))[:VOCABULARY], dtype=object)
        self.limits = np.cumsum(1 / (np.arange(len(self.vocabulary)) + 2.7))
        self.limits /= self.limits[-1]

    def texts(self, chance: np.random.Generator, count: int, *, middle: float = 47.0) -> list[str]:
        """Return texts of about `middle` words; lengths are log-normal, at most some 900 characters."""
        lengths = np.clip(chance.lognormal(np.log(middle), 0.45, count), 4, 150).astype(int)
        places = np.searchsorted(self.limits, chance.random(int(lengths.sum())))
        drawn = self.vocabulary[np.minimum(places, len(self.vocabulary) - 1)].tolist()
        ends = np.cumsum(lengths).tolist()
        starts = (0, *ends[:-1])
        return [" ".join(drawn[start:end])[:900] for start, end in zip(starts, ends, strict=True)]


def _choice(chance: np.random.Generator, words: Sequence[str], shares: Sequence[float], count: int) -> list[str]:
    return [words[at] for at in chance.choice(len(words), count, p=shares).tolist()]


def _authors(words: Words, chance: np.random.Generator, start: int, end: int) -> tuple[Sequence[str], list[str]]:
    names = [text.title().split()[:2] for text in words.texts(chance, end - start, middle=8)]
    return ("id", "workspace_id", "created_at", "slug", "kind", "family", "given"), [
        f"{_id(AUTHORS, at)}\t{_id(0, 0)}\t{_MADE}\tauthor-{at}"
        f"\t{'person' if at % 10 else 'organisation'}\t{family}{at}\t{given}"
        for at, (given, family) in enumerate(names, start)
    ]


def _sources(words: Words, chance: np.random.Generator, start: int, end: int) -> tuple[Sequence[str], list[str]]:
    titles = words.texts(chance, end - start, middle=10)
    columns = (
        "id", "workspace_id", "created_at", "key", "title", "container", "issued_on", "issued_precision", "csl",
    )  # fmt: skip
    return columns, [
        f"{_id(SOURCES, at)}\t{_id(0, 0)}\t{_MADE}\tsource-{at}\t{title[:400]} {at}\tQuay Review\t{_issued(at)}\t3\t"
        f'{{"id": "source-{at}", "type": "article-journal"}}'
        for at, title in enumerate(titles, start)
    ]


def _issued(source: int) -> str:
    return (_FIRST_DAY + timedelta(days=source * 7919 % _DAYS)).isoformat()


def _author_of(source: Any, size: Sizes) -> Any:  # noqa: ANN401 - a number or an array of numbers
    return source % size.authors


def _authorships(size: Sizes, start: int, end: int) -> tuple[Sequence[str], list[str]]:
    return ("source_id", "author_id", "position"), [
        f"{_id(SOURCES, at)}\t{_id(AUTHORS, _author_of(at, size))}\t0" for at in range(start, end)
    ]


def _claims(texts: list[str], chance: np.random.Generator, start: int, end: int) -> tuple[Sequence[str], list[str]]:
    count = end - start
    kinds = _choice(chance, _KINDS, (0.55, 0.2, 0.15, 0.1), count)
    statuses = _choice(chance, _STATUSES, (0.6, 0.25, 0.12, 0.03), count)
    # Squared, so that some topics have many claims and most have few.
    topics = (chance.random(count) ** 2 * TOPICS).astype(int).tolist()
    columns = ("id", "workspace_id", "created_at", "updated_at", "number", "text", "kind", "status", "topic")
    return columns, [
        f"{_id(CLAIMS, at)}\t{_id(0, 0)}\t{_MADE}\t{_MADE}\t{at + 1}"
        f"\t{text.capitalize()} {at + 1}.\t{kind}\t{status}\tTopic {topic}"
        for at, text, kind, status, topic in zip(range(start, end), texts, kinds, statuses, topics, strict=True)
    ]


def _passages(
    texts: list[str], chance: np.random.Generator, size: Sizes, start: int, end: int
) -> tuple[Sequence[str], list[str]]:
    """Return passages in the words of other claims of the batch, so that a passage is not like its own claim."""
    sources = _sources_of_passages(size, start, end)
    turned = np.roll(np.array(texts, dtype=object), int(chance.integers(1, BATCH))).tolist()
    columns = ("id", "workspace_id", "created_at", "source_id", "exact", "prefix", "suffix")
    return columns, [
        f"{_id(PASSAGES, at)}\t{_id(0, 0)}\t{_MADE}\t{_id(SOURCES, source)}\t{exact}\t{before[-32:]}\t{after[:32]}"
        for at, source, exact, before, after in zip(
            range(start, end), sources, turned, texts, reversed(texts), strict=True
        )
    ]


def _sources_of_passages(size: Sizes, start: int, end: int) -> list[int]:
    """Return the source of each passage: a fixed scattering, so that evidence finds it without a table."""
    return (np.arange(start, end) * 104_729 % size.sources).tolist()


def _links(size: Sizes, chance: np.random.Generator) -> Iterator[Batch]:
    """Yield evidence, a passage each, and a stance for each: derived where it is accepted, else set by the editor."""
    stances = 0
    taken: set[tuple[int, int]] = set()
    for start in range(0, size.claims, BATCH):
        end = min(start + BATCH, size.claims)
        sources = _sources_of_passages(size, start, end)
        claims = chance.integers(0, size.claims, end - start).tolist()
        states = _choice(chance, _STATES, (0.85, 0.1, 0.05), end - start)
        bearings = _choice(chance, _BEARINGS, (0.6, 0.25, 0.15), end - start)
        positions = _choice(chance, _POSITIONS, (0.55, 0.25, 0.15, 0.05), end - start)
        rows = list(zip(range(start, end), claims, sources, states, bearings, positions, strict=True))
        yield (
            EVIDENCE,
            _EVIDENCE_COLUMNS,
            [
                f"{_id(EVIDENCE, at)}\t{_id(0, 0)}\t{_MADE}\t{_id(CLAIMS, claim)}\t{_id(PASSAGES, at)}"
                f"\t{_id(AUTHORS, _author_of(source, size))}\t{bearing}\t{state}\t{_decided(state)}"
                for at, claim, source, state, bearing, _ in rows
            ],
        )
        lines = []
        for _, claim, source, state, _, position in rows:
            if (claim, source) in taken:  # the same author on the same day
                continue
            taken.add((claim, source))
            basis, reason = ("derived", "") if state == "accepted" else ("set", "Said elsewhere.")
            lines.append(
                f"{_id(STANCES, stances)}\t{_id(0, 0)}\t{_MADE}\t{_MADE}\t{_id(CLAIMS, claim)}"
                f"\t{_id(AUTHORS, _author_of(source, size))}\t{position}\t{_issued(source)}\t{basis}\t{reason}"
            )
            stances += 1
        yield STANCES, _STANCE_COLUMNS, lines


_EVIDENCE_COLUMNS = (
    "id", "workspace_id", "created_at", "claim_id", "passage_id", "speaker_id", "bearing", "state", "decided_by_id",
    "decided_at",
)  # fmt: skip
_STANCE_COLUMNS = (
    "id", "workspace_id", "created_at", "updated_at", "claim_id", "author_id", "position", "as_of", "basis", "reason",
)  # fmt: skip


def _decided(state: str) -> str:
    """Return who decided, and when; a suggestion waits."""
    return "\\N\t\\N" if state == "suggested" else f"{_id(0, 1)}\t{_MADE}"
