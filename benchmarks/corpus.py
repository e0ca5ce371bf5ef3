"""A folder of documents as statements, by the product's own readers, and the labels that go with it.

Labels name sentences by a hash of their text: they survive a new extractor or splitter as long as
the sentence does, and hold nobody's prose.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from agreement.domain.candidates import Statement
from sources.domain.canonical import canonicalise
from sources.domain.decoding import decode
from sources.domain.document import BlockKind
from sources.domain.sentences import split_sentences

LABELS = Path(__file__).parent / "labels" / "corpus.json"


@dataclass(frozen=True)
class LabelledClaim:
    """A proposition in our words, and the hashes of the sentences that bear on it, by author."""

    text: str
    evidence: dict[str, frozenset[str]]


@dataclass(frozen=True)
class Labels:
    """Labelled claims, and the hashes of the sentences that state something worth a claim."""

    claims: tuple[LabelledClaim, ...]
    worth_a_claim: frozenset[str]


def read_folder(folder: Path) -> list[Statement]:
    """Return every sentence of the documents that `sources.json` lists; authors by the items' ids."""
    statements: list[Statement] = []
    for item in json.loads((folder / "sources.json").read_text(encoding="utf-8")):
        document = canonicalise(decode((folder / item["file"]).read_bytes()).text)
        statements.extend(
            Statement(
                id=len(statements) + number,
                author=item["id"],
                text=document.text[span.start : span.end],
                section=span.section.value,
                heading=span.kind is BlockKind.HEADING,
            )
            for number, span in enumerate(split_sentences(document))
        )
    return statements


def fingerprint(text: str) -> str:
    """Return the hash that labels name a sentence by; white space does not count."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def read_labels(path: Path = LABELS) -> Labels:
    """Return the labels of a file, as they stand there."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return Labels(
        claims=tuple(
            LabelledClaim(claim["text"], {author: frozenset(rows) for author, rows in claim["evidence"].items()})
            for claim in found["claims"]
        ),
        worth_a_claim=frozenset(found["worth_a_claim"]),
    )
