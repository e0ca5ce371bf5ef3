"""Declared relations and what the reference model makes of them.

An argument that has been reconstructed speaks through its main conclusion: what it supports, attacks or undercuts,
its conclusion does. An undercut of it aims at its last inference. In strict mode a statement's support of a statement
is an entailment and its attack a contrary. An attack of a statement on an argument that only repeats the statement's
attack on one of the argument's premises is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias, TypeGuard

from arguments.domain.interchange.debate import NodeKind, NodeRef, RelationKind


class InferenceRef(NamedTuple):
    """An inference of a reconstruction: its argument and its number from 0."""

    argument: str
    step: int


End: TypeAlias = NodeRef | InferenceRef
_Key: TypeAlias = tuple[RelationKind, End, End]
_BOTH_WAYS = frozenset({RelationKind.CONTRADICTS, RelationKind.CONTRARY})
_REFUSES = _BOTH_WAYS | {RelationKind.ATTACKS}


class DeclaredRelation(NamedTuple):
    """One relation as it stands in the text."""

    kind: RelationKind
    source: End
    target: End


@dataclass(frozen=True, slots=True)
class Reconstructed:
    """What relations need to know of an argument's reconstruction."""

    premises: frozenset[str]
    conclusion: str
    steps: int


class Relations:
    """The declared relations in their order, each once."""

    def __init__(self) -> None:
        """Start without any."""
        self._keys: dict[_Key, None] = {}

    def add(self, kind: RelationKind, source: End, target: End) -> None:
        """Declare a relation; once more is no other one, and a contradiction is the same from both sides."""
        if kind is not RelationKind.CONTRADICTS or (kind, target, source) not in self._keys:
            self._keys.setdefault((kind, source, target))

    def resolved(
        self, reconstructed: Mapping[str, Reconstructed], *, is_strict: bool, moves_to_conclusions: bool
    ) -> list[DeclaredRelation]:
        """The relations of the finished text, under the settings of its front matter."""
        keys: Iterable[_Key] = list(self._keys)
        if moves_to_conclusions:
            keys = self._moved(reconstructed)
        if is_strict:
            keys = _made_strict(keys)
        return [DeclaredRelation(*key) for key in _without_repeated_attacks(list(keys), reconstructed)]

    def _moved(self, reconstructed: Mapping[str, Reconstructed]) -> list[_Key]:
        present = set(self._keys)
        moved = []
        for key in self._keys:
            kind, source, target = key
            if _is_argument(source) and (whole := reconstructed.get(source.name)):
                source = NodeRef(NodeKind.STATEMENT, whole.conclusion)
            if kind is RelationKind.UNDERCUTS and _is_argument(target) and (whole := reconstructed.get(target.name)):
                target = InferenceRef(target.name, whole.steps - 1)
            new = (kind, source, target)
            if new == key or new not in present:
                present.add(new)
                moved.append(new)
        return moved


def _is_argument(end: End) -> TypeGuard[NodeRef]:
    return isinstance(end, NodeRef) and end.kind is NodeKind.ARGUMENT


def _is_statement(end: End) -> TypeGuard[NodeRef]:
    return isinstance(end, NodeRef) and end.kind is NodeKind.STATEMENT


def _made_strict(keys: Iterable[_Key]) -> list[_Key]:
    strict: dict[_Key, None] = {}
    for kind, source, target in keys:
        new_kind = kind
        if _is_statement(source) and _is_statement(target):
            if kind is RelationKind.SUPPORTS:
                new_kind = RelationKind.ENTAILS
            elif kind is RelationKind.ATTACKS:
                if (RelationKind.CONTRARY, target, source) in strict:
                    continue
                new_kind = RelationKind.CONTRARY
        strict.setdefault((new_kind, source, target))
    return list(strict)


def _without_repeated_attacks(keys: list[_Key], reconstructed: Mapping[str, Reconstructed]) -> Iterable[_Key]:
    refused: defaultdict[End, set[str]] = defaultdict(set)
    for kind, source, target in keys:
        if kind in _REFUSES and _is_statement(source) and _is_statement(target):
            refused[source].add(target.name)
            if kind in _BOTH_WAYS:
                refused[target].add(source.name)
    for key in keys:
        kind, source, target = key
        is_attack = kind is RelationKind.ATTACKS and _is_statement(source)
        whole = reconstructed.get(target.name) if is_attack and _is_argument(target) else None
        if whole is None or refused.get(source, frozenset()).isdisjoint(whole.premises):
            yield key
