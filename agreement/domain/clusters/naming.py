"""The name of a cluster: the terms that set it apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from heapq import nsmallest

from agreement.domain.likeness.terms import without_possessive
from agreement.domain.likeness.texts import Texts

NAME_TERMS = 3
SEPARATOR = ", "


def name_cluster(texts: Texts, rows: Sequence[int]) -> str:
    """Return the terms that set the rows apart, joined by commas.

    A term weighs the number of authors who use it, up to two, then its share of the rows times its
    rarity in the index (class-based tf-idf, Grootendorst 2022, https://arxiv.org/abs/2203.05794). Bare
    numbers name nothing. Each is shown as most often written.
    """
    index = texts.index
    share: Counter[str] = Counter()
    authors: dict[str, set[str]] = {}
    for row in rows:
        keys = {term.key for term in index.terms[row]}
        share.update(keys)
        speaking = {owner.author for owner in texts.owners[row]}
        for key in keys:
            authors.setdefault(key, set()).update(speaking)

    def weight(key: str) -> tuple[int, float, str]:
        return (-min(len(authors[key]), 2), -share[key] * index.weights.rarity(key), key)

    words = [key for key in share if not key.isdigit()]
    common = [key for key in words if len(authors[key]) > 1]
    # Terms of two authors come first, so the others need no weight where there are enough of them.
    best = nsmallest(NAME_TERMS, common if len(common) >= NAME_TERMS else words, key=weight)
    return SEPARATOR.join(_as_written(texts, rows, key) for key in best)


def _as_written(texts: Texts, rows: Sequence[int], key: str) -> str:
    """Return a term as the rows write it most often, of equally frequent ways the first in the alphabet."""
    index = texts.index
    written = Counter(
        without_possessive(index.statements[row].text[term.start : term.end])
        for row in rows
        for term in index.terms[row]
        if term.key == key
    )
    return min(written.items(), key=lambda form: (-form[1], form[0]))[0]
