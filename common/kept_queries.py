"""Queries that are made into SQL once: what Django needs to build a long one is more than what it takes to run it.

A query is built with stand-ins in place of the values that differ from one request to the next. What is kept is its SQL
and which of its parameters were stand-ins; whoever runs it gives the values. Nothing of anybody's rows is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


@dataclass(frozen=True)
class KeptQuery:
    """The SQL of a query of values, its parameters, and by their places the names of those that each run gives."""

    sql: str
    parameters: tuple[Any, ...]
    given: tuple[tuple[int, str], ...]

    def rows(self, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Return the rows for these values, as the driver gives them: no converter of a field works on them."""
        parameters = list(self.parameters)
        for place, name in self.given:
            parameters[place] = values[name]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            return cursor.fetchall()


def keep(queryset: QuerySet[Any], stand_ins: Mapping[str, Any], never: Sequence[Any] = ()) -> KeptQuery | None:
    """Return the SQL of a query of values that was built with these stand-ins.

    None where it cannot be told what differs: the query asks nothing, a stand-in is not among the parameters as it was
    given, or one of the values is that must `never` be kept.
    """
    try:
        sql, parameters = queryset.query.sql_with_params()
    except EmptyResultSet:
        return None
    # By their `repr`, since a number may be equal to what is no number.
    names = {repr(value): name for name, value in stand_ins.items()}
    written = [repr(parameter) for parameter in parameters]
    given = tuple((place, names[text]) for place, text in enumerate(written) if text in names)
    if {name for _, name in given} != {*stand_ins} or {*map(repr, never)} & {*written}:
        return None
    return KeptQuery(sql, tuple(parameters), given)
