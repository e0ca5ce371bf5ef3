"""What pages show of records, releases and their files, in the words of a page."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from django.urls import reverse

from claims.enums import ClaimKind, ClaimStatus, Position
from releases.domain.filtering import SavedFilter
from releases.domain.licences import licence_address, licence_name
from releases.domain.quoting import best_quotes
from releases.models import ClaimSet, Notice, Release, ReleaseFile

METADATA = {
    "SHA256SUMS": "Hashes of the canonical files",
    "losses.json": "What each format does not carry",
    "croissant.json": "Croissant: metadata for machine learning tools",
    "datapackage.json": "Frictionless Data Package",
    "CITATION.cff": "Citation File Format",
    "citation.bib": "BibTeX",
    "citation.csl.json": "CSL-JSON",
}
WHAT = {
    "claims.ndjson": "Claims with evidence and stances",
    "authors.ndjson": "Authors",
    "sources.ndjson": "Sources, as CSL-JSON items",
    "arguments.ndjson": "Arguments between these claims",
    "claims.csv": "One row a claim",
    "evidence.csv": "One row a piece of evidence",
    "stances.csv": "One row a stance",
    "claims.parquet": "One row a claim",
    "evidence.parquet": "One row a piece of evidence",
    "stances.parquet": "One row a stance",
    "claims.jsonld": "JSON-LD: schema.org, Web Annotation, PROV",
    "claims.argdown": "Argdown",
    "losses.json": "What each of these formats cannot carry",
    **METADATA,
}
"""What is in the files of a release, by their names."""


@dataclass(frozen=True)
class Licence:
    """A licence: SPDX identifier, what people call it, and where it is told (None for the team's own)."""

    identifier: str
    name: str
    url: str | None


def licence_of(identifier: str) -> Licence:
    """Return the licence of that identifier."""
    return Licence(identifier, licence_name(identifier), licence_address(identifier))


@dataclass(frozen=True)
class ShownClaim:
    """A claim as everybody sees it: nothing but its record."""

    record: Mapping[str, Any]

    @classmethod
    def of_json(cls, record: str) -> "ShownClaim":
        """Return the claim of the record as JSON."""
        return cls(json.loads(record))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a key of the record
        try:
            return self.record[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def kind_words(self) -> str:
        """The kind, as people say it."""
        return str(ClaimKind(self.record["kind"]).label)

    @cached_property
    def _bearings(self) -> Counter[str]:
        return Counter(one["bearing"] for one in self.record["evidence"])

    @property
    def supporting(self) -> int:
        """How many passages support it."""
        return self._bearings["supports"]

    @property
    def contradicting(self) -> int:
        """How many passages contradict it."""
        return self._bearings["contradicts"]

    @cached_property
    def sides(self) -> list[tuple[str, list[Mapping[str, Any]]]]:
        """Evidence by bearing: what supports, contradicts, gives context; a bearing without any is left out."""
        evidence = self.record["evidence"]
        sides = [(side, [one for one in evidence if one["bearing"] == side]) for side in _BEARINGS]
        return [(side, pieces) for side, pieces in sides if pieces]

    @cached_property
    def counting(self) -> list[Mapping[str, Any]]:
        """The stances that count, by position and author's name."""
        order = {position: place for place, position in enumerate(Position.values)}
        counting = [one for one in self.record["stances"] if one["counts"]]
        return sorted(counting, key=lambda one: (order[one["position"]], one["author"]["name"]))

    @cached_property
    def holders(self) -> list[tuple[str, list[str]]]:
        """Names of the authors who hold each position; a position without any is left out."""
        held = [(position, [one["author"]["name"] for one in self.counting if one["position"] == position])
                for position in Position.values]  # fmt: skip
        return [(position, names) for position, names in held if names]

    @cached_property
    def best(self) -> list[Mapping[str, Any]]:
        """The two quotes that stand for the rest where there is little room."""
        return list(best_quotes(self.record["evidence"]))


_BEARINGS = ("supports", "contradicts", "context")


@dataclass(frozen=True)
class ShownFile:
    """A file of a release, what is in it and where it is loaded."""

    file: ReleaseFile
    url: str

    @property
    def what(self) -> str:
        """What is in it, in a few words; "" where nobody has said."""
        return WHAT.get(self.file.name, "")

    @property
    def is_metadata(self) -> bool:
        """Whether it tells of the release rather than being part of it."""
        return self.file.name in METADATA


@dataclass(frozen=True)
class ShownRelease:
    """A release with its files, its notices and the releases around it."""

    release: Release
    files: list[ShownFile]
    before: int | None
    behind: int | None

    @property
    def canonical(self) -> list[ShownFile]:
        """The files that the root hash covers."""
        return [one for one in self.files if one.file.role == "canonical"]

    @property
    def derived(self) -> list[ShownFile]:
        """The same content in other formats."""
        return [one for one in self.files if one.file.role == "derived" and not one.is_metadata]

    @property
    def metadata(self) -> list[ShownFile]:
        """Files that tell of the release."""
        return [one for one in self.files if one.is_metadata]

    @property
    def licence(self) -> Licence:
        """The licence that it comes under."""
        return licence_of(self.release.licence)

    @property
    def retraction(self) -> Notice | None:
        """The last notice that takes it back, if there is one."""
        return next((one for one in reversed(self.release.notices.all()) if one.kind == "retraction"), None)


def show_release(claim_set: ClaimSet, release: Release, numbers: list[int]) -> ShownRelease:
    """Return what pages show of a release; `numbers` are those of all releases of the set, the last first."""
    around = {one: (older, newer) for newer, one, older in _triples([None, *numbers, None])}
    before, behind = around.get(release.number, (None, None))
    files = [ShownFile(one, file_address(claim_set, release.number, one.name)) for one in release.files.all()]
    return ShownRelease(release, files, before, behind)


def file_address(claim_set: ClaimSet, number: int, name: str) -> str:
    """Return where a file of a release is loaded, on this host."""
    return f"{api_address(claim_set)}releases/{number}/{name}"


def api_address(claim_set: ClaimSet) -> str:
    """Return where programs read the claim set, on this host."""
    return f"/api/v1/claim-sets/{claim_set.slug}/"


def set_address(claim_set: ClaimSet) -> str:
    """Return where everybody reads the claim set while it is public, on this host."""
    return reverse("public_sets:set", args=[claim_set.slug])


def filter_words(saved: SavedFilter, authors: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the conditions of a filter as pairs of name and values; `authors` gives names by slug."""
    parts = [
        ("Topic", [topic or "none" for topic in saved.topic]),
        ("Kind", [str(ClaimKind(kind).label) for kind in saved.kind]),
        ("Status", [str(ClaimStatus(status).label) for status in saved.status] or ["all but retired"]),
        ("Stance of", [authors.get(slug, slug) for slug in saved.author]),
        ("Words", [f"“{saved.q}”"] if saved.q else []),
    ]
    return [(name, " or ".join(values)) for name, values in parts if values]


def _triples(numbers: list[int | None]) -> list[tuple[int | None, int | None, int | None]]:
    return [(one, two, three) for (one, two), (_two, three) in pairwise(pairwise(numbers))]
