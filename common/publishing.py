"""Pages for everybody: kept for a while by whoever stands between, and framed by other sites where that is meant."""

from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

SECONDS_KEPT = 60
"""How long anybody on the way may keep a public page: so long it may outlive its being made private again."""
EMBED_POLICY = settings.CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")


def kept(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """Return the answer, or that nothing changed, as one that may be kept for a while and asked for again."""
    response["Cache-Control"] = f"public, max-age={SECONDS_KEPT}"
    tag = f'"{sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = tag
    return get_conditional_response(request, etag=tag, response=response) or response


def size_at_most(request: HttpRequest, name: str, usual: int) -> int:
    """Return the usual size of what is shown, or less if the address asks for less by that name (oEmbed)."""
    asked = request.GET.get(name, "")
    return min(int(asked), usual) if asked.isdecimal() and len(asked) < 10 else usual
