"""The relations of a debate as Argdown can carry them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from arguments.domain.interchange.argdown.listing import listed
from arguments.domain.interchange.argdown.relations import Reconstructed, Relations
from arguments.domain.interchange.debate import Debate, DebateArgument, DebateRelation, Json, NodeKind, RelationKind
from arguments.domain.interchange.losing import DATA, Losses

_LOOSER = {RelationKind.ENTAILS: RelationKind.SUPPORTS, RelationKind.CONTRARY: RelationKind.ATTACKS}
_STRICTER = {loose: strict for strict, loose in _LOOSER.items()}
_SYMMETRIC = frozenset({RelationKind.CONTRADICTS, RelationKind.CONTRARY})


def fitting_relations(
    debate: Debate, relations: Iterable[DebateRelation], losses: Losses, *, strict: bool
) -> list[DebateRelation]:
    """Return the relations that can be written, each once; note what is lost of the others."""
    steps = {argument.name: len(argument.steps) for argument in debate.arguments}
    fitted: dict[tuple[object, ...], DebateRelation] = {}
    for relation in relations:
        one = _fitting(relation, steps, losses, strict=strict)
        if one is None:
            continue
        key = (one.kind, one.source, one.target, one.data.get("step"))
        if one.kind not in _SYMMETRIC or (one.kind, one.target, one.source, None) not in fitted:
            fitted.setdefault(key, one)
    return _without_repeated_attacks(debate, list(fitted.values()), losses)


def _fitting(
    relation: DebateRelation, steps: Mapping[str, int], losses: Losses, *, strict: bool
) -> DebateRelation | None:
    subject = f"{relation.source.name} {relation.kind.value} {relation.target.name}"
    kind = _kind(relation, strict=strict)
    if kind is None:
        losses.add("contradictions between arguments", "In Argdown only statements contradict each other.", subject)
        return None
    if kind is not relation.kind:
        reason = "Argdown reads all relations between statements of a file as strict or all as loose."
        losses.add("how strict a relation is", reason, subject)
    source, target = relation.source, relation.target
    if kind is RelationKind.CONTRADICTS and target.kind is NodeKind.ARGUMENT:
        source, target = target, source
    return DebateRelation(kind, source, target, _data(relation, steps, losses, subject))


def _kind(relation: DebateRelation, *, strict: bool) -> RelationKind | None:
    """The kind that a reader of the file will find; None if it cannot be written."""
    kinds = {relation.source.kind, relation.target.kind}
    if relation.kind is RelationKind.CONTRADICTS:
        return None if kinds == {NodeKind.ARGUMENT} else relation.kind
    is_strict = strict and kinds == {NodeKind.STATEMENT}
    return (_STRICTER if is_strict else _LOOSER).get(relation.kind, relation.kind)


def _data(relation: DebateRelation, steps: Mapping[str, int], losses: Losses, subject: str) -> dict[str, Json]:
    """Which inner inference an undercut aims at; there is no place for other data."""
    data = dict(relation.data)
    step = data.pop("step", None)
    count = steps.get(relation.target.name, 0) if relation.target.kind is NodeKind.ARGUMENT else 0
    is_inner = relation.kind is RelationKind.UNDERCUTS and type(step) is int and 0 < step < count
    if data or (step is not None and not is_inner):
        losses.add(DATA, "A relation has no data.", subject)
    return {"step": step} if is_inner else {}


def _without_repeated_attacks(debate: Debate, relations: list[DebateRelation], losses: Losses) -> list[DebateRelation]:
    """Leave out what a reader leaves out: an attack that repeats an attack on a premise of the same argument."""
    declared = Relations()
    for relation in relations:
        declared.add(relation.kind, relation.source, relation.target)
    rebuilt = {argument.name: _summary(argument) for argument in debate.arguments if argument.steps}
    kept = set(declared.resolved(rebuilt, is_strict=False, moves_to_conclusions=False))
    for relation in relations:
        if (relation.kind, relation.source, relation.target) not in kept:
            subject = f"{relation.source.name} attacks {relation.target.name}"
            losses.add("attacks on an argument", "One on its premise by the same statement says the same.", subject)
    return [one for one in relations if (one.kind, one.source, one.target) in kept]


def _summary(argument: DebateArgument) -> Reconstructed:
    lines = listed(argument).lines
    premises = frozenset(line.premise.statement for line in lines if line.step is None)
    return Reconstructed(premises, argument.steps[-1].conclusion, len(argument.steps))
