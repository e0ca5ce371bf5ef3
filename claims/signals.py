"""What claims ask of the apps above, which they may not import, and tell them."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.dispatch import Signal

claim_unmade = Signal()
"""Sent before a claim is deleted because the person who made it took that back, with `claim`."""

claim_worded = Signal()
"""Sent when a claim got its wording, the first one or another, with `claim` and `by`."""

claim_made_of_text = Signal()
"""Sent when a reader made a claim of a passage, with `claim`, `text_version` and the passage's `spans`."""

claims_wanted = Signal()
"""Sent when a reader looks for a claim, with a `Wanted` as `wanted`; a receiver returns a list of `FittingClaim`."""

text_opened = Signal()
"""Sent when a text is opened to be read, with `text_version`; a receiver returns a list of `CandidateSentence`."""

claims_leaned_on = Signal()
"""Sent when it is asked how much hangs on claims, with `workspace` and `claims` (their ids).

A receiver returns `Hanging` by the claim's id; a claim on which nothing hangs may be absent.
"""

claims_merged = Signal()
"""Sent when `claim` was merged into `into` by `by`, in the transaction: receivers move what they hang on claims.

One that cannot raises a domain error, which says why and undoes the merge.
"""

merge_weighed = Signal()
"""Sent when it is asked what merging `claim` into `into` would move; a receiver returns a list of phrases."""

names_wanted = Signal()
"""Sent when wordings of claims are compared, with `workspace`; a receiver returns a list of `OtherNames`."""


@dataclass(frozen=True)
class OtherNames:
    """One thing: the name that stands for it and the other forms that mean it."""

    name: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Hanging:
    """What rests on a claim at any depth: other claims, each with the steps to it, and how many arguments."""

    steps: Mapping[UUID, int]
    arguments: int


@dataclass(frozen=True)
class Wanted:
    """What a reader looks for: in which workspace, the words typed, and what is marked (None if nothing is)."""

    workspace_id: UUID
    typed: str
    source_id: UUID | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class FittingClaim:
    """A claim that may be meant, with how likely (0 to 1) and why in words."""

    claim_id: UUID
    score: float
    why: str


@dataclass(frozen=True)
class CandidateSentence:
    """A sentence of a text that looks worth a claim: its number, the score (0 to 1), and where to put it aside."""

    position: int
    score: float
    reject_url: str
