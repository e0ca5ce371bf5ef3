"""What a person types into the search of texts, taken apart."""

import re
from dataclasses import dataclass

MOST_TERMS = 12
"""More words than that are a sentence, which nobody searches word by word."""

_TERM = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]|(\S+)")
_WORD = re.compile(r"[^\W_]+")
# Scripts that put no space between words, and Hangul, whose words carry their endings: looked for inside words.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True)
class Sought:
    """What is looked for, all of it: words (also as beginnings of words), phrases word by word, pieces of text."""

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing that can be looked for was typed."""
        return not (self.words or self.phrases or self.pieces)


@dataclass(frozen=True)
class SnippetPart:
    """A stretch of a sentence, and whether it is what was looked for."""

    text: str
    is_hit: bool


def read_search(typed: str) -> Sought:
    """Return what was typed: quotation marks hold a phrase together, a word with marks inside is a phrase too."""
    words: list[str] = []
    phrases: list[str] = []
    pieces: list[str] = []
    for phrase, term in _TERM.findall(typed)[:MOST_TERMS]:
        found = _WORD.findall(phrase or term)
        if not found:
            continue
        if _UNSPACED.search(phrase or term):
            pieces.append((phrase or term).strip())
        elif phrase or len(found) > 1:
            phrases.append(" ".join(found))
        else:
            words.append(found[0])
    return Sought(tuple(dict.fromkeys(words)), tuple(dict.fromkeys(phrases)), tuple(dict.fromkeys(pieces)))


def cut_snippet(marked: str, start: str, stop: str, pieces: tuple[str, ...] = ()) -> tuple[SnippetPart, ...]:
    """Return a sentence, in which `start` and `stop` stand around each hit, cut at them; `pieces` are hits too."""
    parts: list[SnippetPart] = []
    for place, run in enumerate(re.split(f"[{start}{stop}]", marked)):
        if place % 2:
            parts.append(SnippetPart(run, is_hit=True))
        else:
            parts += _cut_pieces(run, pieces)
    return tuple(part for part in parts if part.text)


def _cut_pieces(text: str, pieces: tuple[str, ...]) -> list[SnippetPart]:
    if not pieces:
        return [SnippetPart(text, is_hit=False)]
    longest_first = sorted(map(re.escape, pieces), key=len, reverse=True)
    runs = re.split(f"({'|'.join(longest_first)})", text, flags=re.IGNORECASE)
    return [SnippetPart(run, is_hit=place % 2 == 1) for place, run in enumerate(runs)]
