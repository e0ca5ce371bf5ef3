"""Arguments on pages without a script: about a claim, and the forms that add and remove one."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from arguments.enums import Relation
from arguments.forms import ArgumentForm, claim_number
from arguments.models import Argument, ArgumentMap
from arguments.queries import arguments_of_claim, claim_choices, list_maps
from arguments.queries.settings import maps_of_claim
from arguments.services import create_argument, remove_argument
from claims.forms import blame
from claims.models import Claim
from claims.queries import list_authors
from common.errors import InvalidInputError, ParallaxError
from workspaces.gates import MemberRequest, member_page
from workspaces.models import Workspace
from workspaces.policies import can_annotate, can_edit, can_read


@member_page(can_read)
@require_GET
def claim_arguments(request: MemberRequest, number: int) -> HttpResponse:
    """Show, as a part of the claim's page, the arguments about a claim and the maps in which it stands."""
    claim = get_object_or_404(Claim, workspace=request.workspace, number=number)
    context = {
        "claim": claim,
        "arguments": arguments_of_claim(claim),
        "maps": maps_of_claim(request.workspace, claim),
    }
    page = "arguments/_claim_arguments.html" if request.htmx else "arguments/claim_arguments.html"
    return render(request, page, context)


@member_page(can_annotate)
@require_http_methods(["GET", "POST"])
def claim_argument_create(request: MemberRequest, number: int) -> HttpResponse:
    """Show the form of a new reason or objection from a claim's page; make it and go back there."""
    conclusion = get_object_or_404(Claim, workspace=request.workspace, number=number)
    relation = request.GET.get("relation", Relation.SUPPORTS)
    if relation not in {Relation.SUPPORTS, Relation.OPPOSES}:
        raise Http404
    back = reverse("claims:detail", args=[request.workspace.slug, number])
    return _form(request, None, (relation, conclusion, None), back)


@member_page(can_annotate)
@require_http_methods(["GET", "POST"])
def argument_create(request: MemberRequest, slug: str) -> HttpResponse:
    """Show the form of a new argument about a claim or a step; make it and go back to the map."""
    shown = get_object_or_404(list_maps(request.workspace), slug=slug)
    aim = _aim(request)
    anchor = f"#c-{aim[1].number}" if aim[1] else ""
    back = reverse("arguments:map_detail", args=[request.workspace.slug, slug]) + anchor
    return _form(request, shown, aim, back)


@member_page(can_edit)
@require_http_methods(["GET", "POST"])
def argument_remove(request: MemberRequest, slug: str, argument: UUID) -> HttpResponse:
    """Ask whether an argument shall go; delete it and go back to the map."""
    shown = get_object_or_404(list_maps(request.workspace), slug=slug)
    found = _argument(request.workspace, argument)
    if request.method == "POST":
        try:
            remove_argument(argument=found, shown=shown, by=request.user)
        except ParallaxError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, "The argument is removed. Its claims stay. It can be taken back under Changes.")
        return redirect("arguments:map_detail", request.workspace.slug, slug)
    return render(request, "arguments/argument_remove.html", {"map": shown, "argument": found})


def claim_numbered(workspace: Workspace, number: int, *, field: str) -> Claim:
    """Return the claim of that number; raises `InvalidInputError` at the field that named it."""
    claim = Claim.objects.filter(workspace=workspace, number=number).first()
    if claim is None:
        raise InvalidInputError(f"There is no claim C-{number} in this workspace.", field=field)
    return claim


_Aim = tuple[str, Claim | None, Argument | None]


def _form(request: MemberRequest, shown: ArgumentMap | None, aim: _Aim, back: str) -> HttpResponse:
    """Show the form, or make the argument and go back."""
    relation, conclusion, target = aim
    form = ArgumentForm(request.POST or None, authors=list_authors(request.workspace), initial={"relation": relation})
    if request.method == "POST" and form.is_valid():
        try:
            _add_argument(request, shown, form, aim)
        except ParallaxError as error:
            blame(form, error)
        else:
            messages.success(request, "The argument is in the map." if shown else "The argument is added.")
            return redirect(back)
    context = {
        "map": shown,
        "form": form,
        "relation": relation,
        "conclusion": conclusion,
        "target": target,
        "back": back,
        "choices": claim_choices(request.workspace),
    }
    return render(request, "arguments/argument_create.html", context, status=422 if form.errors else 200)


def _add_argument(request: MemberRequest, shown: ArgumentMap | None, form: ArgumentForm, aim: _Aim) -> None:
    """Make the new claims among the premises and the argument, or nothing at all."""
    slug = form.cleaned_data["author"]
    create_argument(
        workspace=request.workspace,
        relation=form.cleaned_data["relation"],
        conclusion=aim[1],
        target=aim[2],
        premises=[(_premise(request, field, text), status) for field, text, status in form.premises()],
        author=request.workspace.authors.get(slug=slug) if slug else None,
        shown=shown,
        by=request.user,
    )


def _premise(request: MemberRequest, field: str, text: str) -> Claim | str:
    """Return the claim that was named by number, or the wording of another."""
    number = claim_number(text)
    return text if number is None else claim_numbered(request.workspace, number, field=field)


def _argument(workspace: Workspace, argument_id: UUID) -> Argument:
    rows = Argument.objects.select_related("conclusion", "author").prefetch_related("premises__claim")
    return get_object_or_404(rows, workspace=workspace, pk=argument_id)


def _aim(request: MemberRequest) -> _Aim:
    """Return what the address aims at; 404 when that does not exist or is not named."""
    relation = request.GET.get("relation", Relation.SUPPORTS)
    if relation == Relation.UNDERCUTS:
        try:
            return relation, None, _argument(request.workspace, UUID(request.GET.get("target", "")))
        except ValueError:
            raise Http404 from None
    number = request.GET.get("conclusion", "")
    if relation not in Relation.values or not number.isdecimal():
        raise Http404
    return relation, get_object_or_404(Claim, workspace=request.workspace, number=int(number)), None
