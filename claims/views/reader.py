"""The page of one source: its text with marked passages, the claims beside them, and making evidence of a passage."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import reselect, reswap, retarget

from claims.annotation_forms import PassageForm
from claims.models import Claim
from claims.queries import ClaimFilters, filter_claims, find_similar_wordings, list_authors
from claims.queries.reader import draw_reading, find_version_to_read
from claims.services.annotating import Quote, annotate
from common.errors import ParallaxError
from sources.models import Source, TextVersion
from sources.queries import list_twins
from sources.services import extraction_job
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate, can_read

CHOICES_SHOWN = 7


@member_page(can_read)
@require_GET
def source_detail(request: MemberRequest, source_id: UUID) -> HttpResponse:
    """Show the source's newest text; while there is none, how far the reading of it is."""
    version = find_version_to_read(request.workspace, source_id)
    if version is None:
        sources = Source.objects.filter(workspace=request.workspace).with_authors()
        source = get_object_or_404(sources, pk=source_id)
        context: dict[str, Any] = {"source": source, "job": extraction_job(source=source)}
    else:
        context = _reading(version) | {"form": _form(request, version.capture.source)}
    context["twins"] = list_twins(context["source"], [version] if version else [])
    return render(request, "sources/source_detail.html", context)


@member_page(can_annotate)
@require_POST
def passage_create(request: MemberRequest, source_id: UUID) -> HttpResponse:
    """Tie a quote of the source to a claim; a refusal shows the form again with the reason."""
    version = find_version_to_read(request.workspace, source_id)
    if version is None:
        raise Http404
    form = _form(request, version.capture.source, request.POST)
    refusal = None
    if form.is_valid():
        try:
            evidence = annotate(text_version=version, by=request.user, **_annotation(request, form))
        except ParallaxError as error:
            refusal = error
        else:
            messages.success(request, f"Saved: {evidence.get_bearing_display().lower()} {evidence.claim.label}.")
            page = reverse("claims:source_detail", args=[request.workspace.slug, source_id])
            return redirect(f"{page}#p-{evidence.passage_id}")
    return _refused(request, version, form, refusal)


@member_page(can_annotate)
@require_GET
def claim_choices(request: MemberRequest) -> HttpResponse:
    """Show the claims that fit what was typed, the likest wording as well, and the making of a new one."""
    typed = " ".join(request.GET.get("claim", "").split())
    claims = list(filter_claims(request.workspace, ClaimFilters(search=typed)).order_by("-updated_at")[:CHOICES_SHOWN])
    if typed and len(claims) < CHOICES_SHOWN:
        found = {claim.pk for claim in claims}
        claims += [claim for claim in find_similar_wordings(request.workspace, typed) if claim.pk not in found]
    return render(request, "claims/_claim_choices.html", {"claims": claims, "typed": typed})


def _form(request: MemberRequest, source: Source, data: Any = None) -> PassageForm:  # noqa: ANN401
    return PassageForm(data, authors=list_authors(request.workspace), writers=source.ordered_authors)


def _annotation(request: MemberRequest, form: PassageForm) -> dict[str, Any]:
    """Return the arguments of `annotate`; raise ParallaxError for a claim or speaker that is not here."""
    given = form.cleaned_data
    claim: Claim | str | None = given["claim"]
    if form.claim_number:
        claim = Claim.objects.filter(workspace=request.workspace, number=form.claim_number).first()
        if claim is None:
            raise ParallaxError(f"There is no claim C-{form.claim_number} here.", field="claim")
    speaker = next((one for one in list_authors(request.workspace) if str(one.pk) == given["speaker"]), None)
    return {
        "quote": Quote(exact=given["quote"], start=given["start"]),
        "claim": claim,
        "kind": given["kind"],
        "bearing": given["bearing"],
        "speaker": speaker,
    }


def _refused(
    request: MemberRequest, version: TextVersion, form: PassageForm, refusal: ParallaxError | None
) -> HttpResponse:
    context: dict[str, Any] = {"source": version.capture.source, "form": form}
    if refusal is not None:
        field = {"text": "claim", "start": "quote"}.get(refusal.details.get("field", ""), refusal.details.get("field"))
        if refusal.code.startswith("quote_"):
            field = "quote"
        form.add_error(field if field in form.fields else None, refusal.message)
        context["nearest"] = refusal.details.get("nearest")
    if request.htmx:
        answer = render(request, "sources/_passage_form.html", context, status=422)
        return reselect(reswap(retarget(answer, "#passage-form"), "outerHTML"), "#passage-form")
    return render(request, "sources/source_detail.html", context | _reading(version), status=422)


def _reading(version: TextVersion) -> dict[str, Any]:
    source = version.capture.source
    byline = {author.pk for author in source.ordered_authors}
    return {"source": source, "version": version, "reading": draw_reading(version), "byline": byline}
