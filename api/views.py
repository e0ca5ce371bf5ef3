"""The contract and its pages, open to everybody: they hold no data of anyone."""

from functools import cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from api import problems
from api.contract import Contract
from api.examples import examples_html
from workspaces.gates import public_page


@cache
def generated_schema() -> dict[str, Any]:
    """Return the contract; it changes only with the code, so it is made once a process."""
    return SchemaGenerator().get_schema(request=None, public=True)


class Schema(Contract):
    """The contract as OpenAPI 3.1, in JSON or YAML as `Accept` asks."""

    http_method_names = ("get", "head")
    authentication_classes = ()
    permission_classes = (AllowAny,)
    schema = None
    renderer_classes = (OpenApiJsonRenderer2, OpenApiYamlRenderer2, OpenApiJsonRenderer, OpenApiYamlRenderer)

    def get(self, request: Request) -> Response:  # noqa: ARG002 - DRF's signature
        """Return the contract."""
        return Response(generated_schema())


class NothingHere(Contract):
    """Any address below `/api/` that is none of ours."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401, ARG002 - DRF's signature
        """Say 404 whatever the method, with the right address if only the last stroke is missing."""
        hint = f" Did you mean {request.path}/?" if _is_address(f"{request.path}/") else ""
        raise NotFound(f"There is nothing at {request.path}.{hint}")


def _is_address(path: str) -> bool:
    try:
        found = resolve(path)
    except Resolver404:
        return False
    return getattr(found.func, "cls", None) is not NothingHere


@public_page
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show the contract as a page on which requests can be tried."""
    return render(request, "api/docs.html")


@public_page
@require_safe
def examples(request: HttpRequest) -> HttpResponse:
    """Show the same tasks in several languages."""
    return render(request, "api/examples.html", {"examples": examples_html()})


@public_page
@require_safe
def problem_list(request: HttpRequest) -> HttpResponse:
    """Show all problem types."""
    return render(request, "api/problem_list.html", {"problems": problems.catalogue().values()})


@public_page
@require_safe
def problem_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a problem type means: the page that its URI resolves to."""
    problem = problems.catalogue().get(slug)
    if problem is None:
        raise Http404
    return render(request, "api/problem_detail.html", {"problem": problem})
