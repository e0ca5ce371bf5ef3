"""What a reader asks of an answer: `fields=` leaves things out, `expand=` brings in what rows only name.

    ?fields=id,text,source.title&expand=evidence,evidence.speaker

Names of fields are those of the resource's serializer, parts of an object after a dot. Expansions are those that the
resource declares; what they bring stands under `expanded`, so that no field changes its type. Each level of each
expansion costs the queries of one list, however many rows there are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rest_framework import serializers

from api.exceptions import InvalidParameterError

FIELDS, EXPAND, EXPANDED = "fields", "expand", "expanded"
MAX_FIELDS = 100
MAX_EXPANSIONS = 5
MAX_DEPTH = 2
MAX_EXPANDED = 5_000
"""Objects that one answer brings in; who needs more pages through their own list."""

Tree = dict[str, Any]
"""Names and what is chosen below each; nothing below means all of it."""


@dataclass(frozen=True)
class One:
    """An expansion to the one object that the row names: the value at `path` of the row is its primary key."""

    resource: str
    path: str


@dataclass(frozen=True)
class Many:
    """An expansion to all objects whose `field` (a column, such as `claim_id`) is the row."""

    resource: str
    field: str


Expansion = One | Many


@dataclass(frozen=True)
class Selection:
    """What was asked for; no fields means all."""

    fields: Tree = field(default_factory=dict)
    expand: Tree = field(default_factory=dict)

    def of(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what was asked for of a row of JSON; expansions come along unless parts of them were named."""
        if not self.fields:
            return row
        chosen = self.fields if EXPANDED in self.fields or EXPANDED not in row else {**self.fields, EXPANDED: {}}
        return pruned(row, chosen)


def pruned(value: Any, tree: Tree) -> Any:  # noqa: ANN401 - JSON
    """Return the parts of a value that the tree names, in the value's order; lists are pruned one by one."""
    if not tree or value is None:
        return value
    if isinstance(value, Mapping):
        return {name: pruned(part, tree[name]) for name, part in value.items() if name in tree}
    return [pruned(one, tree) for one in value]


def read_fields(text: str | None, known: Tree) -> Tree:
    """Return the fields that a parameter names; InvalidParameterError names those that are known."""
    if text is None:
        return {}
    names = _names(FIELDS, text, MAX_FIELDS)
    tree: Tree = {}
    for name in names:
        _check(FIELDS, name, known)
        _grow(tree, name)
    return tree


def read_expansions(text: str | None, known: Tree) -> Tree:
    """Return the expansions that a parameter names, of at most `MAX_DEPTH` steps."""
    if text is None:
        return {}
    names = _names(EXPAND, text, MAX_EXPANSIONS)
    tree: Tree = {}
    for name in names:
        if name.count(".") >= MAX_DEPTH:
            raise _fault(EXPAND, f"“{name[:80]}” goes further than {MAX_DEPTH} steps.")
        _check(EXPAND, name, known)
        node = tree
        for part in name.split("."):
            node = node.setdefault(part, {})
    return tree


def fields_of(serializer: serializers.BaseSerializer[Any]) -> Tree:
    """Return the names of a serializer's fields and of those below them."""
    inner = getattr(serializer, "child", serializer)
    return {
        name: fields_of(one) if isinstance(one, serializers.BaseSerializer) else {}
        for name, one in getattr(inner, "fields", {}).items()
    }


def paths_of(tree: Tree, before: str = "") -> list[str]:
    """Return every name of a tree with what stands above it, such as `source.title`."""
    found = []
    for name, below in tree.items():
        found += [f"{before}{name}", *paths_of(below, f"{before}{name}.")]
    return found


def refuse_bombs(count: int, names: Iterable[str]) -> None:
    """Raise 400 if so many objects are more than an answer brings in."""
    if count > MAX_EXPANDED:
        listed = ", ".join(names)
        raise _fault(
            EXPAND,
            f"This would bring in more than {MAX_EXPANDED} objects ({listed}): lower `limit`, or read their list.",
        )


def _names(parameter: str, text: str, most: int) -> Sequence[str]:
    names = [name.strip() for name in text.split(",")]
    if len(names) > most:
        raise _fault(parameter, f"Give at most {most} names.")
    if not all(names):
        raise _fault(parameter, "Give names with commas between them.")
    return names


def _check(parameter: str, name: str, known: Tree) -> None:
    """Raise 400 unless the tree has the name."""
    node, seen = known, ""
    for part in name.split("."):
        if part not in node:
            place = f" in “{seen}”" if seen else ""
            told = f"Known: {', '.join(sorted(node))}." if node else "It has no parts to choose from."
            raise _fault(parameter, f"There is no “{part[:80]}”{place}. {told}")
        node, seen = node[part], f"{seen}.{part}" if seen else part


def _grow(tree: Tree, name: str) -> None:
    """Add a field; a whole that is asked for swallows its parts."""
    first, _, rest = name.partition(".")
    if not rest:
        tree[first] = {}
    elif first not in tree:
        tree[first] = {}
        _grow(tree[first], rest)
    elif tree[first]:
        _grow(tree[first], rest)


def _fault(parameter: str, detail: str) -> InvalidParameterError:
    return InvalidParameterError({parameter: [detail]})
