"""Schemas of answers of which only some fields were asked for."""

from copy import deepcopy
from typing import Any

from api.selecting import EXPAND, EXPANDED, FIELDS

PREFIX = "Partial"
_REFERENCE = "#/components/schemas/"
_EXPANDED_SCHEMA = {
    "type": "object",
    "additionalProperties": True,
    "description": "What `expand=` named: an object, null or a list for each, as their own lists show them.",
}


def add_partial_schemas(result: dict[str, Any], **_: object) -> dict[str, Any]:
    """Return the schema in which answers to `fields=` may lack any field, and answers to `expand=` have more.

    Types stay what they are: a partial object has the properties of the whole one, none of them required.
    """
    schemas = result["components"]["schemas"]
    for operations in result["paths"].values():
        for operation in operations.values():
            names = {one.get("name") for one in operation.get("parameters", [])}
            if FIELDS in names:
                for media in operation["responses"]["200"]["content"].values():
                    if "$ref" in media["schema"]:  # files are whole
                        _allow_parts(schemas, media["schema"], expands=EXPAND in names)
    result["components"]["schemas"] = dict(sorted(schemas.items()))
    return result


def _allow_parts(schemas: dict[str, Any], schema: dict[str, Any], *, expands: bool) -> None:
    """Let the object of an answer, or the objects of a page, be partial ones."""
    page = schemas[schema["$ref"].removeprefix(_REFERENCE)]
    if set(page["properties"]) != {"results", "next"}:
        schema |= {"anyOf": _whole_or_part(schemas, schema.pop("$ref"), expands=expands)}
        return
    results = page["properties"]["results"]
    if "$ref" in results["items"]:  # a page of two lists is changed once
        results["items"] = {"anyOf": _whole_or_part(schemas, results["items"]["$ref"], expands=expands)}


def _whole_or_part(schemas: dict[str, Any], reference: str, *, expands: bool) -> list[dict[str, Any]]:
    name = reference.removeprefix(_REFERENCE)
    part = _add_part(schemas, name)
    if expands:
        schemas[part]["properties"].setdefault(EXPANDED, _EXPANDED_SCHEMA)
    return [{"$ref": reference}, {"$ref": f"{_REFERENCE}{part}"}]


def _add_part(schemas: dict[str, Any], name: str) -> str:
    """Add the partial form of a schema, and those of the objects in it, and return its name."""
    whole = schemas[name]
    if "properties" not in whole:
        return name
    part = f"{PREFIX}{name}"
    if part not in schemas:
        schemas[part] = copied = deepcopy(whole)
        copied.pop("required", None)
        copied["description"] = f"Parts of {name}."
        _turn_references(schemas, copied["properties"])
    return part


def _turn_references(schemas: dict[str, Any], node: Any) -> None:  # noqa: ANN401 - JSON
    """Make the references below a node those to partial forms."""
    if isinstance(node, list):
        for one in node:
            _turn_references(schemas, one)
    elif isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            node["$ref"] = _REFERENCE + _add_part(schemas, node["$ref"].removeprefix(_REFERENCE))
        for name, one in node.items():
            if name != "$ref":
                _turn_references(schemas, one)
