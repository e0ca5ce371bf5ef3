"""Making releases and saying what is wrong with one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from claims.forms import blame
from common.errors import ParallaxError
from releases.forms import NoticeForm, ReleaseForm
from releases.models import Release
from releases.services import add_notice, start_release
from releases.views.detail import find_set_or_404, release_context, set_page
from releases.views.public import find_shown_or_404
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_edit, can_read


@member_page(can_read, writing=can_edit)
@require_http_methods(["GET", "POST"])
def release_list(request: MemberRequest, claim_set: str) -> HttpResponse:
    """Return the releases of a set as a fragment, which asks for itself again while one is being made; start one."""
    shown = find_set_or_404(request, claim_set)
    if request.method == "POST":
        form = ReleaseForm(request.POST)
        try:
            if form.is_valid():
                start_release(claim_set=shown, notes=form.cleaned_data["notes"], by=request.user)
            else:
                messages.error(request, " ".join(form.errors["notes"]))
        except ParallaxError as error:
            messages.error(request, error.message)
    if not request.htmx:
        return redirect(f"{set_page(shown)}#releases")
    return render(request, "releases/_releases.html", {"set": shown, **release_context(shown), "is_polled": True})


@member_page(can_edit)
@require_http_methods(["GET", "POST"])
def notice_create(request: MemberRequest, claim_set: str, release: int) -> HttpResponse:
    """Show the form of a notice, with what it does and does not; add it to the release."""
    found = find_set_or_404(request, claim_set)
    shown = find_shown_or_404(found, release)
    others = Release.objects.filter(claim_set=found).exclude(pk=shown.release.pk).order_by("-number")
    form = NoticeForm(request.POST or None, others=others, initial={"kind": request.GET.get("kind", "correction")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            add_notice(
                release=shown.release,
                kind=given["kind"],
                text=given["text"],
                replaced_by=given["replaced_by"],
                by=request.user,
            )
        except ParallaxError as error:
            blame(form, error)
        else:
            messages.success(request, "The notice stands above the release from now on.")
            return redirect("releases:release", request.workspace.slug, found.slug, release)
    context = {"set": found, "release": shown.release, "form": form}
    return render(request, "releases/notice_create.html", context, status=422 if form.errors else 200)
