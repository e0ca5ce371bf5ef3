"""What pages show of what changed between two states of a claim set."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from claims.domain.wording import Change as Run
from claims.domain.wording import compare_wordings
from claims.enums import ClaimKind, ClaimStatus
from releases.domain.diffing import Change, ClaimChange, DiffCounts, FieldChange, PartChange

CHANGES_A_PAGE = 40
KINDS = ("added", "removed", "reworded", "refiled", "evidence", "stances")


@dataclass(frozen=True)
class ShownChange:
    """What happened to a claim, as a page tells it."""

    change: ClaimChange

    @property
    def number(self) -> str:
        """The claim's number in its workspace."""
        return self.change.label.removeprefix("C-")

    @property
    def wording(self) -> tuple[Run, ...]:
        """Runs of words that stayed, went and came; nothing where the wording is the same."""
        texts = [one for one in self.change.fields if one.name == "text"]
        return compare_wordings(texts[0].old, texts[0].new) if texts else ()

    @property
    def fields(self) -> list[FieldChange]:
        """What else is filed otherwise, in the words of a page."""
        return [
            FieldChange(one.name, _said(one.name, one.old), _said(one.name, one.new))
            for one in self.change.fields
            if one.name != "text"
        ]

    @property
    def evidence(self) -> list["ShownPart"]:
        """Pieces of evidence that came, went or say something else."""
        return [ShownPart(one) for one in self.change.evidence]

    @property
    def stances(self) -> list["ShownPart"]:
        """Stances that came, went or say something else."""
        return [ShownPart(one) for one in self.change.stances]


@dataclass(frozen=True)
class ShownPart:
    """A piece of evidence or a stance that came, went, or says something else."""

    part: PartChange

    @property
    def change(self) -> Change:
        """Whether it came, went or says something else."""
        return self.part.change

    @property
    def now(self) -> Mapping[str, Any]:
        """What it says now, or said last."""
        found = self.part.new or self.part.old
        return found or {}

    @property
    def before(self) -> Mapping[str, Any]:
        """What it said before, if it says something else now."""
        return self.part.old or {}

    @property
    def quote(self) -> tuple[Run, ...]:
        """Runs of words of the quote, if it changed."""
        old, new = (one.get("quote", "") for one in (self.part.old or {}, self.part.new or {}))
        return compare_wordings(old, new) if self.change == Change.CHANGED and old != new else ()

    @property
    def turned(self) -> tuple[str, str] | None:
        """Bearing or position before and now, if it changed."""
        key = "bearing" if "bearing" in self.now else "position"
        old, new = self.before.get(key), self.now.get(key)
        return (str(old), str(new)) if self.change == Change.CHANGED and old != new else None

    @property
    def others(self) -> list[str]:
        """Names of what else is different of it."""
        if self.change != Change.CHANGED:
            return []
        told = {"quote", "bearing", "position"}
        return [
            _PART_NAMES[key] for key in _PART_NAMES if key not in told and self.before.get(key) != self.now.get(key)
        ]


_PART_NAMES = {
    "speaker": "speaker",
    "source": "details of the source",
    "passage": "passage",
    "prefix": "text before the quote",
    "suffix": "text behind the quote",
    "basis": "basis",
    "reason": "reason",
    "as_of": "date",
    "likelihood": "likelihood",
    "likelihood_term": "words for the likelihood",
    "counts": "whether it counts",
}


@dataclass
class ChangePage:
    """A page of changes, of one kind if one is asked for, and how much changed in all."""

    page: int
    only: str = ""
    counts: DiffCounts = field(default_factory=DiffCounts)
    by_kind: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    shown: list[ShownChange] = field(default_factory=list)
    fitting: int = 0
    total: int = 0

    def read(self, changes: Iterable[ClaimChange]) -> "ChangePage":
        """Walk through the changes: count all, keep those of the page."""
        first = (self.page - 1) * CHANGES_A_PAGE
        for change in changes:
            self.total += 1
            self.counts.count(change)
            kinds = _kinds_of(change)
            for kind in kinds:
                self.by_kind[kind] += 1
            if self.only and self.only not in kinds:
                continue
            if first <= self.fitting < first + CHANGES_A_PAGE:
                self.shown.append(ShownChange(change))
            self.fitting += 1
        return self

    @property
    def kinds(self) -> list[tuple[str, str, int]]:
        """Kinds of change that there are, what people call them, of how many claims."""
        return [(kind, _KIND_NAMES[kind], number) for kind, number in self.by_kind.items() if number]

    @property
    def before(self) -> int | None:
        """The page before."""
        return self.page - 1 if self.page > 1 else None

    @property
    def behind(self) -> int | None:
        """The page behind."""
        return self.page + 1 if self.fitting > self.page * CHANGES_A_PAGE else None


_KIND_NAMES = {
    "added": "Added",
    "removed": "Removed",
    "reworded": "Reworded",
    "refiled": "Filed otherwise",
    "evidence": "Evidence changed",
    "stances": "Stances changed",
}


def _kinds_of(change: ClaimChange) -> set[str]:
    if change.change != Change.CHANGED:
        return {str(change.change)}
    filed = chain.from_iterable([["reworded" if one.name == "text" else "refiled"] for one in change.fields])
    parts = [name for name, there in (("evidence", change.evidence), ("stances", change.stances)) if there]
    return {*filed, *parts}


def _said(name: str, value: str) -> str:
    words = {"kind": ClaimKind, "status": ClaimStatus}.get(name)
    if words is not None and value in words.values:
        return str(words(value).label)
    return value or "none"
