"""Who did what: the context that the history triggers note beside every change."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pghistory
from django.db.models import Model


def recorded_as(user: Model | None) -> AbstractContextManager[Any]:
    """Return a context in which the history notes `user` as the one who changed rows.

    With None the surrounding context stays as it is, such as the one of the request.
    """
    return nullcontext() if user is None else pghistory.context(user=str(user.pk))
