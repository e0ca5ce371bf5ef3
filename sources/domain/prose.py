"""Small judgements about the shape of a line: does it end a sentence, is it a list item, is it prose."""

import re

# A sentence's end, with what may close after it: quotation marks, brackets, a note's number.
_SENTENCE_END = re.compile(r"""[.!?…。！？؟।](?:["'”’»›)\]」』]|\[\d{1,3}\]|[¹²³⁴-⁹⁰])*\s*$""")
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")

BULLET = re.compile(r"(?:[•‣◦▪▫●○■□◆·∙]|[*\-–](?=\s))\s*(?=\S)")
NUMBERED = re.compile(r"(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})\)|(?:\d{1,3}|[ivx]{1,5})\.)\s+(?=\S)")

_WIDE = re.compile("[\u3040-\u9fff]")

# No rule asks for more than 150 words, and so many do not fit into less.
COUNTED_LENGTH = 2_000
# Fewer words than this are a label, a heading or a cry, even with a full stop behind them.
PROSE_WORDS_MIN = 5


def ends_sentence(text: str) -> bool:
    """Say whether the text ends as a sentence does: full stop, question or exclamation mark, ellipsis."""
    return _SENTENCE_END.search(text[-12:]) is not None


def word_count(text: str) -> int:
    """Return the number of words in the first COUNTED_LENGTH code points.

    A Han or kana run counts one word for every two characters.
    """
    words: list[str] = _WORD.findall(text[:COUNTED_LENGTH])
    if not _WIDE.search(text, 0, COUNTED_LENGTH):
        return len(words)
    return sum((len(word) + 1) // 2 if _WIDE.match(word) else 1 for word in words)


def is_prose(text: str) -> bool:
    """Say whether the text is a sentence or more: it ends as one and has PROSE_WORDS_MIN words."""
    return ends_sentence(text) and word_count(text) >= PROSE_WORDS_MIN
