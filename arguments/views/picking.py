"""What an editor of maps chooses from: passages of the library, and what can be said of a step."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from arguments.domain.schemes import SCHEMES
from arguments.models import Argument
from arguments.queries import list_maps
from arguments.queries.passages import offer_passages
from claims.models import Claim
from claims.queries import list_authors
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate


@member_page(can_annotate)
@require_GET
def passage_choices(request: MemberRequest, slug: str) -> HttpResponse:
    """Show the passages that have the words `q`, and what is linked to the claim of number `claim`."""
    get_object_or_404(list_maps(request.workspace), slug=slug)
    number = request.GET.get("claim", "")
    claim = None
    if number.isdecimal() and len(number) < 10:
        claim = Claim.objects.filter(workspace=request.workspace, number=int(number)).first()
    choices = offer_passages(request.workspace, request.GET.get("q", "")[:200], claim)
    return render(request, "arguments/_editor_passages.html", {"choices": choices, "claim": claim})


@member_page(can_annotate)
@require_GET
def step_form(request: MemberRequest, slug: str, argument: UUID) -> HttpResponse:
    """Show the form that says who draws a step, on which passage, by which scheme, and why."""
    get_object_or_404(list_maps(request.workspace), slug=slug)
    steps = Argument.objects.select_related("author", "passage__source").prefetch_related("premises__claim")
    step = get_object_or_404(steps, workspace=request.workspace, pk=argument)
    context = {"step": step, "authors": list_authors(request.workspace), "schemes": SCHEMES.values()}
    return render(request, "arguments/_editor_step.html", context)
