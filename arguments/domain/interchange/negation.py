"""Arguments against something, as arguments whose conclusion denies it.

In a debate an argument concludes in a statement. One against a claim therefore concludes in the claim's denial, which
contradicts it; one against an inference in a statement that undercuts it. Such statements say nothing of their own:
readers of a debate that know objections and undercuts take them away again.
"""

from __future__ import annotations

from collections.abc import Mapping

from arguments.domain.interchange.debate import Debate, DebateRelation, NodeKind, NodeRef, RelationKind

_AGAINST = (RelationKind.CONTRADICTS, RelationKind.CONTRARY, RelationKind.ATTACKS, RelationKind.UNDERCUTS)


def denial(text: str) -> str:
    """Return the wording that denies a claim's wording."""
    return f"It is not the case that: {text}"


def doubt(argument: str) -> str:
    """Return the wording that denies the inference of an argument by its name."""
    return f"The premises of {argument} do not carry its conclusion."


def denials(debate: Debate) -> Mapping[str, NodeRef]:
    """Return, by name, the statements that only deny another node, and which.

    Only those count that carry nothing else: no quote, tag, weight or data, one relation, against the node whose denial
    their wording is, and that no step uses as a premise.
    """
    relations = _only_relations(debate)
    texts = {one.name: one.text for one in debate.statements}
    premises = {one.statement for argument in debate.arguments for step in argument.steps for one in step.premises}
    conclusions = {step.conclusion for argument in debate.arguments for step in argument.steps}
    found: dict[str, NodeRef] = {}
    for statement in debate.statements:
        relation = relations.get(statement.name)
        if relation is None or statement.name in premises or statement.name not in conclusions:
            continue
        if statement.quotes or statement.tags or statement.data or statement.weight is not None:
            continue
        target = relation.target if relation.source.name == statement.name else relation.source
        wording = doubt(target.name) if target.kind is NodeKind.ARGUMENT else denial(texts[target.name])
        if statement.text == wording:
            found[statement.name] = target
    return found


def _only_relations(debate: Debate) -> dict[str, DebateRelation | None]:
    """Return the one relation of each statement that has one, against something; None for those with others."""
    found: dict[str, DebateRelation | None] = {}
    for relation in debate.relations:
        ends = [relation.source]
        if relation.kind is RelationKind.CONTRADICTS:
            ends.append(relation.target)
        fits = relation.kind in _AGAINST and relation.source != relation.target
        for end in (relation.source, relation.target):
            if end.kind is NodeKind.STATEMENT:
                alone = end.name not in found and fits and end in ends
                found[end.name] = relation if alone else None
    return found
