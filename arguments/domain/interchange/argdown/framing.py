"""The front matter of a file and the title, settings and other data of a debate: the one made from the other.

Settings that only say how the text was written are not kept where the debate itself shows them: strict mode where a
statement entails another one or is contrary to it, removed tags where there are tags, and relations left with their
reconstructed argument where there are such. The writer sets them again where it needs them.
"""

from __future__ import annotations

from collections.abc import Mapping

from arguments.domain.interchange.argdown.settings import Settings
from arguments.domain.interchange.debate import (
    Debate,
    DebateArgument,
    DebateRelation,
    Json,
    Locution,
    NodeKind,
    NodeRef,
    RelationKind,
    Statement,
)

OWN_DATA = "@argdown"
"""Key of a debate's data that holds sections and emphasis; no plain YAML key starts so."""
BARE_FRONT_MATTER = "@front matter"
"""Key of a debate's data that holds a front matter that is no mapping."""
SWITCHES = ("mode", "removeTagsFromText", "transformArgumentRelations")
"""Settings under `model` that say how the text is written."""
_LOCUTION_TEXTS = ("id", "text", "speaker", "said_at", "force")


def is_strict(relation: DebateRelation) -> bool:
    """Whether the relation can only be read in strict mode."""
    return relation.kind in {RelationKind.ENTAILS, RelationKind.CONTRARY}


def speaks_itself(relation: DebateRelation, rebuilt: Mapping[str, object]) -> bool:
    """Whether a reconstructed argument has the relation, not its conclusion."""
    return relation.source.kind is NodeKind.ARGUMENT and relation.source.name in rebuilt


def framed(front_matter: Json, debate: Debate, settings: Settings, own: dict[str, Json]) -> Debate:
    """The debate with what its front matter and its text hold besides."""
    data = dict(front_matter) if isinstance(front_matter, dict) else {}
    if front_matter and not isinstance(front_matter, dict):
        data[BARE_FRONT_MATTER] = front_matter
    title = data.pop("title") if isinstance(data.get("title"), str) else ""
    locutions = _locutions(data.get("locutions"))
    if locutions:
        del data["locutions"]
    if isinstance(data.get("model"), dict):
        data["model"] = _kept(data["model"], debate, settings, has_heading_tags=_has_heading_tags(own))
        if not data["model"]:
            del data["model"]
    if own:
        data[OWN_DATA] = own
    return Debate(title, debate.statements, debate.arguments, debate.relations, locutions, data)


def _has_heading_tags(own: dict[str, Json]) -> bool:
    return any(section.get("tags") for section in own.get("sections", ()))


def _kept(model: dict[str, Json], debate: Debate, settings: Settings, *, has_heading_tags: bool) -> dict[str, Json]:
    rebuilt = {argument.name: True for argument in debate.arguments if argument.steps}
    nodes: list[Statement | DebateArgument] = [*debate.statements, *debate.arguments]
    has_tags = has_heading_tags or any(node.tags for node in nodes)
    said = {
        "mode": not settings.is_strict or any(map(is_strict, debate.relations)),
        "removeTagsFromText": not settings.removes_tags or has_tags,
        "transformArgumentRelations": settings.moves_to_conclusions
        or any(speaks_itself(relation, rebuilt) for relation in debate.relations),
    }
    return {key: value for key, value in model.items() if not said.get(key, False)}


def front_matter_of(debate: Debate, model: dict[str, Json]) -> Json:
    """The front matter that says a debate's title and data, with the settings that its text needs; None if none."""
    whole: dict[str, Json] = {"title": debate.title} if debate.title else {}
    whole |= {key: value for key, value in debate.data.items() if key not in {OWN_DATA, BARE_FRONT_MATTER, *whole}}
    kept = whole.pop("model", {})
    if isinstance(kept, dict):
        kept = {key: value for key, value in kept.items() if key not in SWITCHES} | model
    if kept:
        whole["model"] = kept
    if debate.locutions:
        whole["locutions"] = [_locution_as_data(locution) for locution in debate.locutions]
    return whole or debate.data.get(BARE_FRONT_MATTER)


def _locutions(value: Json) -> tuple[Locution, ...]:
    if not isinstance(value, list):
        return ()
    locutions = [_locution(item) for item in value]
    return tuple(locution for locution in locutions if locution) if all(locutions) else ()


def _locution(value: Json) -> Locution | None:
    if not isinstance(value, dict) or set(value) - {*_LOCUTION_TEXTS, "about", "data"}:
        return None
    words = {key: value.get(key, "") for key in _LOCUTION_TEXTS}
    about, data = value.get("about"), value.get("data", {})
    if not all(isinstance(word, str) for word in words.values()) or not isinstance(data, dict) or not words["id"]:
        return None
    if about is None:
        return Locution(**words, data=data)
    if not isinstance(about, dict) or len(about) != 1:
        return None
    ((kind, name),) = about.items()
    is_node = kind in {NodeKind.STATEMENT.value, NodeKind.ARGUMENT.value} and isinstance(name, str)
    return Locution(**words, about=NodeRef(NodeKind(kind), name), data=data) if is_node else None


def _locution_as_data(locution: Locution) -> dict[str, Json]:
    data: dict[str, Json] = {key: value for key in _LOCUTION_TEXTS if (value := getattr(locution, key))}
    data.setdefault("text", locution.text)
    if locution.about:
        data["about"] = {locution.about.kind.value: locution.about.name}
    if locution.data:
        data["data"] = dict(locution.data)
    return data
