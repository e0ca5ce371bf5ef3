"""A debate as Argdown can carry it: what it cannot is taken out or replaced, and told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from arguments.domain.interchange.argdown.escaping import (
    can_be_argument_name,
    can_be_statement_name,
    can_be_tag,
    one_line,
    tags_in,
)
from arguments.domain.interchange.argdown.framing import is_strict, speaks_itself
from arguments.domain.interchange.argdown.relating import fitting_relations
from arguments.domain.interchange.argdown.sectioning import has_fitting_headings, has_tags
from arguments.domain.interchange.debate import (
    Debate,
    DebateArgument,
    DebateRelation,
    InferenceStep,
    Json,
    NodeKind,
    NodeRef,
    RelationKind,
    Statement,
)
from arguments.domain.interchange.losing import DATA, LOCUTIONS, NAMES, RULES, TAGS, Losses

_RENAMED = "Argdown's names may not hold their own closing bracket, start with a sign or go over two lines."
_LINES = "Argdown joins the lines of a text with a blank."


@dataclass(frozen=True)
class Fitted:
    """What can be written, with the settings that the text needs, and whether tags stand inside texts."""

    debate: Debate
    keeps_tags: bool
    model: dict[str, Json] = field(default_factory=dict)


def fit(debate: Debate, losses: Losses) -> Fitted:
    """Return what of a debate Argdown can carry; note the rest."""
    debate = _renamed(debate, losses)
    arguments = [_fitting_argument(argument, losses) for argument in debate.arguments]
    replaced = [
        DebateRelation(
            RelationKind.SUPPORTS,
            NodeRef(NodeKind.ARGUMENT, argument.name),
            NodeRef(NodeKind.STATEMENT, argument.steps[-1].conclusion),
        )
        for argument, fitted in zip(debate.arguments, arguments, strict=True)
        if argument.steps and not fitted.steps
    ]
    for locution in debate.locutions:
        if not locution.id:
            losses.add(LOCUTIONS, "One without an id cannot be read back.", locution.text)
    fitted = replace(
        debate,
        title=_line(debate.title, losses, "the title"),
        statements=tuple(_fitting_node(statement, losses) for statement in debate.statements),
        arguments=tuple(arguments),
        locutions=tuple(locution for locution in debate.locutions if locution.id),
    )
    strict = _is_strict(debate.relations)
    relations = fitting_relations(fitted, [*debate.relations, *replaced], losses, strict=strict)
    fitted = replace(fitted, relations=tuple(relations))
    keeps_tags = _can_keep_tags(fitted)
    return Fitted(fitted, keeps_tags, _model(fitted, keeps_tags=keeps_tags, strict=strict))


def _is_strict(relations: Iterable[DebateRelation]) -> bool:
    """Whether more is right in strict mode than in loose mode."""
    between = [one for one in relations if {one.source.kind, one.target.kind} == {NodeKind.STATEMENT}]
    loose = sum(one.kind in {RelationKind.SUPPORTS, RelationKind.ATTACKS} for one in between)
    return sum(map(is_strict, between)) > loose


def _model(debate: Debate, *, keeps_tags: bool, strict: bool) -> dict[str, Json]:
    given = debate.data.get("model")
    model: dict[str, Json] = {}
    says_mode = any(is_strict(one) for one in debate.relations)
    plain = (RelationKind.SUPPORTS, RelationKind.ATTACKS)
    is_said = says_mode or any(
        one.kind in plain and {one.source.kind, one.target.kind} == {NodeKind.STATEMENT} for one in debate.relations
    )
    if strict and says_mode:
        model["mode"] = "strict"
    if not keeps_tags:
        model["removeTagsFromText"] = True
    rebuilt = {argument.name: True for argument in debate.arguments if argument.steps}
    speaks = any(speaks_itself(one, rebuilt) for one in debate.relations)
    if speaks:
        model["transformArgumentRelations"] = False
    if isinstance(given, dict):
        unsaid = {
            "mode": not is_said,
            "removeTagsFromText": not has_tags(debate),
            "transformArgumentRelations": not speaks,
        }
        model |= {key: given[key] for key, is_free in unsaid.items() if is_free and key in given}
    return model


def _can_keep_tags(debate: Debate) -> bool:
    """Whether every node with texts has its tags, all and in order, inside the texts."""
    nodes: list[Statement | DebateArgument] = [*debate.statements, *debate.arguments]
    for node in nodes:
        found = dict.fromkeys(tag for text in node.texts for tag in tags_in(text, node.tags))
        if node.texts and tuple(found) != node.tags:
            return False
    return has_fitting_headings(debate)


def _line(text: str, losses: Losses, subject: str) -> str:
    line = one_line(text)
    if line != text:
        losses.add("line breaks in texts", _LINES, subject)
    return line


def _fitting_node(node: Statement, losses: Losses) -> Statement:
    return replace(node, texts=_texts(node, losses), tags=_tags(node, losses))


def _texts(node: Statement | DebateArgument, losses: Losses) -> tuple[str, ...]:
    texts = tuple(_line(text, losses, node.name) for text in node.texts)
    if not all(text.strip() for text in texts):
        losses.add("empty wordings", "A text needs a letter at least.", node.name)
    return tuple(text for text in texts if text.strip())


def _tags(node: Statement | DebateArgument, losses: Losses) -> tuple[str, ...]:
    tags = tuple(tag for tag in node.tags if can_be_tag(tag))
    if tags != node.tags:
        losses.add(TAGS, "A tag may not hold a closing bracket or go over two lines.", node.name)
    return tags


def _fitting_argument(argument: DebateArgument, losses: Losses) -> DebateArgument:
    steps = tuple(_fitting_step(step, argument.name, losses) for step in argument.steps)
    if steps and not steps[0].premises:
        reason = "A reconstruction starts with a premise; the argument only supports its conclusion here."
        losses.add("steps without premises", reason, argument.name)
        steps = ()
    return replace(argument, texts=_texts(argument, losses), tags=_tags(argument, losses), steps=steps)


def _fitting_step(step: InferenceStep, argument: str, losses: Losses) -> InferenceStep:
    rules = tuple(line for rule in step.rules if (line := one_line(rule).strip()))
    if rules != step.rules:
        losses.add(RULES, "Blanks around a rule and rules of blanks are left out.", argument)
    if any(premise.data for premise in step.premises):
        losses.add(DATA, "A premise has no data but its statement's.", argument)
    return replace(step, rules=rules, premises=tuple(replace(premise, data={}) for premise in step.premises))


def _renamed(debate: Debate, losses: Losses) -> Debate:
    statements = _new_names((one.name for one in debate.statements), can_be_statement_name, losses)
    arguments = _new_names((one.name for one in debate.arguments), can_be_argument_name, losses)
    if not statements and not arguments:
        return debate
    names = {NodeKind.STATEMENT: statements, NodeKind.ARGUMENT: arguments}

    def moved(node: NodeRef) -> NodeRef:
        return NodeRef(node.kind, names[node.kind].get(node.name, node.name))

    return replace(
        debate,
        statements=tuple(replace(one, name=statements.get(one.name, one.name)) for one in debate.statements),
        arguments=tuple(
            replace(
                one,
                name=arguments.get(one.name, one.name),
                steps=tuple(_step_renamed(step, statements) for step in one.steps),
            )
            for one in debate.arguments
        ),
        relations=tuple(replace(one, source=moved(one.source), target=moved(one.target)) for one in debate.relations),
        locutions=tuple(replace(one, about=moved(one.about) if one.about else None) for one in debate.locutions),
    )


def _step_renamed(step: InferenceStep, names: Mapping[str, str]) -> InferenceStep:
    premises = tuple(replace(one, statement=names.get(one.statement, one.statement)) for one in step.premises)
    return replace(step, premises=premises, conclusion=names.get(step.conclusion, step.conclusion))


def _new_names(names: Iterable[str], can_be_name: Callable[[str], bool], losses: Losses) -> dict[str, str]:
    taken = set(names := tuple(names))
    renamed: dict[str, str] = {}
    for name in names:
        if not can_be_name(name):
            new = base = _safe(name)
            number = 2
            while new in taken:
                new = f"{base} ({number})"
                number += 1
            taken.add(new)
            renamed[name] = new
            losses.add(NAMES, _RENAMED, f"{name} → {new}")
    return renamed


def _safe(name: str) -> str:
    line = " ".join(name.split()).replace("]", ")").replace(">", ")").lstrip("-+_!").strip()
    return line or "no name"
