"""Which form of a thing a client wants: by the qualities of its `Accept` header, or by the ending of the address."""

from collections.abc import Iterable

from django.http import HttpRequest
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request


class QualityNegotiation(DefaultContentNegotiation):
    """Follows the qualities of `Accept` (RFC 9110), which the framework's own does not."""

    def select_renderer(
        self,
        request: Request,
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,  # noqa: ARG002 - the framework's signature
    ) -> tuple[BaseRenderer, str]:
        """Return the renderer whose media type is liked best, the first of several; 406 if none is taken."""
        forms = {str(renderer.media_type): renderer for renderer in renderers}
        http: HttpRequest = request._request  # noqa: SLF001 - where the framework keeps it
        accept = http.headers.get("Accept", "*/*")
        liked = http.get_preferred_type(list(forms)) if len(accept) <= MAX_ACCEPT else None
        if liked is None:
            raise NotAcceptable(f"There is this in: {', '.join(forms)}.")
        return forms[liked], liked


class EndingNegotiation(DefaultContentNegotiation):
    """Takes any `Accept`: the ending of the address says what comes, and errors are problems as always."""

    def select_renderer(
        self,
        request: Request,  # noqa: ARG002 - the framework's signature
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,  # noqa: ARG002 - the framework's signature
    ) -> tuple[BaseRenderer, str]:
        """Return the first renderer."""
        first = next(iter(renderers))
        return first, str(first.media_type)


MAX_ACCEPT = 8192
"""Characters of a header that are looked at: one that is longer is no browser's."""
