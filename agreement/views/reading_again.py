"""Reading all texts with the configured model, when they were read with another."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from agreement.services import request_reading_again
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate


@member_page(can_annotate)
@require_POST
def reading_again_request(request: MemberRequest) -> HttpResponse:
    """Have all texts read again and go back to where the progress shows."""
    request_reading_again(workspace=request.workspace, by=request.user)
    messages.success(request, "All texts are being read again; an analysis follows.")
    return redirect("agreement:runs", request.workspace.slug)
