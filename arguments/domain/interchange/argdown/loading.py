"""Argdown to a debate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from arguments.domain.interchange.argdown.annotations import argument_of, statement_of
from arguments.domain.interchange.argdown.blocks import FrontMatter, paragraphs
from arguments.domain.interchange.argdown.drafts import Draft
from arguments.domain.interchange.argdown.framing import framed
from arguments.domain.interchange.argdown.lexer import Lexer
from arguments.domain.interchange.argdown.model import Model
from arguments.domain.interchange.argdown.parser import Parser
from arguments.domain.interchange.argdown.reconstructing import Rebuilt
from arguments.domain.interchange.argdown.relations import DeclaredRelation, End, InferenceRef
from arguments.domain.interchange.argdown.sections import Section
from arguments.domain.interchange.argdown.settings import Settings, settings_of
from arguments.domain.interchange.argdown.tokens import Lines
from arguments.domain.interchange.argdown.wording import Mark
from arguments.domain.interchange.argdown.yaml_reading import DataReader
from arguments.domain.interchange.debate import Debate, DebateRelation, Json, NodeKind, NodeRef
from arguments.domain.interchange.reports import Loaded, Notice, Severity

MAXIMUM_NOTICES = 200
"""Notices of one file; more help nobody."""


class _Troubles:
    """What is out of place in one text."""

    def __init__(self, text: str) -> None:
        self._lines = Lines(text)
        self._found: dict[tuple[int, str], Severity] = {}

    def report(self, severity: Severity, reason: str, offset: int) -> None:
        if len(self._found) < MAXIMUM_NOTICES:
            self._found.setdefault((max(offset, 0), reason), severity)

    def notices(self) -> tuple[Notice, ...]:
        notices = []
        for (offset, reason), severity in sorted(self._found.items()):
            line, column = self._lines.place(offset)
            notices.append(Notice(severity, f"{reason[:1].upper()}{reason[1:]}.", line=line, column=column))
        return tuple(notices)


_UNCLOSED = {
    "comment": "the comment that starts here is not closed and was taken as text",
    "data": "the data that starts here is not closed and was taken as text; write \\{ for the sign",
    "backslash": "a backslash must stand before the sign that it escapes; this one was taken as text",
    "tag": "the tag that starts here is not closed and was taken as text",
    "front matter": "the front matter is not closed and was taken as text; end it with a line of ===",
}


def load(text: str) -> Loaded:
    """Read Argdown as its reference parser does; report what is out of place and read on.

    Takes time in proportion to the text's length. Every notice has its line and column; an error is what the
    reference parser calls one too, a warning is an oversight that leaves the rest in order.
    """
    had_carriage_returns = "\r\n" in text
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    troubles = _Troubles(text)
    data = DataReader(text, troubles.report)
    lexer, parser = Lexer(text, had_carriage_returns=had_carriage_returns), Parser(troubles.report)
    settings = Settings()
    front_matter: Json = None
    model = Model(settings, troubles.report, data)
    for tokens in paragraphs(lexer.tokens()):
        for block in parser.parse(tokens):
            if isinstance(block, FrontMatter):
                front_matter = data.read_front_matter(block.token)
                settings = settings_of(front_matter)
                model = Model(settings, troubles.report, data)
            else:
                model.add(block)
    for what, offset in lexer.unclosed.items():
        troubles.report(Severity.WARNING, _UNCLOSED[what], offset)
    if not model.statements and not model.arguments:
        troubles.report(Severity.WARNING, "the file holds no statement and no argument", 0)
    return Loaded(_debate(model, settings, front_matter), troubles.notices())


def _debate(model: Model, settings: Settings, front_matter: Json) -> Debate:
    whole = {name: rebuilt for name, rebuilt in model.rebuilt.items() if rebuilt.is_whole}
    relations = model.relations.resolved(
        {name: rebuilt.summary() for name, rebuilt in whole.items()},
        is_strict=settings.is_strict,
        moves_to_conclusions=settings.moves_to_conclusions,
    )
    debate = Debate(
        statements=tuple(statement_of(name, draft) for name, draft in model.statements.items()),
        arguments=tuple(
            argument_of(name, draft, whole[name].steps() if name in whole else ())
            for name, draft in model.arguments.items()
        ),
        relations=_ordered((_relation(relation, whole) for relation in relations), model),
    )
    return framed(front_matter, debate, settings, _own_data(model))


def _ordered(relations: Iterable[DebateRelation], model: Model) -> tuple[DebateRelation, ...]:
    """The relations in their order, undercuts of inner inferences last, in the order of the arguments and steps."""
    places = {name: place for place, name in enumerate(model.arguments)}

    def key(relation: DebateRelation) -> tuple[int, int]:
        step = relation.data.get("step")
        return (places[relation.target.name], step) if step is not None else (-1, 0)

    return tuple(sorted(relations, key=key))


def _relation(relation: DeclaredRelation, whole: Mapping[str, Rebuilt]) -> DebateRelation:
    source, target = relation.source, relation.target
    data: dict[str, Json] = {}
    if isinstance(target, InferenceRef):
        is_last = target.argument not in whole or target.step == whole[target.argument].step_count - 1
        data = {} if is_last else {"step": target.step + 1}
    return DebateRelation(relation.kind, _node(source), _node(target), data)


def _node(end: End) -> NodeRef:
    return NodeRef(NodeKind.ARGUMENT, end.argument) if isinstance(end, InferenceRef) else end


def _own_data(model: Model) -> dict[str, Json]:
    own: dict[str, Json] = {}
    groups = {"statements": model.statements, "arguments": model.arguments}
    if model.sections.all:
        own["sections"] = sections = [_section(section) for section in model.sections.all]
        for group, drafts in groups.items():
            for name, draft in drafts.items():
                number = draft.first_section if draft.section is None else draft.section
                if number is not None:
                    sections[number].setdefault(group, []).append(name)
    marks = {group: _marks(drafts) for group, drafts in groups.items() if _marks(drafts)}
    if marks:
        own["marks"] = marks
    return own


def _section(section: Section) -> dict[str, Json]:
    kept = {"tags": section.tags, "data": section.data, "marks": [_mark(mark) for mark in section.marks]}
    return {"level": section.level, "title": section.title, **{key: value for key, value in kept.items() if value}}


def _marks(drafts: Mapping[str, Draft]) -> dict[str, Json]:
    return {
        name: [{"text": number, **_mark(mark)} for number, mark in draft.marks]
        for name, draft in drafts.items()
        if draft.marks
    }


def _mark(mark: Mark) -> dict[str, Json]:
    url = {"url": mark.url} if mark.url else {}
    return {"mark": mark.name, "start": mark.start, "end": mark.end, **url}
