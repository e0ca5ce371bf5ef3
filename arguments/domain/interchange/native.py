"""Our own JSON: all of a debate, in names that a stranger understands. It loses nothing.

    {"format": "parallax-map", "version": 1, "title": "…",
     "statements": [{"title": "…", "texts": ["first wording", "wording now"], "tags": […], "weight": 0.5, …}],
     "arguments": [{"title": "…", "texts": […], "steps": [{"premises": [{"statement": "…"}], "conclusion": "…"}]}],
     "relations": [{"type": "attacks", "from": "…", "from_type": "argument", "to": "…", "to_type": "statement"}]}

`docs/formats/README.md` lists every key.
"""

from __future__ import annotations

from arguments.domain.interchange import json_text
from arguments.domain.interchange.debate import (
    Debate,
    DebateArgument,
    DebatePremise,
    DebateRelation,
    InferenceStep,
    Json,
    Locution,
    NodeKind,
    NodeRef,
    Quote,
    RelationKind,
    Statement,
)
from arguments.domain.interchange.json_fields import Fields, Findings
from arguments.domain.interchange.reports import Dumped, Loaded

FORMAT_NAME = "parallax-map"
VERSION = 1

_BEARINGS = ("supports", "contradicts", "context")


def load(text: str) -> Loaded:
    """Return the debate of a file of ours; a wrong value is an error that names its place as a JSON pointer."""
    found = Findings()
    try:
        document = json_text.parse(text)
    except json_text.NotJson as error:
        return Loaded(Debate(), (error.notice,))
    top = Fields(document, "", found)
    if top.text("format") != FORMAT_NAME or top.get("version") != VERSION:
        found.error(f"This is no file of format “{FORMAT_NAME}”, version {VERSION}.")
        return Loaded(Debate(), found.notices)
    debate = Debate(
        title=top.text("title"),
        statements=tuple(_statement(one) for one in top.objects("statements")),
        arguments=tuple(_argument(one) for one in top.objects("arguments")),
        relations=tuple(_relation(one) for one in top.objects("relations")),
        locutions=tuple(read_locution(one) for one in top.objects("locutions")),
        data=top.data(),
    )
    top.finish()
    sound = _sound(debate, found)
    return Loaded(sound, json_text.with_lines(found.notices, text))


def dump(debate: Debate) -> Dumped:
    """Return the debate as JSON; nothing is lost. Keys whose value is the usual one are left out."""
    document = {
        "format": FORMAT_NAME,
        "version": VERSION,
        "title": debate.title,
        "statements": [_dump_statement(one) for one in debate.statements],
        "arguments": [_dump_argument(one) for one in debate.arguments],
        "relations": [_dump_relation(one) for one in debate.relations],
        **_filled({"locutions": [locution_as_json(one) for one in debate.locutions], "data": dict(debate.data)}),
    }
    return Dumped(json_text.write(document))


def _statement(fields: Fields) -> Statement:
    return fields.finished(
        Statement(
            name=fields.text("title"),
            texts=fields.texts("texts"),
            has_given_name=not fields.truth("untitled"),
            tags=fields.texts("tags"),
            weight=fields.weight("weight"),
            quotes=tuple(read_quote(one) for one in fields.objects("quotes")),
            data=fields.data(),
        )
    )


def _argument(fields: Fields) -> DebateArgument:
    return fields.finished(
        DebateArgument(
            name=fields.text("title"),
            texts=fields.texts("texts"),
            has_given_name=not fields.truth("untitled"),
            steps=tuple(_step(one) for one in fields.objects("steps")),
            tags=fields.texts("tags"),
            weight=fields.weight("weight"),
            author=fields.text("author"),
            scheme=fields.text("scheme"),
            quotes=tuple(read_quote(one) for one in fields.objects("quotes")),
            data=fields.data(),
        )
    )


def _step(fields: Fields) -> InferenceStep:
    return fields.finished(
        InferenceStep(
            premises=tuple(_premise(one) for one in fields.objects("premises")),
            conclusion=fields.text("conclusion"),
            rules=fields.texts("rules"),
            data=fields.data(),
        )
    )


def _premise(fields: Fields) -> DebatePremise:
    return fields.finished(DebatePremise(fields.text("statement"), fields.truth("implicit"), fields.data()))


def read_quote(fields: Fields) -> Quote:
    """Return a quote from its object."""
    return fields.finished(
        Quote(
            text=fields.text("text"),
            source=fields.text("source"),
            author=fields.text("author"),
            url=fields.text("url"),
            bearing=fields.choice("bearing", _BEARINGS, "supports"),
            data=fields.data(),
        )
    )


