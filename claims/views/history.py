"""What happened to claims, stances, passages and sources, and going back to an earlier state."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.views.decorators.http import require_GET, require_http_methods

from claims.errors import StaleRestorationError
from claims.models import Claim
from claims.policies import can_restore
from claims.presenters import history_context
from claims.queries import (
    Restoration,
    date_in_words,
    find_restoration,
    list_evidence,
    list_history,
    list_passage_history,
    list_source_history,
    list_stances,
    list_uses,
)
from claims.queries.restoring import CLAIM_FIELDS
from claims.services import restore
from claims.views.claims import find_claim_or_404
from common.errors import InvalidInputError
from sources.models import Author, Passage, Source
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate, can_read


@member_page(can_read)
@require_GET
def claim_history(request: MemberRequest, number: int) -> HttpResponse:
    """Show who did what and when: a fragment inside the claim's page, or a page of its own."""
    claim = find_claim_or_404(request, number)
    context = history_context(request, list_history(claim), request.path)
    template = "claims/_history.html" if request.htmx else "claims/claim_history.html"
    return render(request, template, {"claim": claim, **context})


@member_page(can_read)
@require_GET
def stance_history(request: MemberRequest, number: int, author_slug: str) -> HttpResponse:
    """Show one author's stances on a claim, what they rest on, and how they came to be."""
    claim = find_claim_or_404(request, number)
    author = get_object_or_404(Author, workspace=request.workspace, slug=author_slug)
    evidence = [row for row in list_evidence(claim) if row.speaker_id == author.pk]
    sources = [row.passage.source for row in evidence]
    stances = [
        (stance, date_in_words(stance.as_of, sources)) for stance in list_stances(claim) if stance.author == author
    ]
    context = history_context(request, list_history(claim, author), request.path)
    shown = {"claim": claim, "author": author, "stances": stances, "evidence": evidence}
    return render(request, "claims/stance_detail.html", {**shown, **context})


@member_page(can_read)
@require_GET
def passage_detail(request: MemberRequest, passage_id: UUID) -> HttpResponse:
    """Show a passage: the quote, where it stands in each text, which claims it serves, and its history."""
    passages = Passage.objects.filter(workspace=request.workspace).select_related("source", "created_by")
    passage = get_object_or_404(passages, pk=passage_id)
    anchors = passage.anchors.select_related("text_version__capture").order_by("-text_version__created_at")
    anchors = anchors.defer("text_version__text", "text_version__furniture", "text_version__capture__content")
    context = history_context(request, list_passage_history(passage, anchors), request.path)
    shown = {"passage": passage, "anchors": anchors, "uses": list_uses(passage)}
    return render(request, "claims/passage_detail.html", {**shown, **context})


@member_page(can_read)
@require_GET
def source_history(request: MemberRequest, source_id: UUID) -> HttpResponse:
    """Show what happened to a source: its metadata, its byline, what was received and read."""
    source = get_object_or_404(Source, workspace=request.workspace, pk=source_id)
    context = history_context(request, list_source_history(source), request.path)
    return render(request, "claims/source_history.html", {"source": source, **context})


@member_page(can_annotate)
@require_http_methods(["GET", "POST"])
def claim_restore(request: MemberRequest, number: int, key: str) -> HttpResponse:
    """Show what going back to an earlier state would change; do it, unless somebody changed it meanwhile."""
    claim = find_claim_or_404(request, number)
    before = "before" in (request.POST if request.method == "POST" else request.GET)
    found = _find(request, claim, key, before=before)
    fields = [field for field in CLAIM_FIELDS if field in request.POST.getlist("field")]
    error = ""
    if request.method == "POST":
        _require(request, found, fields)
        stamp = request.POST.get("stamp", "")
        seen = int(stamp) if stamp.isdecimal() and len(stamp) < 19 else 0
        try:
            restore(claim=claim, key=key, before=before, stamp=seen, fields=fields, by=request.user)
        except StaleRestorationError as stale:
            error, found = stale.message, _find(request, claim, key, before=before)
        except InvalidInputError as refused:
            error = refused.message
        else:
            messages.success(request, "Restored. The history says so, and can take it back.")
            return redirect(resolve_url("claims:history", request.workspace.slug, claim.number))
    context = {"claim": claim, "found": found, "before": before, "error": error, "open_fields": _open(request, found)}
    return render(request, "claims/claim_restore.html", context, status=422 if error else 200)


def _find(request: MemberRequest, claim: Claim, key: str, *, before: bool) -> Restoration:
    found = find_restoration(claim, key, before=before)
    if found is None:
        raise Http404
    if found.kind != "claim":
        _require(request, found, ())
    return found


def _require(request: MemberRequest, found: Restoration, fields: Any) -> None:  # noqa: ANN401 - any collection
    status = getattr(found.then, "status", "")
    if not can_restore(request.membership, found.claim, found.kind, status, fields):
        raise PermissionDenied


def _open(request: MemberRequest, found: Restoration) -> list[str]:
    """Return the fields that this member may restore."""
    status = getattr(found.then, "status", "")
    return [
        change.field
        for change in found.differences
        if can_restore(request.membership, found.claim, found.kind, status, [change.field])
    ]
