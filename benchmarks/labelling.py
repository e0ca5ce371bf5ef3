"""Labels of a folder of documents: propositions, and the sentences of each author that bear on them.

Labels name sentences by a hash of their text (`fingerprint`): they survive a new extractor or splitter as long as the
sentence does, and hold nobody's prose. A file may name a sentence by its words instead, or by a part of them. The
format is described in docs/algorithms/agreement-quality.md.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rapidfuzz import fuzz, process

from agreement.domain.wording.candidates import Statement

LABELS = Path(__file__).parent / "labels" / "corpus.json"
SECOND_LABELS = LABELS.with_name("corpus_second.json")

_HASH = re.compile(r"[0-9a-f]{16}")
# Words that a person copied differ from the sentence by a typographic sign or an ellipsis, hardly by more.
_ALIKE = 90.0
# A shorter piece of a sentence would stand in others too.
_LEAST_PIECE = 20


@dataclass(frozen=True)
class LabelledClaim:
    """A proposition in our words, and the hashes of the sentences that bear on it, by author.

    `stance` says for some of these sentences whether it affirms, denies or qualifies the claim; `reported` holds those
    that tell what somebody else thinks.
    """

    text: str
    evidence: Mapping[str, frozenset[str]]
    stance: Mapping[str, str] = field(default_factory=dict)
    reported: frozenset[str] = frozenset()

    @property
    def bearing(self) -> frozenset[str]:
        """Return the hashes of all sentences that bear on it, whoever says them."""
        return frozenset().union(*self.evidence.values())


@dataclass(frozen=True)
class Labels:
    """Labelled claims, the hashes of the sentences that state something worth a claim, and what names no sentence."""

    claims: tuple[LabelledClaim, ...]
    worth_a_claim: frozenset[str]
    lost: tuple[str, ...] = ()


def fingerprint(text: str) -> str:
    """Return the hash that labels name a sentence by; white space does not count."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def resolve_labels(labels: Labels, statements: Sequence[Statement], names: Mapping[str, str] | None = None) -> Labels:
    """Return the labels with every sentence named by its hash and every author by the id in `sources.json`.

    `names` maps other names of an author to the id. A label that is a sentence's words, or a part of 20 letters or
    more, stands for each sentence that holds it or is held by it. What names no sentence of its author is in `lost`.
    """
    finder = _SentenceFinder(statements, names or {})
    claims = []
    for claim in labels.claims:
        evidence: dict[str, frozenset[str]] = {}
        renamed: dict[str, frozenset[str]] = {}
        for author, rows in claim.evidence.items():
            ident = finder.author(author)
            renamed |= {row: finder.hashes(row, ident) for row in rows}
            hashes = frozenset().union(*(renamed[row] for row in rows))
            if hashes:
                evidence[ident] = evidence.get(ident, frozenset()) | hashes
        stance = {each: side for row, side in claim.stance.items() for each in renamed.get(row, ())}
        reported = frozenset(each for row in claim.reported for each in renamed.get(row, ()))
        claims.append(replace(claim, evidence=evidence, stance=stance, reported=reported))
    worth = frozenset(each for row in labels.worth_a_claim for each in finder.hashes(row, None))
    return Labels(tuple(claims), worth, tuple(finder.lost))


class _SentenceFinder:
    """Finds the sentences that labels mean, and keeps what it could not find."""

    def __init__(self, statements: Sequence[Statement], names: Mapping[str, str]) -> None:
        self.lost: list[str] = []
        self._authors = {each.author.casefold(): each.author for each in statements}
        self._authors |= {other.casefold(): ident for other, ident in names.items()}
        self._plain: dict[str | None, dict[str, str]] = {None: {}}
        for each in statements:
            for author in (each.author, None):
                self._plain.setdefault(author, {}).setdefault(fingerprint(each.text), _letters(each.text))

    def author(self, name: str) -> str:
        """Return the id of an author who may be named otherwise; an unknown name stays."""
        return self._authors.get(name.strip().casefold(), name)

    def hashes(self, row: str, author: str | None) -> frozenset[str]:
        """Return the hashes of the sentences that a label means; of any author if `author` is None."""
        said = self._plain.get(author, {})
        found = frozenset({row}) if row in said else frozenset()
        if not found and not _HASH.fullmatch(row):
            found = _by_words(_letters(row), said)
        if not found:
            self.lost.append(row)
        return found


def _by_words(wanted: str, said: Mapping[str, str]) -> frozenset[str]:
    exact = frozenset(key for key, text in said.items() if text == wanted)
    if exact or len(wanted) < _LEAST_PIECE:
        return exact
    held = frozenset(
        key for key, text in said.items() if wanted in text or (len(text) >= _LEAST_PIECE and text in wanted)
    )
    if held:
        return held
    best = process.extractOne(wanted, said, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return frozenset({best[2]}) if best else frozenset()


def _letters(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