def _relation(fields: Fields) -> DebateRelation:
    kinds = tuple(NodeKind)
    return fields.finished(
        DebateRelation(
            kind=RelationKind(fields.choice("type", tuple(RelationKind))),
            source=NodeRef(NodeKind(fields.choice("from_type", kinds, NodeKind.STATEMENT)), fields.text("from")),
            target=NodeRef(NodeKind(fields.choice("to_type", kinds, NodeKind.STATEMENT)), fields.text("to")),
            data=fields.data(),
        )
    )


def read_locution(fields: Fields) -> Locution:
    """Return a locution from its object."""
    about = fields.object("about")
    return fields.finished(
        Locution(
            id=fields.text("id"),
            text=fields.text("text"),
            speaker=fields.text("speaker"),
            said_at=fields.text("said_at"),
            force=fields.text("force"),
            about=None if about is None else _ref(about),
            data=fields.data(),
        )
    )


def _ref(fields: Fields) -> NodeRef:
    kind = NodeKind(fields.choice("type", tuple(NodeKind), NodeKind.STATEMENT))
    return fields.finished(NodeRef(kind, fields.text("title")))


def _sound(debate: Debate, found: Findings) -> Debate:
    """Return the debate without what names nothing, and report that; doubled names are errors."""
    statements = found.unique([one.name for one in debate.statements], "statements")
    arguments = found.unique([one.name for one in debate.arguments], "arguments")
    for argument in debate.arguments:
        for step in argument.steps:
            for name in (*(premise.statement for premise in step.premises), step.conclusion):
                if name not in statements:
                    found.error(f"A step names the statement “{name}”, which is not in the file.", argument.name)
    known = {NodeKind.STATEMENT: statements, NodeKind.ARGUMENT: arguments}
    relations = []
    for place, relation in enumerate(debate.relations):
        missing = [end for end in (relation.source, relation.target) if end.name not in known[end.kind]]
        if not missing:
            relations.append(relation)
        for end in missing:
            reason = f"A relation names the {end.kind} “{end.name}”, which is not in the file; it is left out."
            found.warning(reason, f"/relations/{place}")
    for locution in debate.locutions:
        if locution.about is not None and locution.about.name not in known[locution.about.kind]:
            found.error(f"It is about “{locution.about.name}”, which is not in the file.", locution.id)
    return Debate(debate.title, debate.statements, debate.arguments, tuple(relations), debate.locutions, debate.data)


def _dump_statement(statement: Statement) -> Json:
    return {
        "title": statement.name,
        "texts": list(statement.texts),
        **_filled(
            {
                "untitled": not statement.has_given_name,
                "tags": list(statement.tags),
                "weight": statement.weight,
                "quotes": [quote_as_json(one) for one in statement.quotes],
                "data": dict(statement.data),
            }
        ),
    }


def _dump_argument(argument: DebateArgument) -> Json:
    return {
        "title": argument.name,
        "texts": list(argument.texts),
        "steps": [_dump_step(one) for one in argument.steps],
        **_filled(
            {
                "untitled": not argument.has_given_name,
                "tags": list(argument.tags),
                "weight": argument.weight,
                "author": argument.author,
                "scheme": argument.scheme,
                "quotes": [quote_as_json(one) for one in argument.quotes],
                "data": dict(argument.data),
            }
        ),
    }


def _dump_step(step: InferenceStep) -> Json:
    premises = [
        {"statement": one.statement, **_filled({"implicit": one.is_implicit, "data": dict(one.data)})}
        for one in step.premises
    ]
    rest = _filled({"rules": list(step.rules), "data": dict(step.data)})
    return {"premises": premises, "conclusion": step.conclusion, **rest}


def quote_as_json(quote: Quote) -> Json:
    """Return a quote as an object."""
    rest = {"source": quote.source, "author": quote.author, "url": quote.url}
    return {"text": quote.text, **_filled(rest), "bearing": quote.bearing, **_filled({"data": dict(quote.data)})}


def _dump_relation(relation: DebateRelation) -> Json:
    return {
        "type": relation.kind.value,
        "from": relation.source.name,
        "from_type": relation.source.kind.value,
        "to": relation.target.name,
        "to_type": relation.target.kind.value,
        **_filled({"data": dict(relation.data)}),
    }


def locution_as_json(locution: Locution) -> Json:
    """Return a locution as an object."""
    about = locution.about
    return {
        "id": locution.id,
        "text": locution.text,
        **_filled(
            {
                "speaker": locution.speaker,
                "said_at": locution.said_at,
                "force": locution.force,
                "about": {"type": about.kind.value, "title": about.name} if about else None,
                "data": dict(locution.data),
            }
        ),
    }


def _filled(node: dict[str, Json]) -> dict[str, Json]:
    usual: tuple[Json, ...] = (None, "", [], {})
    return {key: value for key, value in node.items() if value is not False and value not in usual}
