"""Who did what: the context that the history triggers note beside every change."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pghistory
from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from pghistory.middleware import HistoryMiddleware


def recorded_as(user: Model | None) -> AbstractContextManager[Any]:
    """Return a context in which the history notes `user` as the one who changed rows.

    With None the surrounding context stays as it is, such as the one of the request.
    """
    return nullcontext() if user is None else pghistory.context(user=str(user.pk))


class MembersHistoryMiddleware(HistoryMiddleware):
    """Notes who acts, except on pages for everybody: asking for the member would open the session."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        if request.path.startswith(settings.PUBLIC_PAGES):
            return self.get_response(request)
        return super().__call__(request)
