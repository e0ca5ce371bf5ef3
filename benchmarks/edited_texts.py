"""Documents and edits of our own making, from a seed, with the truth about every word known.

Pseudo-words of syllables under a Zipf law (Zipf 1949) with English function words between them: no sentence of
anybody's, but word frequencies, sentence and paragraph lengths like those of reports.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace

FUNCTION_WORDS = tuple(
    re.findall(
        r"\w+",
        "the of and to in a is that for it was on are as with they be at one have this from or had by not but "
        "some what there we can out other were all your when up use how said an each she which do their time "
        "if will way about many then them would like so these her long make thing see him two has look more "
        "could go come did no most may must should ",
    )
)
SYLLABLES = tuple(
    re.findall(
        r"\w+",
        "ka ren to mi sul da vor ne pa lin gro sha be tur ol fen mar qui dor es ta li no ver cu han zo pe ri ban ",
    )
)
TWIN_SWAPS = (("may", "must"), ("all", "some"), ("will", "would"), ("more", "most"), ("can", "should"))
VOCABULARY = 2_000
"""Words of one document's subject."""
PHRASES = 150
"""Set phrases of two to five words, which authors use again and again …"""
PHRASE_SHARE = 0.12
"""… and how often one comes in the place of a word."""
MOVED_SHARE = 0.05
DELETED_SHARE = 0.05


@dataclass(frozen=True)
class Token:
    """A word with what follows it; `mark` is its own for ever, whatever is edited around it."""

    text: str
    mark: int
    behind: str = " "


Sentence = list[Token]
Paragraph = list[Sentence]


class Writer:
    """Writes documents and edits them; the same seed gives the same."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.mark = 0
        self.vocabulary = self._vocabulary(VOCABULARY)
        self.weights = [1 / (rank + 2.7) for rank in range(len(self.vocabulary))]
        self.phrases = [[self.word() for _ in range(self.random.randint(2, 5))] for _ in range(PHRASES)]

    def document(self, words: int) -> list[Paragraph]:
        """Return a document of about that many words."""
        paragraphs: list[Paragraph] = []
        written = 0
        while written < words:
            paragraph = [self.sentence() for _ in range(self.random.randint(2, 7))]
            written += sum(map(len, paragraph))
            paragraphs.append(paragraph)
        return paragraphs

    def sentence(self) -> Sentence:
        """Return a new sentence of 5 to 32 words."""
        wanted = self.random.randint(5, 32)
        words: list[str] = []
        while len(words) < wanted:
            words += self.random.choice(self.phrases) if self.random.random() < PHRASE_SHARE else [self.word()]
        tokens = [self._token(word, ", " if self.random.random() < 0.06 else " ") for word in words]
        tokens[0] = replace(tokens[0], text=tokens[0].text.capitalize())
        tokens[-1] = replace(tokens[-1], behind=". ")
        return tokens

    def word(self) -> str:
        """Return a function word or, a little more often, one of the vocabulary."""
        if self.random.random() < 0.42:
            return self.random.choice(FUNCTION_WORDS)
        return self.random.choices(self.vocabulary, self.weights)[0]

    def twin(self, sentence: Sentence) -> Sentence:
        """Return the sentence again as other words of the same letters, but one: its meaning is another."""
        copy = [self._token(token.text, token.behind) for token in sentence]
        old, new = self.random.choice(TWIN_SWAPS)
        place = self.random.randrange(1, len(copy))
        sentence[place] = replace(sentence[place], text=old)
        copy[place] = replace(copy[place], text=new)
        return copy

    def edited(self, document: list[Paragraph], share: float) -> list[Paragraph]:
        """Return the document with that share of words edited, some sentences deleted and paragraphs moved."""
        kept = [
            [self._edited_sentence(sentence, share) for sentence in paragraph if self.random.random() >= DELETED_SHARE]
            for paragraph in document
        ]
        moving = [at for at in range(len(kept)) if self.random.random() < MOVED_SHARE]
        carried = [kept[at] for at in moving]
        rest = [paragraph for at, paragraph in enumerate(kept) if at not in set(moving)]
        for paragraph in carried:
            rest.insert(self.random.randint(0, len(rest)), paragraph)
        return [paragraph for paragraph in rest if paragraph]

    def _edited_sentence(self, sentence: Sentence, share: float) -> Sentence:
        edited: Sentence = []
        for token in sentence:
            if self.random.random() >= share:
                edited.append(token)
                continue
            kind = self.random.choice(("insert", "delete", "replace"))
            if kind != "delete":
                edited.append(self._token(self.word(), token.behind if kind == "replace" else " "))
            if kind == "insert":
                edited.append(token)
        return edited or [self._token(self.word(), ". ")]

    def _token(self, text: str, behind: str = " ") -> Token:
        self.mark += 1
        return Token(text, self.mark, behind)

    def _vocabulary(self, size: int) -> list[str]:
        words: dict[str, None] = {}
        while len(words) < size:
            words["".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4)))] = None
        return list(words)


@dataclass(frozen=True)
class Written:
    """A document as text, and where each word with its mark stands (code points)."""

    text: str
    spans: dict[int, tuple[int, int]]
    order: list[int]


def write(document: list[Paragraph]) -> Written:
    """Return the text of a document, one blank line between paragraphs."""
    parts: list[str] = []
    spans: dict[int, tuple[int, int]] = {}
    order: list[int] = []
    length = 0
    for paragraph in document:
        for token in (token for sentence in paragraph for token in sentence):
            spans[token.mark] = (length, length + len(token.text))
            order.append(token.mark)
            parts += (token.text, token.behind)
            length += len(token.text) + len(token.behind)
        parts.append("\n\n")
        length += 2
    return Written("".join(parts), spans, order)
