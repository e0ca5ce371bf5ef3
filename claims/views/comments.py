"""The discussion of a claim. Each answer is the whole discussion, so that one sees what others said meanwhile."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from claims.errors import CommentGoneError
from claims.forms import CommentForm, blame
from claims.models import Claim, Comment, Evidence
from claims.policies import can_change_comment, can_delete_comment, can_undelete_comment
from claims.presenters import address_of_comment, discussion_context
from claims.queries import find_comment, show_comment
from claims.services import delete_comment, edit_comment, settle_thread, undelete_comment, write_comment
from claims.views.claims import find_claim_or_404, find_evidence
from common.errors import InvalidInputError
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate, can_read

EVIDENCE_GONE = (
    "The passage was taken off the claim meanwhile, so nothing was written. Send it again to comment on the claim."
)


@member_page(can_read, writing=can_annotate)
@require_http_methods(["GET", "POST"])
def discussion(request: MemberRequest, number: int) -> HttpResponse:
    """Show what was said about a claim or, with `about`, one piece of its evidence; write a comment."""
    claim = find_claim_or_404(request, number)
    if request.method == "GET":
        return _answer(request, claim)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _refuse(request, claim, form)
    given = form.cleaned_data
    evidence = find_evidence(claim, given["evidence"])
    if given["evidence"] and evidence is None:
        form.add_error(None, EVIDENCE_GONE)
        return _refuse(request, claim, form)
    parent = find_comment(claim, given["parent"]) if given["parent"] else None
    try:
        comment = write_comment(
            claim=claim, evidence=evidence, parent=parent, body=given["body"], token=given["token"], by=request.user
        )
    except InvalidInputError as error:
        blame(form, error)
        return _refuse(request, claim, form)
    return _answer(request, claim, fresh=comment, said="Your comment is there.")


@member_page(can_annotate)
@require_http_methods(["GET", "POST"])
def comment_edit(request: MemberRequest, number: int, comment_id: UUID) -> HttpResponse:
    """Show the form of one's comment; save it."""
    claim, comment = _find(request, number, comment_id)
    if not can_change_comment(request.membership, comment) and not comment.is_deleted:
        raise PermissionDenied
    shown = show_comment(comment, request.membership)
    form = CommentForm(request.POST or None, initial={"body": shown.typed})
    if request.method == "POST" and form.is_valid():
        try:
            comment = edit_comment(comment=comment, body=form.cleaned_data["body"], by=request.user)
        except CommentGoneError as error:
            form.add_error(None, error.message)
        except InvalidInputError as error:
            blame(form, error)
        else:
            return _answer(request, claim, fresh=comment, said="Your comment is changed.")
    template = "claims/_comment_form.html" if request.htmx else "claims/comment_edit.html"
    context = {"claim": claim, "shown": shown, "form": form, "about_id": request.GET.get("about", "")}
    return render(request, template, context, status=422 if form.errors else 200)


@member_page(can_annotate)
@require_POST
def comment_delete(request: MemberRequest, number: int, comment_id: UUID) -> HttpResponse:
    """Put a tombstone in the place of a comment."""
    claim, comment = _find(request, number, comment_id)
    if not comment.is_deleted and not can_delete_comment(request.membership, comment):
        raise PermissionDenied
    comment = delete_comment(comment=comment, by=request.user)
    return _answer(request, claim, fresh=comment, said="The comment is deleted. Its place says so, and has an Undo.")


@member_page(can_annotate)
@require_POST
def comment_undelete(request: MemberRequest, number: int, comment_id: UUID) -> HttpResponse:
    """Bring a deleted comment back."""
    claim, comment = _find(request, number, comment_id)
    if comment.is_deleted and not can_undelete_comment(request.membership, comment):
        raise PermissionDenied
    comment = undelete_comment(comment=comment, by=request.user)
    return _answer(request, claim, fresh=comment, said="The comment is back.")


@member_page(can_annotate)
@require_POST
def comment_settle(request: MemberRequest, number: int, comment_id: UUID) -> HttpResponse:
    """Resolve a thread, or open it again."""
    claim, comment = _find(request, number, comment_id)
    settled = request.POST.get("settled") == "on"
    comment = settle_thread(comment=comment.parent or comment, settled=settled, by=request.user)
    said = "The thread is resolved. It stays below." if settled else "The thread is open again."
    return _answer(request, claim, fresh=comment, said=said)


@member_page(can_read)
@require_GET
def comment_detail(request: MemberRequest, number: int, comment_id: UUID) -> HttpResponse:
    """Go to where the comment stands on its claim's page."""
    claim, comment = _find(request, number, comment_id)
    return redirect(resolve_url("claims:detail", request.workspace.slug, claim.number) + address_of_comment(comment))


def _find(request: MemberRequest, number: int, comment_id: UUID) -> tuple[Claim, Comment]:
    claim = find_claim_or_404(request, number)
    comment = find_comment(claim, comment_id)
    if comment is None:
        raise Http404
    return claim, comment


def _about(request: MemberRequest, claim: Claim) -> Evidence | None:
    return find_evidence(claim, request.POST.get("about") or request.GET.get("about"))


def _answer(request: MemberRequest, claim: Claim, *, fresh: Comment | None = None, said: str = "") -> HttpResponse:
    """Return the discussion for a fragment's request; else go to the comment on the claim's page with a message."""
    if request.htmx:
        counted = find_evidence(claim, fresh.evidence_id) if fresh else None
        context = discussion_context(
            request.membership, claim, _about(request, claim), fresh=fresh, said=said, counted=counted
        )
        return render(request, "claims/_discussion.html", context)
    if said:
        messages.success(request, said)
    page = resolve_url("claims:detail", request.workspace.slug, claim.number)
    return redirect(page + (address_of_comment(fresh) if fresh else "#discussion"))


def _refuse(request: MemberRequest, claim: Claim, form: CommentForm) -> HttpResponse:
    """Return the discussion with what was typed and why it was not taken."""
    context = discussion_context(request.membership, claim, _about(request, claim), refused=form)
    template = "claims/_discussion.html" if request.htmx else "claims/claim_discussion.html"
    return render(request, template, context, status=422)
