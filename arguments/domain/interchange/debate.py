"""The one graph between all formats: what a file of arguments says, before it becomes rows.

It is wider than `ArgumentGraph`, so that a format can be read and written again without loss: a statement may have
several wordings, an argument may be no more than a title, a relation may hold between statements without anybody
saying why, and what only one format knows is kept in `data`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

Json: TypeAlias = Any
"""None, a truth value, a number, text, or lists and dicts with text keys of these."""


class NodeKind(StrEnum):
    """What a relation joins."""

    STATEMENT = "statement"
    ARGUMENT = "argument"


class RelationKind(StrEnum):
    """What one node does to another one.

    `undercuts` aims at an argument's inference. `contradicts` says that exactly one of two statements holds and has
    no direction; `contrary` says that not both hold; `entails` is support that cannot fail.
    """

    SUPPORTS = "supports"
    ATTACKS = "attacks"
    UNDERCUTS = "undercuts"
    CONTRADICTS = "contradicts"
    CONTRARY = "contrary"
    ENTAILS = "entails"


@dataclass(frozen=True, slots=True, order=True)
class NodeRef:
    """A statement or an argument by its name; both kinds may use the same name."""

    kind: NodeKind
    name: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage that bears on a statement: its words, its source in words, and how it bears on it.

    `bearing` is `supports`, `contradicts` or `context`. `data` holds what a format knows besides, such as the
    selectors of a W3C annotation.
    """

    text: str
    source: str = ""
    author: str = ""
    url: str = ""
    bearing: str = "supports"
    data: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim: all wordings that a file gives one meaning.

    `texts` are its wordings in the order of the file, the last one being its wording now; empty where the file only
    mentions its name. `has_given_name` is false where the reader had to make up a name ("Untitled 3"). `weight` is
    its base score, 0 to 1, None where the file gives none.
    """

    name: str
    texts: tuple[str, ...] = ()
    has_given_name: bool = True
    tags: tuple[str, ...] = ()
    weight: float | None = None
    quotes: tuple[Quote, ...] = ()
    data: Mapping[str, Json] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Its wording now; its name where the file has no wording."""
        return self.texts[-1] if self.texts else self.name


@dataclass(frozen=True, slots=True)
class DebatePremise:
    """A statement's place in a step."""

    statement: str
    is_implicit: bool = False
    data: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InferenceStep:
    """From premises, needed together, to a conclusion; the names are of statements.

    In a chain of steps the conclusion of an earlier step may be among the premises of a later one.
    """

    premises: tuple[DebatePremise, ...]
    conclusion: str
    rules: tuple[str, ...] = ()
    data: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DebateArgument:
    """An argument: sketched in a sentence or two (`texts`), worked out in steps, or both.

    The last step's conclusion is the argument's. `scheme` is the key of an argumentation scheme, `author` who draws
    the inference.
    """

    name: str
    texts: tuple[str, ...] = ()
    has_given_name: bool = True
    steps: tuple[InferenceStep, ...] = ()
    tags: tuple[str, ...] = ()
    weight: float | None = None
    author: str = ""
    scheme: str = ""
    quotes: tuple[Quote, ...] = ()
    data: Mapping[str, Json] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Its sketch now; empty where it has none."""
        return self.texts[-1] if self.texts else ""


@dataclass(frozen=True, slots=True)
class DebateRelation:
    """One node's bearing on another one, as the file declares it; those inside steps are not repeated here."""

    kind: RelationKind
    source: NodeRef
    target: NodeRef
    data: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Locution:
    """What somebody said, and with what force, where a format keeps the dialogue (AIF's L and YA nodes).

    `about` is the node that it puts forward, None where it only answers another locution.
    """

    id: str
    text: str
    speaker: str = ""
    said_at: str = ""
    force: str = ""
    about: NodeRef | None = None
    data: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class Debate:
    """All that a file says, in the order of the file.

    Names are unique among statements and among arguments. Relations and steps only name what is here; a loader that
    meets a dangling name reports it and leaves the relation out.
    """

    title: str = ""
    statements: tuple[Statement, ...] = ()
    arguments: tuple[DebateArgument, ...] = ()
    relations: tuple[DebateRelation, ...] = ()
    locutions: tuple[Locution, ...] = ()
    data: Mapping[str, Json] = field(default_factory=dict)
