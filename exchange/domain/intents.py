"""What an annotation means here: which claim it bears on and how, and what our own addresses in it name."""

import re
from dataclasses import dataclass
from uuid import UUID

from exchange.domain.annotation import Annotation

BEARINGS = ("supports", "contradicts", "context")
_CLAIM_TAG = re.compile(r"C-([1-9]\d{0,8})$", re.IGNORECASE)
_ADDRESS = re.compile(r"/(authors|claims|sources)/([0-9a-f-]{36})(?:/|$|[?#])")
_TEXT_VERSION = re.compile(r"[?&]text_version=([0-9a-f-]{36})(?:&|$)")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)(10\..+)$", re.IGNORECASE)


@dataclass(frozen=True)
class Intent:
    """The bearing on a claim that is named by identifier, by number or by wording; all may be missing but one."""

    bearing: str
    claim_id: UUID | None = None
    number: int | None = None
    wording: str = ""


def intent_of(annotation: Annotation) -> tuple[Intent | None, tuple[str, ...]]:
    """Return what the annotation says of a claim, None for a plain passage, and what of its words is lost.

    Our own body says it outright. Without one, a tag that is a bearing says how, and a tag such as C-12, else the
    first comment, says of what.
    """
    if annotation.claim is not None:
        claim = annotation.claim
        intent = Intent(claim.bearing, own_id(claim.id, "claims"), None, claim.wording)
        return intent, _lost(annotation.comments, annotation.tags)
    bearing = next((tag.strip().lower() for tag in annotation.tags if tag.strip().lower() in BEARINGS), "")
    numbers = [found for tag in annotation.tags if (found := _CLAIM_TAG.match(tag.strip()))]
    other_tags = tuple(tag for tag in annotation.tags if tag.strip().lower() != bearing)
    if not bearing or not (numbers or annotation.comments):
        return None, _lost(annotation.comments, annotation.tags)
    if numbers:
        named = tuple(tag for tag in other_tags if tag.strip() != numbers[0][0])
        return Intent(bearing, number=int(numbers[0][1])), _lost(annotation.comments, named)
    return Intent(bearing, wording=annotation.comments[0]), _lost(annotation.comments[1:], other_tags)


def own_id(address: str, resource: str) -> UUID | None:
    """Return the identifier in an address of our own API or pages, None for any other address."""
    found = _ADDRESS.search(address)
    return _uuid(found[2]) if found and found[1] == resource else None


def text_version_id(address: str) -> UUID | None:
    """Return the text version that the address of one of our texts names, None for any other."""
    found = _TEXT_VERSION.search(address)
    return _uuid(found[1]) if found else None


def doi_of(address: str) -> str:
    """Return the DOI that an address is, in small letters; "" for any other."""
    found = _DOI.match(address)
    return found[1].lower() if found else ""


def _lost(comments: tuple[str, ...], tags: tuple[str, ...]) -> tuple[str, ...]:
    lost = [f"comment: {comment}" for comment in comments]
    return (*lost, *([f"tags: {', '.join(tags)}"] if tags else []))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
