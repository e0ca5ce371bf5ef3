"""What decisions on pairs of statements amount to: what belongs together, what apart, and what follows for other pairs.

Decisions ask the next clustering for must-links and cannot-links (Wagstaff et al. 2001,
https://dl.acm.org/doi/10.5555/645530.655669). Same claim and opposite are must-links, for both sides of one issue
belong into one cluster; different is a cannot-link. Narrower and related ask for nothing: must-links chain, and two
statements narrower than a third need not be about one claim (docs/algorithms/decisions.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from agreement.domain.clusters.links import Links, Pair, pair_of


class Said(StrEnum):
    """What a person says of two statements."""

    SAME = "same"
    NARROWER = "narrower"
    OPPOSITE = "opposite"
    RELATED = "related"
    DIFFERENT = "different"


TOGETHER = frozenset({Said.SAME, Said.OPPOSITE})
"""Decisions that make a must-link."""
ONE_CLAIM = frozenset({Said.SAME, Said.NARROWER, Said.OPPOSITE})
"""Decisions by which a suggestion of two statements was right: both bear on one claim, whatever side they are on."""


@dataclass(frozen=True)
class PairDecision:
    """A decision on two statements, `first` < `second` by id; `narrower` is the narrower one of both, if one is."""

    first: int
    second: int
    said: Said
    narrower: int | None = None

    @property
    def pair(self) -> Pair:
        """The two statements in their order."""
        return self.first, self.second


@dataclass(frozen=True)
class Relation:
    """How two statements stand to each other by the decisions; `direct` if that very pair was decided on.

    `narrower` is the statement of the asked pair that is narrower, None unless `said` is narrower. `decision` is the
    one that it rests on; None where it follows from several that said the same.
    """

    said: Said
    narrower: int | None
    direct: bool
    decision: PairDecision | None


class DecidedPairs:
    """Decisions made free of contradiction, the newer before the older, and what follows from them.

    What is said of one statement holds for all that are the same claim as it. A decision that contradicts newer ones
    is `overruled`: it asks for nothing and nothing follows from it, until a person changes either.
    """

    def __init__(self, decisions: Iterable[PairDecision]) -> None:
        """Take the decisions in, the oldest first; of two on one pair the later counts."""
        self.overruled: list[PairDecision] = []
        self._direct: dict[Pair, PairDecision] = {}
        self._claims = _Groups()
        self._issues = _Groups()
        # For each group of one claim the groups that something else is known of, and by which decision.
        self._known: dict[int, dict[int, PairDecision]] = {}
        # For each group of one issue the groups that are kept apart from it.
        self._apart: dict[int, set[int]] = {}
        latest = {decision.pair: decision for decision in decisions}
        newest_first = list(latest.values())[::-1]
        for decision in newest_first:
            if self._contradicts(decision):
                self.overruled.append(decision)
            else:
                self._direct[decision.pair] = decision
                self._take(decision)

    @property
    def links(self) -> Links:
        """What the decisions that hold ask of a clustering."""
        return Links(
            must=frozenset(pair for pair, one in self._direct.items() if one.said in TOGETHER),
            cannot=frozenset(pair for pair, one in self._direct.items() if one.said == Said.DIFFERENT),
        )

    def between(self, one: int, other: int) -> Relation | None:
        """Return how two different statements stand to each other, None if nothing is known."""
        direct = self._direct.get(pair_of(one, other))
        if direct is not None:
            return Relation(direct.said, direct.narrower, direct=True, decision=direct)
        first, second = self._claims.find(one), self._claims.find(other)
        if first == second:
            return Relation(Said.SAME, None, direct=False, decision=None)
        decision = self._known.get(first, {}).get(second)
        if decision is None:
            return None
        narrower = None
        if decision.narrower is not None:
            narrower = one if self._claims.find(decision.narrower) == first else other
        return Relation(decision.said, narrower, direct=False, decision=decision)

    def same_as(self, statements: Iterable[int]) -> frozenset[int]:
        """Return the statements and all that are the same claim as one of them. O(decisions)."""
        asked = set(statements)
        groups = {self._claims.find(statement) for statement in asked}
        known = {statement for pair in self._direct for statement in pair}
        return frozenset(asked | {statement for statement in known if self._claims.find(statement) in groups})

    def _contradicts(self, decision: PairDecision) -> bool:
        first, second = self._claims.find(decision.first), self._claims.find(decision.second)
        one, other = self._issues.find(decision.first), self._issues.find(decision.second)
        if decision.said in TOGETHER and other in self._apart.get(one, ()):
            return True
        if decision.said == Said.DIFFERENT and one == other:
            return True
        if decision.said == Said.SAME:
            return first != second and self._parts_claims(first, second)
        if first == second:
            return True
        known = self._known.get(first, {}).get(second)
        return known is not None and not self._agree(known, decision)

    def _parts_claims(self, first: int, second: int) -> bool:
        """Return whether something known forbids that two groups are one claim: of each other, or of a third."""
        ours, theirs = self._known.get(first, {}), self._known.get(second, {})
        if second in ours:
            return True
        return any(
            not self._agree(ours[third], theirs[third], merged=(first, second)) for third in ours.keys() & theirs.keys()
        )

    def _agree(self, one: PairDecision, other: PairDecision, merged: Pair | None = None) -> bool:
        """Return whether two decisions on the same groups say the same; `merged` are two groups taken for one."""
        if one.said != other.said:
            return False
        sides = [
            None if decision.narrower is None else self._claims.find(decision.narrower) for decision in (one, other)
        ]
        if merged is not None:
            sides = [merged[0] if side in merged else side for side in sides]
        return sides[0] == sides[1]

    def _take(self, decision: PairDecision) -> None:
        if decision.said in TOGETHER:
            self._join_issues(decision)
        if decision.said == Said.DIFFERENT:
            one, other = self._issues.find(decision.first), self._issues.find(decision.second)
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)
        first, second = self._claims.find(decision.first), self._claims.find(decision.second)
        if decision.said != Said.SAME:
            self._known.setdefault(first, {}).setdefault(second, decision)
            self._known.setdefault(second, {}).setdefault(first, decision)
        elif first != second:
            kept, gone = self._claims.join(first, second)
            for third, known in self._known.pop(gone, {}).items():
                self._known[third].pop(gone)
                self._known[third].setdefault(kept, known)
                self._known.setdefault(kept, {}).setdefault(third, known)

    def _join_issues(self, decision: PairDecision) -> None:
        one, other = self._issues.find(decision.first), self._issues.find(decision.second)
        if one == other:
            return
        kept, gone = self._issues.join(one, other)
        for third in self._apart.pop(gone, set()):
            self._apart[third].discard(gone)
            self._apart[third].add(kept)
            self._apart.setdefault(kept, set()).add(third)


class _Groups:
    """Disjoint sets of statements, joined by size with halved paths (Tarjan 1975, https://doi.org/10.1145/321879.321884)."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}
        self._size: dict[int, int] = {}

    def find(self, member: int) -> int:
        """Return the statement that stands for the group of a member."""
        while (parent := self._parent.get(member, member)) != member:
            self._parent[member] = member = self._parent.get(parent, parent)
        return member

    def join(self, one: int, other: int) -> Pair:
        """Make two groups one, named by who stands for them; return which name is kept and which is gone."""
        if self._size.get(one, 1) < self._size.get(other, 1):
            one, other = other, one
        self._parent[other] = one
        self._size[one] = self._size.get(one, 1) + self._size.get(other, 1)
        return one, other
