"""The JSON-LD context of exported claim sets."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from releases.domain.formats.linked_terms import NAMESPACE_PATH, context_document
from workspaces.gates import public_page


@public_page
@require_safe
def linked_context(request: HttpRequest) -> HttpResponse:
    """Send the context; it never changes, and anybody may read it, as programs that read exports do."""
    document = context_document(request.build_absolute_uri("/").rstrip("/") + NAMESPACE_PATH)
    response = JsonResponse(document, content_type="application/ld+json")
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
