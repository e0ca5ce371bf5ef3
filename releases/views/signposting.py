"""Typed links in the head of an answer by which programs find data, metadata and licence of a page.

Signposting (H. Van de Sompel and others, https://signposting.org/FAIR/), in the form of RFC 8288.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from releases.models import ClaimSet
from releases.presenters import Licence, ShownRelease, api_address, licence_of, set_address

DATASET = "https://schema.org/Dataset"
JSON_LD = "application/ld+json"


@dataclass(frozen=True)
class TypedLink:
    """What an address is to the page, and of which media type ("" where nobody needs to know)."""

    relation: str
    url: str
    media_type: str = ""


def set_links(claim_set: ClaimSet, last: ShownRelease | None) -> list[TypedLink]:
    """Return the links of a claim set's page: itself to be cited, its last release's metadata and data, its feed."""
    page = set_address(claim_set)
    return [
        TypedLink("cite-as", page),
        TypedLink("type", DATASET),
        *_licence(licence_of(claim_set.licence)),
        TypedLink("alternate", f"{page}releases.atom", "application/atom+xml"),
        TypedLink("describedby", api_address(claim_set), "application/json"),
        *(_files(last) if last else ()),
    ]


def release_links(claim_set: ClaimSet, shown: ShownRelease) -> list[TypedLink]:
    """Return the links of a release's page: itself to be cited, what describes it, and its files."""
    page = f"{set_address(claim_set)}releases/{shown.release.number}/"
    around = [("predecessor-version", shown.before), ("successor-version", shown.behind)]
    return [
        TypedLink("cite-as", page),
        TypedLink("type", DATASET),
        *_licence(shown.licence),
        TypedLink("collection", set_address(claim_set)),
        *(TypedLink(name, f"{set_address(claim_set)}releases/{one}/") for name, one in around if one is not None),
        *_files(shown),
    ]


def link_header(request: HttpRequest, links: Iterable[TypedLink]) -> str:
    """Return the links as the value of a Link header, with whole addresses."""
    return ", ".join(
        f'<{request.build_absolute_uri(one.url)}>; rel="{one.relation}"'
        + (f'; type="{one.media_type}"' if one.media_type else "")
        for one in links
    )


def _files(shown: ShownRelease) -> list[TypedLink]:
    described = [TypedLink("describedby", one.url, one.file.media_type) for one in shown.metadata]
    return described + [TypedLink("item", one.url, one.file.media_type) for one in shown.canonical + shown.derived]


def _licence(licence: Licence) -> list[TypedLink]:
    return [TypedLink("license", licence.url)] if licence.url else []
