"""A map as a file of another tool, with what the file does not hold."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from arguments.domain.interchange.formats import FORMATS, Format
from arguments.domain.interchange.reports import Dumped, Loss
from arguments.domain.interchange.weaving import from_graph
from arguments.views.drawn import DrawnMap, draw_map
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_read

MOST_COUNTED = 600
"""Claims of a map of which all formats are written just to say what they lose; that takes 0.1 s."""


@dataclass(frozen=True)
class OfferedFormat:
    """A format with what it would lose of a map; None where that was not counted."""

    format: Format
    losses: tuple[Loss, ...] | None

    @property
    def lost(self) -> int:
        """How many things are lost, of all kinds together."""
        return sum(loss.count for loss in self.losses or ())


def offered_formats(drawn: DrawnMap, *, is_asked: bool) -> list[OfferedFormat]:
    """Return all formats, with their losses if the map is small or these are asked for."""
    if len(drawn.graph.claims) > MOST_COUNTED and not is_asked:
        return [OfferedFormat(one, None) for one in FORMATS.values()]
    debate = from_graph(drawn.graph, drawn.map.title)
    return [OfferedFormat(one, one.dump(debate).losses) for one in FORMATS.values()]


@member_page(can_read)
@require_safe
def map_export_data(request: MemberRequest, slug: str, name: str) -> HttpResponse:
    """Return the whole map, folded or not, as a file of a format."""
    drawn, form, dumped = _dumped(request, slug, name)
    response = HttpResponse(dumped.text, content_type=f"{form.media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{drawn.map.slug}{form.endings[0]}"'
    return response


@member_page(can_read)
@require_safe
def map_export_losses(request: MemberRequest, slug: str, name: str) -> HttpResponse:
    """Return what a format does not hold of the map: what, how many, why, and which."""
    drawn, form, dumped = _dumped(request, slug, name)
    losses = [
        {"what": loss.what, "count": loss.count, "reason": loss.reason, "subjects": list(loss.subjects)}
        for loss in dumped.losses
    ]
    told = {"map": drawn.map.title, "format": form.name, "title": form.title, "losses": losses}
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{drawn.map.slug}-{form.name}-losses.json"'
    return response


def _dumped(request: MemberRequest, slug: str, name: str) -> tuple[DrawnMap, Format, Dumped]:
    form = FORMATS.get(name)
    if form is None:
        raise Http404
    drawn = draw_map(request.workspace, slug, request.GET)
    return drawn, form, form.dump(from_graph(drawn.graph, drawn.map.title))
