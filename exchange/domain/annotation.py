"""A W3C Web Annotation on text as a value (Data Model, Recommendation of 23 February 2017)."""

from dataclasses import dataclass, field

ANNO_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
"""The context that every annotation names; also the profile of its media type."""
CONTEXT_PATH = "/ns/parallax.jsonld"
"""Where a site serves the context of the terms that are ours."""


@dataclass(frozen=True)
class Agent:
    """Who or what made something or speaks: a person, an organisation or a program."""

    name: str = ""
    id: str = ""
    type: str = "Person"


@dataclass(frozen=True)
class Quote:
    """A TextQuoteSelector: the words, and those before and behind."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Position:
    """A TextPositionSelector. We write code points; what others count is found out, see `position_units`."""

    start: int
    end: int


@dataclass(frozen=True)
class TextState:
    """Which representation of the source the selectors count in (TimeState); `sha256` is of its UTF-8 text."""

    source_date: str = ""
    cached: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Target:
    """A stretch of a source (SpecificResource).

    `until` ends a range between two quotations (RangeSelector): it begins with `quote` and ends before `until`.
    """

    source: str
    label: str = ""
    language: str = ""
    quote: Quote | None = None
    until: Quote | None = None
    position: Position | None = None
    state: TextState | None = None


@dataclass(frozen=True)
class ClaimBody:
    """The claim that the targets bear on. `wording` is its text, `speaker` whose view the targets state."""

    id: str
    wording: str
    bearing: str
    speaker: Agent | None = None


@dataclass(frozen=True)
class Annotation:
    """What somebody said about stretches of text. `together`: the targets are one passage in several stretches.

    Dates are xsd:dateTime in UTC with a Z.
    """

    id: str
    targets: tuple[Target, ...]
    motivations: tuple[str, ...] = ()
    claim: ClaimBody | None = None
    comments: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    together: bool = False
    creator: Agent | None = None
    created: str = ""
    modified: str = ""
    generator: Agent | None = None
    rights: str = ""


@dataclass(frozen=True)
class Problem:
    """Why something cannot be read, and where: a JSON pointer (RFC 6901) into what was given."""

    pointer: str
    message: str

    def __str__(self) -> str:
        return f"{self.pointer or '/'}: {self.message}"


@dataclass(frozen=True)
class Loaded:
    """An annotation as it was read; `losses` says in words what of it has no place here."""

    annotation: Annotation
    losses: tuple[str, ...] = field(default=())
