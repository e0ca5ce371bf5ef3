"""Publishing a map: what becomes public is shown before it does."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from arguments.domain.graph import ArgumentGraph
from arguments.domain.publishing import public_part
from arguments.models import ArgumentMap
from arguments.queries import is_unpublished, list_maps, load_map_graph, sources_quoted_for
from arguments.services import publish_map, unpublish_map
from arguments.views.public import embed_code
from common.errors import InvalidInputError
from sources.enums import SourceStatus
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_edit


@member_page(can_edit)
@require_http_methods(["GET", "POST"])
def map_publish(request: MemberRequest, slug: str) -> HttpResponse:
    """Show what publishing makes public, or where the map is public; publish it."""
    shown = _map(request, slug)
    if request.method == "POST":
        try:
            publish_map(shown=shown, is_indexable=bool(request.POST.get("is_indexable")), by=request.user)
        except InvalidInputError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, "The map is public. Its address is below.")
        return redirect("arguments:map_publish", request.workspace.slug, slug)
    return render(request, "arguments/map_publish.html", {"map": shown, **_public(request, shown)})


@member_page(can_edit)
@require_POST
def map_unpublish(request: MemberRequest, slug: str) -> HttpResponse:
    """Make the map private again."""
    unpublish_map(shown=_map(request, slug), by=request.user)
    messages.success(request, "The map is private again: its public address and what embeds it show nothing now.")
    return redirect("arguments:map_publish", request.workspace.slug, slug)


def _map(request: MemberRequest, slug: str) -> ArgumentMap:
    return get_object_or_404(list_maps(request.workspace), slug=slug)


def _public(request: MemberRequest, shown: ArgumentMap) -> dict[str, object]:
    """Return what is or would be public, and where."""
    public = public_part(load_map_graph(shown), str(shown.lead_claim_id))
    if public is None:
        return {"public": None}
    graph = public.graph
    sources = list(sources_quoted_for(claim.id for claim in graph.claims))
    context: dict[str, object] = {
        "public": public,
        "quotes": sum(claim.passages.total for claim in graph.claims),
        "authors": _authors(graph),
        "sources": sources,
        "retracted": [one for one in sources if one.status == SourceStatus.RETRACTED],
        "unpublished": [one for one in sources if is_unpublished(one)],
    }
    if shown.public_key:
        page = request.build_absolute_uri(reverse("published:map", args=[shown.public_key]))
        context |= {"address": page, "embed": embed_code(page, shown.title)}
    return context


def _authors(graph: ArgumentGraph) -> list[str]:
    """Return whose stances, inferences and views the public will read, by name."""
    names = {stance.author for claim in graph.claims for stance in claim.stances}
    names |= {one.author for claim in graph.claims for one in claim.evidence}
    return sorted((names | {argument.author for argument in graph.arguments}) - {""})
