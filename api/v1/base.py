"""What all resources share: lists and details of what the user may read, and a declared policy for every action."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404
from rest_framework import status
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.serializers import BaseSerializer, Serializer

from api.contract import WRITE_PARAMETERS, Contract, is_brief
from api.database_json import JsonPage
from api.filters import PAGE_PARAMETERS, refuse_unknown_parameters
from api.permissions import Policy, require, user_of, workspaces_of
from api.selecting import EXPAND
from api.v1.kept_lists import kept_page
from api.v1.selected import SelectedViewSet, selecting_names
from workspaces.models import Membership, User


class Resource(Contract, SelectedViewSet):
    """A resource of the workspaces. `policies` names the policy of each action; a route without one is a fault.

    Reading needs no second look at the policy: `readable_by` is `can_read` as one clause of the query.
    """

    http_method_names = ("get", "post", "patch", "delete", "head")
    policies: ClassVar[dict[str, Policy]]
    # The converter turns anything but a UUID into a 404 before a query could choke on it.
    lookup_value_converter = "uuid"
    ordering: ClassVar[tuple[str, ...]] = ("id",)
    list_serializer_class: ClassVar[type[BaseSerializer[Any]]]
    detail_serializer_class: ClassVar[type[BaseSerializer[Any]]]
    # Query parameters of actions other than `list`, which has those of its filters.
    parameters: ClassVar[dict[str, frozenset[str]]] = {}
    repeatable: ClassVar[frozenset[str]] = frozenset()
    stand_in: User | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - DRF's signature
        """Refuse who is not logged in, then parameters that nobody knows."""
        super().initial(request, *args, **kwargs)
        if self.action is None:  # a method that is not taken, which is what will be said
            return
        refuse_unknown_parameters(request, self.known_parameters, self.repeatable)

    @property
    def known_parameters(self) -> frozenset[str]:
        """Names of the query parameters that this request's action takes."""
        if self.request.method not in SAFE_METHODS:
            return WRITE_PARAMETERS | self.parameters.get(self.action, frozenset())
        selecting = selecting_names(type(self), self.action)
        if self.action != "list":
            return selecting | self.parameters.get(self.action, frozenset())
        filterset = getattr(self, "filterset_class", None)
        return selecting | PAGE_PARAMETERS | frozenset(filterset.base_filters if filterset else ())

    def get_queryset(self) -> QuerySet[Any]:
        """Return what the user may read."""
        queryset = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return queryset.none()
        return queryset.readable_by(self.reader)  # type: ignore[attr-defined]

    @property
    def reader(self) -> User:
        """Who asks; while SQL is made that is kept for everybody, who stands in for them."""
        return self.stand_in or user_of(self.request)

    def get_detail_queryset(self) -> QuerySet[Any]:
        """Return the same with what only the full form shows."""
        return self.get_queryset()

    def get_object(self) -> Any:  # noqa: ANN401 - the resource's model
        """Return the object of the address, held if it is to be changed; 404 if it is not there for this user."""
        asked = {self.lookup_field: self.kwargs[self.lookup_url_kwarg or self.lookup_field]}
        self.hold(self.get_queryset().filter(**asked))
        row = self.get_detail_queryset().filter(**asked).first()
        if row is None:
            raise Http404
        return self.found(row)

    def get_serializer_class(self) -> type[BaseSerializer[Any]]:
        """Return the short form for lists, the full one otherwise."""
        return self.list_serializer_class if self.action == "list" else self.detail_serializer_class

    def list(self, request: Request) -> Response:
        """Return a page of the objects that the user may read."""
        if self.columns and EXPAND not in request.query_params:
            return self.list_as_text()
        selection = self.selection
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or []
        self.prepare(rows)
        data = self.get_serializer(rows, many=True).data
        return self.get_paginated_response(self.chosen(selection, rows, data))

    def list_as_text(self) -> Response:
        """Return the same page in JSON that the database makes."""
        rows = kept_page(self)
        if rows is None:
            values = self.values_of(self.selection)
            readable = self.filter_queryset(self.readable_within([*workspaces_of(self.request).values()]))
            rows = self.paginator.paginate_values(readable, self.request, self, *values)
        return Response(JsonPage(self.amended(rows), self.paginator.next_address))

    def readable_within(self, workspaces: Sequence[UUID]) -> QuerySet[Any]:
        """Return what the user may read in these workspaces, without what hangs on it.

        The identifiers of the workspaces are in the query as values beside the clause of the memberships: so the
        planner knows how many rows each has, and reads them in the order of an index.
        """
        where = {"workspace_id": workspaces[0]} if len(workspaces) == 1 else {"workspace_id__in": workspaces}
        return self.get_queryset().filter(**where).select_related(None).prefetch_related(None)

    def retrieve(self, request: Request, pk: UUID) -> Response:  # noqa: ARG002 - DRF's signature
        """Return one object in full, or what was asked for of it."""
        selection = self.selection
        row = self.get_object()
        response = self.full(row)
        [response.data] = self.chosen(selection, [row], [response.data])
        return response

    def full(self, row: Model) -> Response:
        """Return the object in full; the answer's tag stands for it too."""
        self.shown = row
        return Response(self.detail_serializer_class(row, context=self.get_serializer_context()).data)

    def read_again(self, pk: UUID | str) -> Response:
        """Return the object of that key as it stands in the database after a write; nothing, if that is asked for."""
        if is_brief(self.request):
            return Response(None)
        self.kwargs[self.lookup_url_kwarg or self.lookup_field] = pk
        return self.full(self.get_object())

    def created(self, pk: UUID | str) -> Response:
        """Return the new object in full with its address."""
        response = self.read_again(pk)
        response.status_code = status.HTTP_201_CREATED
        response["Location"] = reverse(f"api:{self.basename}-detail", [pk], request=self.request)
        return response

    def require(self, workspace_id: UUID) -> Membership:
        """Return the user's membership if the action's policy lets it; 404 for a stranger, 403 for too low a role.

        Whoever may do it is asked next whether the object is as they read it (`If-Match`).
        """
        membership = require(self.request, workspace_id, self.policies[self.action])
        self.check_precondition()
        return membership

    def body(self, serializer_class: type[Serializer[Any]]) -> dict[str, Any]:
        """Return the request's body as the serializer understands it; 400 if it does not."""
        serializer = serializer_class(data=self.request.data, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data
