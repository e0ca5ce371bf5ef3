"""What a demonstration workspace is made of, as its data files state it. Things name each other by key."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from arguments.enums import PremiseStatus, QuestionVerdict, Relation
from claims.enums import Bearing, ClaimKind, ClaimStatus, EvidenceState, Position, StanceBasis
from sources.enums import AuthorKind
from workspaces.enums import Role

UNKNOWN_DAY = "unknown"
"""Stands for no day where the data files give the day of a stance."""


@dataclass(frozen=True)
class DemoUser:
    """Somebody who may log in."""

    email: str
    name: str
    role: Role


@dataclass(frozen=True)
class DemoAuthor:
    """Somebody who takes positions. An organisation has its whole name in `family`."""

    key: str
    family: str
    given: str
    kind: AuthorKind


@dataclass(frozen=True)
class DemoSource:
    """A summary: its CSL-JSON item, the path of its text, the text, and whose positions it states."""

    key: str
    item: Mapping[str, Any]
    path: Path
    text: str
    author: str


@dataclass(frozen=True)
class DemoEvidence:
    """A passage of a summary that bears on a claim; `speaker` is whoever holds the view that it states."""

    source: str
    quote: str
    bearing: Bearing
    speaker: str
    state: EvidenceState
    score: float | None


@dataclass(frozen=True)
class DemoStance:
    """An author's attitude to a claim; `likelihood` in per cent or none, `term` of ICD 203 or "".

    `as_of` is a day, `unknown` for none, or "" for that of the author's summary.
    """

    author: str
    position: Position
    basis: StanceBasis
    likelihood: int | None
    term: str
    as_of: str
    reason: str


@dataclass(frozen=True)
class DemoSilence:
    """An author whose summary says nothing on a claim, and the nearest sentences in it."""

    author: str
    shown: tuple[str, ...]


@dataclass(frozen=True)
class DemoClaim:
    """A proposition with its evidence and who stands where on it; `topic` is the topic's name."""

    key: str
    text: str
    kind: ClaimKind
    status: ClaimStatus
    topic: str
    evidence: tuple[DemoEvidence, ...]
    stances: tuple[DemoStance, ...]
    silences: tuple[DemoSilence, ...]


@dataclass(frozen=True)
class DemoPremise:
    """A claim in its place in an argument."""

    claim: str
    status: PremiseStatus


@dataclass(frozen=True)
class DemoAnswer:
    """An answer to a critical question of an argument's scheme."""

    question: str
    verdict: QuestionVerdict
    note: str


@dataclass(frozen=True)
class DemoScore:
    """A base score that is set by hand for the map."""

    claim: str
    value: float
    reason: str


@dataclass(frozen=True)
class DemoArgument:
    """Premises and what they bear on: the claim `conclusion`, or the inference of the argument `target`."""

    key: str
    relation: Relation
    conclusion: str | None
    target: str | None
    premises: tuple[DemoPremise, ...]
    author: str | None
    scheme: str
    answers: tuple[DemoAnswer, ...]


@dataclass(frozen=True)
class DemoMap:
    """An argument map; an undercut stands after the argument that it attacks."""

    slug: str
    title: str
    description: str
    lead: str
    arguments: tuple[DemoArgument, ...]
    scores: tuple[DemoScore, ...]


@dataclass(frozen=True)
class DemoClaimSet:
    """The claim set of all claims, which everybody may read, and what is said of its first release."""

    slug: str
    title: str
    description: str
    licence: str
    creators: tuple[str, ...]
    notes: str


@dataclass(frozen=True)
class DemoData:
    """All that the demonstration workspace holds. Claims stand in the order of their numbers."""

    slug: str
    name: str
    description: str
    users: tuple[DemoUser, ...]
    authors: tuple[DemoAuthor, ...]
    topics: tuple[str, ...]
    sources: tuple[DemoSource, ...]
    claims: tuple[DemoClaim, ...]
    map: DemoMap
    claim_set: DemoClaimSet
