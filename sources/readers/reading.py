"""What a reader gives, and how what it raised is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sources.domain.document import CanonicalDocument, Draft


@dataclass(frozen=True)
class Reading:
    """A document that was read: its canonical text, and what it says of itself as a CSL-JSON item without id."""

    document: CanonicalDocument
    found: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Glance:
    """The first pages of a document, read ahead of the rest: its blocks, their pages' labels, and all its pages."""

    drafts: Sequence[Draft]
    labels: Sequence[str]
    page_count: int
