"""Downloads of annotations as JSON-LD, and the context of our terms in them."""

from collections.abc import Callable, Iterator
from types import MappingProxyType
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from claims.models import Claim
from exchange.domain.annotation import ANNO_CONTEXT, CONTEXT_PATH
from exchange.domain.dumping import write_collection, write_lines
from exchange.domain.terms import context_document
from exchange.presenters import Site, scope_label
from exchange.queries import Scope
from sources.models import Source
from workspaces.gates import MemberRequest, member_page, public_page
from workspaces.policies import can_read

JSONLD = f'application/ld+json; profile="{ANNO_CONTEXT}"'
Writer = Callable[[HttpRequest, Site, Scope], Iterator[str]]


def _as_collection(request: HttpRequest, site: Site, scope: Scope) -> Iterator[str]:
    address = request.build_absolute_uri(request.path)
    return write_collection(site.annotations(scope), address=address, label=scope_label(scope), context=site.context)


def _as_lines(_request: HttpRequest, site: Site, scope: Scope) -> Iterator[str]:
    return write_lines(site.annotations(scope), context=site.context)


FORMATS: MappingProxyType[str, tuple[Writer, str]] = MappingProxyType(
    {"jsonld": (_as_collection, JSONLD), "jsonl": (_as_lines, "application/jsonl; charset=utf-8")}
)


@member_page(can_read)
@require_safe
def workspace_annotations(request: MemberRequest) -> StreamingHttpResponse:
    """Send all annotations of the workspace."""
    return _download(request, Scope(request.workspace), request.workspace.slug)


@member_page(can_read)
@require_safe
def source_annotations(request: MemberRequest, source_id: UUID) -> StreamingHttpResponse:
    """Send the annotations of one source."""
    source = get_object_or_404(Source, workspace=request.workspace, pk=source_id)
    return _download(request, Scope(request.workspace, source=source), source.key)


@member_page(can_read)
@require_safe
def claim_annotations(request: MemberRequest, number: int) -> StreamingHttpResponse:
    """Send the annotations that are evidence on one claim."""
    claim = get_object_or_404(Claim, workspace=request.workspace, number=number)
    return _download(request, Scope(request.workspace, claim=claim), claim.label)


@public_page
@require_safe
def context(request: HttpRequest) -> HttpResponse:
    """Send the context of our terms; anybody may read it, as programs that read our exports do."""
    namespace = request.build_absolute_uri(CONTEXT_PATH).removesuffix(".jsonld") + "#"
    response = JsonResponse(context_document(namespace), content_type="application/ld+json")
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, max-age=3600"
    return response


def site_of(request: HttpRequest) -> Site:
    """Return the site as the request addresses it."""
    return Site(request.build_absolute_uri("/").rstrip("/"))


def _download(request: MemberRequest, scope: Scope, name: str) -> StreamingHttpResponse:
    """Send the scope's annotations piece by piece; 404 for a `format` that there is not."""
    ending = request.GET.get("format", "jsonld")
    if ending not in FORMATS:
        raise Http404
    write, media_type = FORMATS[ending]
    response = StreamingHttpResponse(write(request, site_of(request), scope), content_type=media_type)
    file_name = f"{slugify(name) or 'annotations'}-annotations.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response
