"""The page that says how far the annotators agree."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from claims.forms import AnnotatorFilterForm
from claims.queries.annotators import AnnotatorFilters, annotator_agreement
from sources.models import Source
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_read


@member_page(can_read)
@require_GET
def annotator_list(request: MemberRequest) -> HttpResponse:
    """Show agreement on passage, bearing and stance, overall and by pair, and what costs most of it."""
    judged = Source.objects.filter(workspace=request.workspace, passages__judgements__isnull=False).distinct()
    form = AnnotatorFilterForm(request.GET, sources=judged.order_by("title"))
    since = timezone.now() - timedelta(days=form.chosen_days) if form.chosen_days else None
    agreement = annotator_agreement(request.workspace, AnnotatorFilters(source=form.chosen_source, since=since))
    return render(request, "claims/annotator_list.html", {"form": form, "agreement": agreement})
