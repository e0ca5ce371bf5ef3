"""Reading JSON-LD as it comes: short, prefixed or full names, one value or many, with or without a context."""

from collections.abc import Iterator
from typing import Any

Json = Any

# Other names of the same term: JSON-LD keywords, and the names that the vocabulary itself has.
_ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("@id",),
    "type": ("@type",),
    "value": ("@value", "rdf:value", "chars", "cnt:chars"),
    "body": ("hasBody",),
    "target": ("hasTarget",),
    "source": ("hasSource",),
    "selector": ("hasSelector",),
    "state": ("hasState",),
    "purpose": ("hasPurpose",),
    "startSelector": ("hasStartSelector",),
    "endSelector": ("hasEndSelector",),
    "motivation": ("motivatedBy",),
    "creator": ("annotatedBy",),
    "created": ("annotatedAt",),
    "items": ("item", "members"),
    "sourceDate": ("when",),
    "cached": ("cachedSource",),
}


def local_name(name: str) -> str:
    """Return the last part of a term: of `oa:hasBody`, `http://www.w3.org/ns/oa#hasBody` or `hasBody` the same."""
    return name.rsplit("#", 1)[-1].rsplit("/", 1)[-1].rsplit(":", 1)[-1]


def get(node: Json, term: str) -> Json:
    """Return the value that the node has for the term under any of its names, None if it has none."""
    if not isinstance(node, dict):
        return None
    wanted = (term, *_ALIASES.get(term, ()))
    for name in wanted:
        if name in node:
            return node[name]
    for key, value in node.items():
        if not key.startswith("@") and local_name(key) in wanted:
            return value
    return None


def values(value: Json, pointer: str) -> Iterator[tuple[Json, str]]:
    """Yield each value with its pointer: of a list or `{"@list": […]}` its members, else the one value, if any."""
    if isinstance(value, dict) and len(value) == 1:
        for keyword in ("@list", "@set"):
            if isinstance(value.get(keyword), list):
                value, pointer = value[keyword], f"{pointer}/{keyword}"
                break
    if isinstance(value, list):
        for place, one in enumerate(value):
            yield one, f"{pointer}/{place}"
    elif value is not None:
        yield value, pointer


def types(node: Json) -> set[str]:
    """Return the local names of the node's types."""
    return {local_name(one) for one, _ in values(get(node, "type"), "") if isinstance(one, str)}


def iri(node: Json) -> str:
    """Return the identifier of a node, which may be the string itself; "" without one."""
    found = get(node, "id") if isinstance(node, dict) else node
    return found if isinstance(found, str) else ""


def text(value: Json) -> str:
    """Return a text, which may be a literal with a language or a list of such, the first counting; else ""."""
    for one, _ in values(value, ""):
        literal = one.get("@value") if isinstance(one, dict) else one
        if isinstance(literal, str):
            return literal
    return ""
