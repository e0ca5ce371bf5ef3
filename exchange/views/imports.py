"""Importing annotations: send a file, look at what would become of it, confirm, and take it back."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.errors import ParallaxError
from exchange.enums import ItemOutcome
from exchange.errors import UnreadableAnnotations
from exchange.forms import AnnotationImportForm
from exchange.models import AnnotationImport
from exchange.queries import count_made, count_outcomes, items_of, list_imports
from exchange.services import (
    MAX_BYTES,
    confirm_import,
    discard_import,
    import_job,
    start_import,
    undo_import,
)
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate, can_read

ITEMS_A_PAGE = 50
IMPORTS_A_PAGE = 30


@member_page(can_read)
@require_GET
def import_list(request: MemberRequest) -> HttpResponse:
    """Show what annotations are for, the imports so far, and the downloads."""
    page = Paginator(list_imports(request.workspace), IMPORTS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "exchange/import_list.html", {"page": page})


@member_page(can_annotate)
@require_http_methods(["GET", "POST"])
def import_create(request: MemberRequest) -> HttpResponse:
    """Take a file of annotations and go on to what would become of them."""
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AnnotationImportForm(*sent, workspace=request.workspace, initial={"source": request.GET.get("source", "")})
    if form.is_bound and form.is_valid():
        data, origin = form.received(MAX_BYTES)
        try:
            batch = start_import(
                workspace=request.workspace,
                data=data,
                origin=origin,
                source=form.cleaned_data["source"],
                own_judgement=form.cleaned_data["own_judgement"],
                by=request.user,
            )
        except UnreadableAnnotations as error:
            form.add_error("file" if form.cleaned_data["file"] else "pasted", error.message)
        else:
            return redirect("exchange:import_detail", request.workspace.slug, batch.pk)
    context = {"form": form, "largest": MAX_BYTES}
    return render(request, "exchange/import_create.html", context, status=422 if form.errors else 200)


@member_page(can_read)
@require_GET
def import_detail(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """Show what becomes, or became, of each annotation; all of them or those of one outcome."""
    batch = _batch(request, import_id)
    outcome = request.GET.get("outcome", "")
    counts = count_outcomes(batch)
    page = Paginator(items_of(batch, outcome), ITEMS_A_PAGE).get_page(request.GET.get("page"))
    job = import_job(batch=batch)
    return render(
        request,
        "exchange/import_detail.html",
        {
            "batch": batch,
            "job": job if job is not None and (job.is_active or job.is_retryable) else None,
            "counts": [(value, label, counts.get(value, 0)) for value, label in ItemOutcome.choices],
            "plan": count_made(batch),
            "outcome": outcome,
            "page": page,
            "query": f"outcome={outcome}&" if outcome in ItemOutcome.values else "",
        },
    )


@member_page(can_annotate)
@require_POST
def import_confirm(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """Import what was looked at."""
    batch = _batch(request, import_id)
    try:
        confirm_import(batch=batch, by=request.user)
    except ParallaxError as error:
        messages.error(request, error.message)
    return redirect("exchange:import_detail", request.workspace.slug, batch.pk)


@member_page(can_annotate)
@require_POST
def import_undo(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """Take an import back as a whole."""
    batch = _batch(request, import_id)
    try:
        undo_import(batch=batch, by=request.user)
    except ParallaxError as error:
        messages.error(request, error.message)
    return redirect("exchange:import_detail", request.workspace.slug, batch.pk)


@member_page(can_annotate)
@require_POST
def import_discard(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """Throw an import away that nothing was made of."""
    batch = _batch(request, import_id)
    try:
        discard_import(batch=batch)
    except ParallaxError as error:
        messages.error(request, error.message)
        return redirect("exchange:import_detail", request.workspace.slug, batch.pk)
    messages.success(request, f"{batch.origin} is thrown away; nothing was imported.")
    return redirect("exchange:import_list", request.workspace.slug)


def _batch(request: MemberRequest, pk: UUID) -> AnnotationImport:
    imports = AnnotationImport.objects.select_related("source", "created_by").defer("content")
    return get_object_or_404(imports, workspace=request.workspace, pk=pk)
