"""The noun phrases of a sentence, as runs of words: from their first word to their head.

No parser: a phrase is a run of words that can stand in one and ends in a noun or a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agreement.domain.wording.english import Token, WordClass
from agreement.domain.wording.names import is_state_adjective

_INSIDE = frozenset(
    {WordClass.DETERMINER, WordClass.NUMBER, WordClass.NAME, WordClass.NOUN, WordClass.PARTICIPLE, WordClass.GERUND}
)
HEADS = frozenset({WordClass.NAME, WordClass.NOUN})


@dataclass(frozen=True)
class Chunk:
    """Token numbers of one phrase: first, and one past its head."""

    first: int
    last: int


def find_chunks(tokens: Sequence[Token]) -> list[Chunk]:
    """Return the phrases in order; they do not overlap."""
    chunks: list[Chunk] = []
    first: int | None = None
    for place, token in enumerate((*tokens, None)):
        inside = token is not None and (
            token.kind in _INSIDE or (token.kind is WordClass.ADVERB and _qualifies(tokens, place))
        )
        opens = first is not None and token is not None and token.kind is WordClass.DETERMINER and place > first
        restarts = opens and tokens[place - 1].kind in HEADS
        if first is not None and (not inside or restarts):
            chunks.extend(_trimmed(tokens, first, place))
            first = None
        if inside and first is None:
            first = place
    return [chunk for chunk in _joined(tokens, chunks) if not _is_predicate(tokens, chunk)]


def _joined(tokens: Sequence[Token], chunks: Sequence[Chunk]) -> list[Chunk]:
    """Return the phrases with "Dutch and Danish delegations" as one."""
    joined: list[Chunk] = []
    for chunk in chunks:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.last - before.first == 1
            and is_state_adjective(tokens[before.first].text)
            and chunk.first == before.last + 1
            and tokens[before.last].kind is WordClass.COORDINATOR
            and chunk.last - chunk.first > 1
        ):
            joined[-1] = Chunk(before.first, chunk.last)
        else:
            joined.append(chunk)
    return joined


def _is_predicate(tokens: Sequence[Token], chunk: Chunk) -> bool:
    """Return whether it is rather an adjective: "is likely", "more plausible"."""
    words = tokens[chunk.first : chunk.last]
    if words[0].low in {"more", "most", "less", "least"} and not words[-1].low.endswith("s"):
        return True
    before = next((token for token in reversed(tokens[: chunk.first]) if token.kind is not WordClass.ADVERB), None)
    linked = before is not None and (before.kind is WordClass.AUXILIARY or before.low in _LINKING or before.low == "as")
    return linked and len(words) == 1 and words[0].kind is WordClass.NOUN and not words[0].low.endswith("s")


_LINKING = frozenset("be been being become becomes became remain remains remained seem seems appear appears".split())  # noqa: SIM905


def _qualifies(tokens: Sequence[Token], place: int) -> bool:
    """Return whether an adverb stands inside a phrase: "the centrally planned economy"."""
    if place == 0 or place + 1 >= len(tokens) or not tokens[place].low.endswith("ly"):
        return False
    return tokens[place - 1].kind in {WordClass.DETERMINER, WordClass.NOUN} and tokens[place + 1].kind in {
        WordClass.PARTICIPLE,
        WordClass.NOUN,
    }


def _trimmed(tokens: Sequence[Token], first: int, last: int) -> list[Chunk]:
    """Return the phrase without what cannot open or end one; none if no head is left."""
    while last > first and tokens[last - 1].kind not in HEADS:
        last -= 1
    while last > first and tokens[first].kind in {WordClass.PARTICIPLE, WordClass.GERUND, WordClass.ADVERB}:
        first += 1
    return [Chunk(first, last)] if last > first else []
