"""How many citations and entries of invented texts are recovered, by style, and how fast: `benchmarks.references`.

Prints, for each style, recall and precision of the citations found (exact span), the part of them linked to the entry
that is meant, and the part of the entries' fields that are read as they were written.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from time import perf_counter

from benchmarks.bibliographies import STYLES, Bibliography, make_bibliography
from sources.domain.citing.citations import Citation, find_citations, known_works
from sources.domain.citing.entries import read_entries
from sources.domain.citing.linking import link_citations
from sources.domain.citing.works import Work

FIELDS = ("names", "year", "title", "container", "volume", "issue", "pages", "publisher", "doi")


@dataclass(frozen=True)
class Measured:
    """Shares from 0 to 1 over all texts of a style, and the code points read in a second."""

    recall: float
    precision: float
    linked: float
    fields: float
    speed: float


def measure(style: str, texts: int, size: int = 12) -> Measured:
    """Return how well that many seeded texts of the style are read."""
    written = found_right = found = linked = fields = right_fields = length = 0
    began = perf_counter()
    for seed in range(texts):
        made = make_bibliography(seed, style, size)
        works = read_entries(list(made.entries))
        citations = find_citations(made.text, [(0, len(made.text))], known_works(works))
        spans = {(one.start, one.end): entry for one, entry in zip(citations, _entries(citations, works), strict=True)}
        truth = {(one.start, one.end): one.entry for one in made.citations}
        written += len(truth)
        found += len(spans)
        found_right += len(truth.keys() & spans.keys())
        linked += sum(spans.get(span) == entry for span, entry in truth.items())
        fields += len(FIELDS) * len(works)
        right_fields += _right_fields(made, works)
        length += len(made.text) + sum(map(len, made.entries))
    took = perf_counter() - began
    return Measured(
        found_right / written,
        found_right / found if found else 1.0,
        linked / written,
        right_fields / fields,
        length / took,
    )


def _entries(citations: list[Citation], works: list[Work]) -> list[int | None]:
    return [link.entry for link in link_citations(citations, works).links]


def _right_fields(made: Bibliography, works: list[Work]) -> int:
    return sum(
        _plain(truth, name, made.style) == _plain(read, name, made.style)
        for truth, read in zip(made.works, works, strict=True)
        for name in FIELDS
    )


def _plain(work: Work, name: str, style: str) -> object:
    """Return a field as the style can show it: family names only, one name where the style breaks off."""
    if name != "names":
        return getattr(work, name)
    families = [author.family for author in work.names]
    return families[:1] if style == "mla" and (len(families) > 2 or work.others) else families


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=60)
    options = parser.parse_args()
    print(f"references: {options.texts} invented texts a style, 12 works each")
    print(f"{'style':10} {'recall':>7} {'precision':>10} {'linked':>7} {'fields':>7} {'MB/s':>6}")
    for style in STYLES:
        one = measure(style, options.texts)
        shares = f"{one.recall:7.3f} {one.precision:10.3f} {one.linked:7.3f} {one.fields:7.3f}"
        print(f"{style:10} {shares} {one.speed / 1e6:6.2f}")


if __name__ == "__main__":
    main()
