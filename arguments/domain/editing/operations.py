"""What people may ask for: one value an operation, as pages, commands and imports send them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ClaimNamed:
    """A claim, by its number or by a wording, which becomes a new draft unless a claim says it already."""

    number: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class NewPremise:
    """A claim that is to be a premise."""

    claim: ClaimNamed
    is_implicit: bool = False


@dataclass(frozen=True, slots=True)
class Aim:
    """What an argument is to do, and to which claim or argument; exactly one of the two is named."""

    relation: str
    conclusion: ClaimNamed | None = None
    target: str = ""


@dataclass(frozen=True, slots=True)
class AddArgument:
    """A new reason, objection or undercut; before a sibling, or last. `argument` is its id, "" to be given one."""

    aim: Aim
    premises: tuple[NewPremise, ...]
    author: str = ""
    scheme: str = ""
    note: str = ""
    passage: str = ""
    before: str = ""
    argument: str = ""


@dataclass(frozen=True, slots=True)
class AddClaim:
    """A claim that stands in no argument yet, as a draft unless a claim says it already."""

    claim: ClaimNamed


@dataclass(frozen=True, slots=True)
class RemoveArgument:
    """An argument goes, and what undercuts it; the claims stay. `version` 0 does not ask for one, here and below."""

    argument: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class AddPremise:
    """One more premise, needed together with the others; `position` counts from 0, None is last."""

    argument: str
    premise: NewPremise
    position: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class RemovePremise:
    """A claim is no premise any more; the last one cannot go."""

    argument: str
    claim: int
    version: int = 0


@dataclass(frozen=True, slots=True)
class MovePremise:
    """A premise goes to another place of its argument; `position` counts from 0."""

    argument: str
    claim: int
    position: int
    version: int = 0


@dataclass(frozen=True, slots=True)
class MarkPremise:
    """A premise is said by somebody, or by nobody."""

    argument: str
    claim: int
    is_implicit: bool
    version: int = 0


@dataclass(frozen=True, slots=True)
class SplitPremise:
    """A premise becomes an argument of its own for the same, right after the one that it was part of."""

    argument: str
    claim: int
    version: int = 0


@dataclass(frozen=True, slots=True)
class JoinArguments:
    """The premises of `other` become premises of the argument, and what undercuts `other` undercuts it."""

    argument: str
    other: str
    version: int = 0
    other_version: int = 0


@dataclass(frozen=True, slots=True)
class MoveArgument:
    """An argument goes before another one with the same aim, or last ("")."""

    argument: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class AimArgument:
    """An argument, with all that hangs below it, does something else or does it to something else."""

    argument: str
    aim: Aim
    before: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class DescribeArgument:
    """Who draws the inference and where, its scheme, and a note; `fields` holds what is to change."""

    argument: str
    fields: Mapping[str, str] = field(default_factory=dict, hash=False)
    version: int = 0


@dataclass(frozen=True, slots=True)
class RewordClaim:
    """A claim gets another wording; `expected` is the one that the person saw, "" does not ask."""

    claim: int
    text: str
    expected: str = ""


@dataclass(frozen=True, slots=True)
class LinkEvidence:
    """A passage bears on a claim: `supports`, `contradicts` or `context`; `speaker` is whose view it states."""

    claim: int
    passage: str
    bearing: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class UnlinkEvidence:
    """A passage no longer bears on a claim; the passage stays."""

    evidence: str


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """The map does not show the argument, nor what only it leads to."""

    argument: str


@dataclass(frozen=True, slots=True)
class PutBack:
    """The map shows the argument again."""

    argument: str


@dataclass(frozen=True, slots=True)
class Fold:
    """The map opens folded below the claim."""

    claim: int


@dataclass(frozen=True, slots=True)
class Unfold:
    """The map no longer opens folded below the claim."""

    claim: int


@dataclass(frozen=True, slots=True)
class DescribeMap:
    """Another title, description, lead claim (a number, 0 for the same), opening view or gradual semantics of the map.

    `fields` holds what is to change among `title`, `description`, `view` and `semantics`; `expected` what the person
    saw of them and of `lead` (a number), none if it is not asked.
    """

    fields: Mapping[str, str] = field(default_factory=dict, hash=False)
    lead: int = 0
    expected: Mapping[str, str] = field(default_factory=dict, hash=False)


Operation = (
    AddArgument
    | AddClaim
    | RemoveArgument
    | AddPremise
    | RemovePremise
    | MovePremise
    | MarkPremise
    | SplitPremise
    | JoinArguments
    | MoveArgument
    | AimArgument
    | DescribeArgument
    | RewordClaim
    | LinkEvidence
    | UnlinkEvidence
    | LeaveOut
    | PutBack
    | Fold
    | Unfold
    | DescribeMap
)
