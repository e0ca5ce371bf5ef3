"""JSON that the database makes: rows of hot lists as text, with no model, no serializer and no encoder in between.

A resource names its fields as expressions beside its serializer, which stays the reference: tests hold both to the same
values over random data. The order of the fields is the serializer's.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Expression, F, Func, JSONField, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Concat

from api.selecting import Tree

WHITE_SPACE = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
"""What Python's `strip` takes away; PostgreSQL's `btrim` knows the space alone."""


@dataclass(frozen=True)
class Nested:
    """An object in an object; null where the column `unless_null` is."""

    fields: Mapping[str, Any]
    unless_null: str = ""


@dataclass(frozen=True)
class Listed:
    """A list of objects: the rows of a query that refers to the row by `OuterRef`, in its order."""

    rows: Callable[[], QuerySet[Any]]
    fields: Mapping[str, Any]


class JsonObject(Func):
    """An object of names and values in the order given, as the type `json`, which keeps it; names are ours."""

    output_field = TextField()

    def __init__(self, pairs: Mapping[str, Any]) -> None:
        super().__init__(*pairs.values())
        self.names = tuple(pairs)

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, list[Any]]:  # noqa: ANN401, ARG002
        """Return the SQL, names written out: as parameters they would cost more than all else on a page."""
        parts: list[str] = []
        parameters: list[Any] = []
        for name, value in zip(self.names, self.source_expressions, strict=True):
            sql, more = compiler.compile(value)
            parts.append(f"'{name}', {sql}")
            parameters += more
        return f"JSON_BUILD_OBJECT({', '.join(parts)})", parameters


class JsonArray(Func):
    """An array of values."""

    function = "JSON_BUILD_ARRAY"
    output_field = TextField()


class Moment(Func):
    """A moment as the API writes it: ISO 8601 in UTC with `Z`, microseconds only where there are any."""

    template = (
        "REPLACE(TO_CHAR(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'), '.000000Z', 'Z')"
    )
    output_field = CharField()


class _JsonRows(Subquery):
    """The rows of a query as an array of their one column `item`, empty without rows."""

    template = "COALESCE((SELECT JSON_AGG(listed.item) FROM (%(subquery)s) listed), '[]'::json)"
    output_field = JSONField()


class FullName(Func):
    """The name of the author at the end of a path, in reading order."""

    function = "BTRIM"
    output_field = CharField()

    def __init__(self, path: str = "") -> None:
        super().__init__(Concat(f"{path}given", Value(" "), f"{path}family"), Value(WHITE_SPACE))


class DateLabel(Func):
    """A date as far as its precision states it, in English words; "n.d." without one."""

    function = "TO_CHAR"
    output_field = CharField()

    def __init__(self, date: str, precision: str) -> None:
        forms = {1: "FMYYYY", 2: "FMMonth FMYYYY", 3: "FMDD FMMonth FMYYYY"}
        form = Case(*(When(**{precision: stated}, then=Value(form)) for stated, form in forms.items()))
        super().__init__(date, form)

    def as_sql(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - Django's signature
        """Return the SQL; PostgreSQL gives null for no date."""
        sql, parameters = super().as_sql(*args, **options)
        return f"COALESCE({sql}, 'n.d.')", parameters


def claim_label(number: str = "number") -> Expression:
    """Return what people call a claim, such as C-12."""
    return Concat(Value("C-"), Cast(number, TextField()))


def json_text(fields: Mapping[str, Any], tree: Tree) -> Expression:
    """Return the expression of an object of these fields, or of those of them that the tree names, as text."""
    return Cast(_object(fields, tree), TextField())


def _object(fields: Mapping[str, Any], tree: Tree) -> Expression:
    chosen = [name for name in fields if not tree or name in tree]
    return JsonObject({name: _value(fields[name], tree.get(name, {})) for name in chosen})


def _value(value: Any, tree: Tree) -> Any:  # noqa: ANN401 - an expression, a name of a column, or objects of them
    if isinstance(value, str):
        return F(value)
    if isinstance(value, Listed):
        return _JsonRows(value.rows().values(item=_object(value.fields, tree)))
    if isinstance(value, Nested):
        made = _object(value.fields, tree)
        return Case(When(**{f"{value.unless_null}__isnull": False}, then=made)) if value.unless_null else made
    return value


def names_of(fields: Mapping[str, Any]) -> Tree:
    """Return the names of the fields and of those below them, as `selecting.fields_of` does of a serializer."""
    return {
        name: names_of(value.fields) if isinstance(value, Nested | Listed) else {} for name, value in fields.items()
    }


@dataclass(frozen=True)
class JsonPage:
    """A page whose rows are JSON already."""

    rows: list[str]
    next: str | None

    def encoded(self) -> bytes:
        """Return the page as JSON."""
        return f'{{"results":[{",".join(self.rows)}],"next":{json.dumps(self.next)}}}'.encode()

    def plain(self) -> dict[str, Any]:
        """Return the page as values."""
        return {"results": list(self._read()), "next": self.next}

    def _read(self) -> Iterator[Any]:
        return map(json.loads, self.rows)
