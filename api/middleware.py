"""What every answer of the API carries, whoever made it."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from api.throttling import READ, address_of, spend

BELOW = "/api/v1/"


class RateLimitMiddleware:
    """Writes where the asker stands into every answer below `/api/v1/`.

    Who could not be told who they are, as with a wrong token, is counted by address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        response = self.get_response(request)
        if not request.path.startswith(BELOW):
            return response
        standing = getattr(request, "rate_standing", None) or spend(request, address_of(request), READ)
        if standing is not None:
            for name, value in standing.headers.items():
                response[name] = value
        return response
