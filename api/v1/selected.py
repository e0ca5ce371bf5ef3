"""Lists and details of which a reader asks for parts, or for more than the rows themselves: see `api/selecting.py`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from drf_spectacular.utils import OpenApiParameter
from rest_framework import viewsets
from rest_framework.serializers import BaseSerializer

from api.database_json import json_text
from api.selecting import (
    EXPAND,
    EXPANDED,
    FIELDS,
    MAX_EXPANDED,
    MAX_EXPANSIONS,
    MAX_FIELDS,
    Expansion,
    One,
    Selection,
    Tree,
    fields_of,
    paths_of,
    read_expansions,
    read_fields,
    refuse_bombs,
)

SELECTED_ACTIONS = ("list", "retrieve")
Rows = Sequence[Any]
_RESOURCES: dict[str, type["SelectedViewSet"]] = {}


class SelectedViewSet(viewsets.GenericViewSet):
    """A list and details that heed `fields=` and `expand=`.

    `expansions` name what rows lead to, each by the class name of a resource: its list rules say who sees what.
    """

    expansions: ClassVar[Mapping[str, Expansion]] = {}
    # The fields of the list's serializer as expressions, where the database makes its JSON. The SQL of such a list is
    # kept for everybody (see `kept_lists`): of the request, its queryset may look at `reader` alone.
    columns: ClassVar[Mapping[str, Any]] = {}
    list_serializer_class: ClassVar[type[BaseSerializer[Any]]]
    detail_serializer_class: ClassVar[type[BaseSerializer[Any]]]

    def __init_subclass__(cls, **options: Any) -> None:  # noqa: ANN401 - Python's signature
        """Let expansions of other resources name this one."""
        super().__init_subclass__(**options)
        _RESOURCES[cls.__name__] = cls

    @property
    def selection(self) -> Selection:
        """What this request asks for; 400 if it asks for what is not there."""
        asked = self.request.query_params
        expand = read_expansions(asked.get(EXPAND), expansions_of(type(self)))
        known = known_fields(self.list_serializer_class if self.action == "list" else self.detail_serializer_class)
        if expand:
            known = {**known, EXPANDED: self._expanded_fields(expand)}
        return Selection(read_fields(asked.get(FIELDS), known), expand)

    def chosen(self, selection: Selection, rows: Rows, data: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Return what was asked for of the rows, whose JSON is `data`."""
        return [selection.of(one) for one in self.expanded(rows, data, selection.expand)]

    def expanded(self, rows: Rows, data: Sequence[Mapping[str, Any]], expand: Tree) -> Sequence[Mapping[str, Any]]:
        """Return the JSON of the rows with what the expansions lead to, each in the queries of one list."""
        if not expand or not rows:
            return data
        found = {name: self._related(rows, self.expansions[name], below) for name, below in expand.items()}
        return [
            {**one, EXPANDED: {name: related[place] for name, related in found.items()}}
            for place, one in enumerate(data)
        ]

    def prepare(self, rows: Rows) -> None:
        """Read what the serializers need of all rows at once; most need nothing."""

    def values_of(self, selection: Selection) -> tuple[Any, ...]:
        """Return what the query for a page as text reads of each row, its JSON first."""
        return (json_text(self.columns, selection.fields),)

    def amended(self, rows: Sequence[tuple[Any, ...]]) -> list[str]:
        """Return the JSON of the rows that were read so."""
        return [row[0] for row in rows]

    def _related(self, rows: Rows, expansion: Expansion, below: Tree) -> list[Any]:
        """Return for each row the JSON of what it leads to: an object, None where there is none to see, or a list."""
        other = _RESOURCES[expansion.resource]()
        other.request, other.format_kwarg, other.action = self.request, None, "list"
        other.args, other.kwargs, other.taken = (), {}, self.taken
        if isinstance(expansion, One):
            keys = [attrgetter(expansion.path)(row) for row in rows]
            found = {row.pk: one for row, one in other.written(other.get_queryset().filter(pk__in={*keys}), below)}
            return [found.get(key) for key in keys]
        lists: dict[Any, list[Any]] = defaultdict(list)
        related = other.get_queryset().filter(**{f"{expansion.field}__in": [row.pk for row in rows]})
        for row, one in other.written(related, below):
            lists[getattr(row, expansion.field)].append(one)
        return [lists[row.pk] for row in rows]

    @property
    def taken(self) -> list[int]:
        """How many objects each expansion of this answer has brought in so far."""
        return self.__dict__.setdefault("_taken", [])

    @taken.setter
    def taken(self, counts: list[int]) -> None:
        self.__dict__["_taken"] = counts

    def written(self, queryset: QuerySet[Any], below: Tree) -> Sequence[tuple[Model, Mapping[str, Any]]]:
        """Return the rows, in the order of their list, with their JSON; 400 if the answer gets too large."""
        left = MAX_EXPANDED - sum(self.taken)
        rows = list(queryset.order_by("pk")[: left + 1])
        self.taken.append(len(rows))
        refuse_bombs(sum(self.taken), self.request.query_params[EXPAND].split(","))
        self.prepare(rows)
        data = self.list_serializer_class(rows, many=True, context=self.get_serializer_context()).data
        return list(zip(rows, self.expanded(rows, data, below), strict=True))

    def _expanded_fields(self, expand: Tree) -> Tree:
        return {name: _shape(_RESOURCES[self.expansions[name].resource], below) for name, below in expand.items()}

    @classmethod
    def selecting_parameters(cls, action: str | None) -> list[OpenApiParameter]:
        """Return the parameters that an action heeds, as the contract tells of them."""
        if action not in SELECTED_ACTIONS:
            return []
        serializer = cls.list_serializer_class if action == "list" else cls.detail_serializer_class
        fields, expansions = paths_of(known_fields(serializer)), paths_of(expansions_of(cls))
        told = [
            (FIELDS, fields, MAX_FIELDS, "Only these fields; parts of an object after a dot."),
            (EXPAND, expansions, MAX_EXPANSIONS, "Bring these in, under `expanded`."),
        ]
        return [_list_parameter(name, values, most, meaning) for name, values, most, meaning in told if values]


@cache
def selecting_names(resource: type[SelectedViewSet], action: str | None) -> frozenset[str]:
    """Return the names of the parameters by which an action of the resource selects."""
    return frozenset(one.name for one in resource.selecting_parameters(action))


def expansions_of(resource: type[SelectedViewSet]) -> Tree:
    """Return the names of a resource's expansions and of those of the resources that they lead to."""
    return {
        name: {following: {} for following in _RESOURCES[one.resource].expansions}
        for name, one in resource.expansions.items()
    }


@cache
def known_fields(serializer: type[BaseSerializer[Any]]) -> Tree:
    """Return the names of the fields that a serializer writes, and of those below them."""
    return fields_of(serializer())


def _shape(resource: type[SelectedViewSet], below: Tree) -> Tree:
    """Return the fields of what an expansion brings."""
    shape = known_fields(resource.list_serializer_class)
    if not below:
        return shape
    inner = {name: _shape(_RESOURCES[resource.expansions[name].resource], {}) for name in below}
    return {**shape, EXPANDED: inner}


def _list_parameter(name: str, values: list[str], most: int, told: str) -> OpenApiParameter:
    items = {"type": "string", "enum": values}
    schema = {"type": "array", "items": items, "minItems": 1, "maxItems": most}
    return OpenApiParameter(name, schema, description=told, style="form", explode=False)
