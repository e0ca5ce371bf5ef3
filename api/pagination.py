"""Pages of lists, by key and never by offset: page 20,000 costs what page 1 costs."""

from collections.abc import Sequence
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError as InvalidValueError
from django.db.models import Model, Q, QuerySet
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from api.exceptions import InvalidParameterError

DEFAULT_LIMIT = 50
MAX_LIMIT = 1000
SIGNATURE_PURPOSE = "api.pagination.cursor"


class KeysetPagination(BasePagination):
    """Pages that continue after the last row seen, in the view's `ordering` (unique, all up or all down).

    A cursor is the last row's key, signed: one that was tampered with, or that another list made, is a 400.
    """

    last: Any = None

    def paginate_queryset(  # type: ignore[override]  # the API pages querysets alone, never sequences
        self, queryset: QuerySet[Any], request: Request, view: APIView | None = None
    ) -> list[Any]:
        """Return the rows of the page that the query asks for."""
        return self.paginate_querysets([queryset], request, view)

    def paginate_querysets(
        self, querysets: Sequence[QuerySet[Any]], request: Request, view: APIView | None = None
    ) -> list[Any]:
        """Return the page of several tables' rows as one list, for views in the order of the unique `id`."""
        limit = self.open(request, view)
        rows: list[Any] = []
        for queryset in querysets:
            rows += self._rows_after(queryset)[: limit + 1]
        if len(querysets) > 1:
            rows.sort(key=lambda row: row.pk)
        self.last = rows[limit - 1] if len(rows) > limit else None
        return rows[:limit]

    def paginate_values(
        self,
        queryset: QuerySet[Any],
        request: Request,
        view: APIView,
        *values: Any,  # noqa: ANN401 - expressions
    ) -> list[tuple[Any, ...]]:
        """Return these values of the rows of the page, of which no objects are made."""
        limit = self.open(request, view)
        cursor = request.query_params.get("cursor")
        after = None if cursor is None else self.values_after(queryset.model, cursor)
        return self.page_of(list(self.values_query(queryset, values, after, limit)), limit)

    def values_query(
        self, queryset: QuerySet[Any], values: Sequence[Any], after: Sequence[Any] | None, limit: int
    ) -> QuerySet[Any]:
        """Return the query for the key and these values of the rows after a key, one row more than the limit."""
        rows = queryset if after is None else queryset.filter(self._after(after))
        return rows.order_by(*self.ordering).values_list(*self._columns, *values)[: limit + 1]

    def page_of(self, rows: Sequence[tuple[Any, ...]], limit: int) -> list[tuple[Any, ...]]:
        """Return the values of the rows of such a query, and remember the key of the last one if more follow."""
        key = self._columns
        if len(rows) > limit:
            self.last = dict(zip(key, rows[limit - 1], strict=False))
        return [row[len(key) :] for row in rows[:limit]]

    def open(self, request: Request, view: APIView | None) -> int:
        """Remember what the request asks for, and return how many rows that is."""
        self.request = request
        self.ordering: tuple[str, ...] = getattr(view, "ordering", ("id",))
        self.purpose = f"{SIGNATURE_PURPOSE}:{request.path}"
        self.last = None
        return limit_of(request)

    def _rows_after(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        cursor = self.request.query_params.get("cursor")
        if cursor is not None:
            queryset = queryset.filter(self._after(self.values_after(queryset.model, cursor)))
        return queryset.order_by(*self.ordering)

    def get_paginated_response(self, data: Any) -> Response:  # noqa: ANN401 - serialized rows
        """Return the page with the address of the next one, null at the end."""
        return Response({"results": data, "next": self.next_address})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return the schema of a page of `schema`."""
        address = {"type": ["string", "null"], "format": "uri", "description": "Null on the last page."}
        return {
            "type": "object",
            "required": ["results", "next"],
            "properties": {"results": schema, "next": address},
        }

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:  # noqa: ARG002 - DRF
        """Return how a list's page is asked for."""
        limit = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
        return [
            {
                "name": "limit",
                "in": "query",
                "required": False,
                "schema": limit,
                "description": "Rows a page.",
            },
            {
                "name": "cursor",
                "in": "query",
                "required": False,
                "schema": {"type": "string"},
                "description": "Taken from `next` of the page before; never made by hand.",
            },
        ]

    @property
    def _columns(self) -> list[str]:
        return [name.removeprefix("-") for name in self.ordering]

    def _after(self, key: Sequence[Any]) -> Q:
        """Return the condition for rows after `key`: (a, b) > (x, y) written out."""
        condition, equal = Q(), Q()
        for name, column, value in zip(self.ordering, self._columns, key, strict=True):
            comparison = "lt" if name.startswith("-") else "gt"
            condition |= equal & Q(**{f"{column}__{comparison}": value})
            equal &= Q(**{column: value})
        return condition

    def values_after(self, model: type[Model], cursor: str) -> list[Any]:
        """Return the key of a cursor as values of the model's columns; 400 if it is none of this list."""
        try:
            return [
                model._meta.get_field(column).to_python(text)  # type: ignore[union-attr]  # noqa: SLF001 - documented
                for column, text in zip(self._columns, self._key_of(cursor), strict=True)
            ]
        except InvalidValueError as error:
            raise _bad_cursor() from error

    def _key_of(self, cursor: str) -> list[str]:
        try:
            key = signing.Signer(salt=self.purpose).unsign_object(cursor)
        # What another signer of ours made passes the signature and has another form.
        except (signing.BadSignature, ValueError) as error:
            raise _bad_cursor() from error
        if len(key) != len(self.ordering):
            raise _bad_cursor()
        return key

    @property
    def next_address(self) -> str | None:
        """Address of the page after this one, None on the last."""
        if self.last is None:
            return None
        return replace_query_param(self.request.build_absolute_uri(), "cursor", self.cursor_after_last())

    def cursor_after_last(self) -> str:
        """Return the cursor of the page after the last row of this one, a row or its values by column."""
        last = self.last if isinstance(self.last, dict) else {}
        key = [str(last[column] if last else self.last.serializable_value(column)) for column in self._columns]
        # Without the time of signing: the same page has the same bytes, and so the same tag.
        return signing.Signer(salt=self.purpose).sign_object(key)


def limit_of(request: Request) -> int:
    """Return how many rows a page is to have; 400 unless it is a number in range."""
    text = request.query_params.get("limit")
    if text is None:
        return DEFAULT_LIMIT
    # Longer digits than these are out of range in any case, and int() refuses very long ones.
    limit = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    if not 1 <= limit <= MAX_LIMIT:
        raise InvalidParameterError({"limit": [f"Give a whole number from 1 to {MAX_LIMIT}."]})
    return limit


def _bad_cursor() -> InvalidParameterError:
    return InvalidParameterError({"cursor": ["Take the cursor from `next` of the page before, unchanged."]})
