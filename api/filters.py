"""What a list can be narrowed by, and the refusal of any parameter that would otherwise be silently ignored."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django_filters import rest_framework as filters
from rest_framework.request import Request
from rest_framework.views import APIView

from api.exceptions import InvalidParameterError
from api.permissions import workspaces_of
from workspaces.models import Workspace

PAGE_PARAMETERS = frozenset({"limit", "cursor"})


class ResourceFilter(filters.FilterSet):
    """Every list can be narrowed to one workspace; 404 if it is not one of who asks."""

    workspace = filters.CharFilter(method="in_workspace", label="Slug of a workspace that you are a member of.")

    def in_workspace(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:  # noqa: ARG002
        """Return the rows of that workspace."""
        identifier = workspaces_of(self.request).get(value)
        if identifier is None:
            raise Http404
        return queryset.filter(workspace_id=identifier)


class WorkspaceFilter(filters.FilterSet):
    """The list of workspaces can be narrowed to one by its slug."""

    slug = filters.CharFilter(label="Slug of the workspace.")

    class Meta:
        model = Workspace
        fields = ["slug"]


class StrictFilterBackend(filters.DjangoFilterBackend):
    """Filters that answer a wrong value with 400, naming the parameter."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        """Return the rows that the query's filters let through."""
        filterset = self.get_filterset(request, queryset, view)
        return queryset if filterset is None else filtered(filterset)


def filtered(filterset: filters.FilterSet) -> QuerySet[Any]:
    """Return the rows that a set of filters lets through; 400 for wrong values."""
    if not filterset.is_valid():
        raise InvalidParameterError({name: list(found) for name, found in filterset.errors.items()})
    return filterset.qs


def refuse_unknown_parameters(
    request: Request, known: frozenset[str], repeatable: frozenset[str] = frozenset()
) -> None:
    """Raise `InvalidParameterError` for parameters that are unknown, empty or given twice.

    A misspelt filter that is ignored gives more rows than were asked for, and nobody notices.
    """
    faults: dict[str, list[str]] = {}
    for name, values in request.query_params.lists():
        if name not in known:
            expected = f" Known: {', '.join(sorted(known))}." if known else ""
            faults[name] = [f"There is no such parameter here.{expected}"]
        elif not all(value.strip() for value in values):
            faults[name] = ["Give a value, or leave the parameter out."]
        elif len(values) > 1 and name not in repeatable:
            faults[name] = ["Give this parameter once."]
    if faults:
        raise InvalidParameterError(faults)
