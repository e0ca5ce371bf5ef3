"""The change feed of a claim set: what a reader's copy has to take over to be what the set is now."""

from datetime import datetime
from typing import Any, ClassVar, NoReturn

import orjson
from django.http import Http404, HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated
from rest_framework.permissions import AllowAny
from rest_framework.request import Request

from api.contract import ContractViewSet
from api.exceptions import InvalidParameterError
from api.filters import refuse_unknown_parameters
from api.pagination import DEFAULT_LIMIT, MAX_LIMIT, limit_of
from api.permissions import Policy, user_of
from feeds.domain.places import Place
from feeds.enums import ChangeKind
from feeds.errors import FeedRenewedError
from feeds.queries import (
    Change,
    Page,
    Standing,
    opened_standing,
    page_after,
    place_of,
    seen_by,
    standing_of,
    token_of,
    token_with_standing,
)
from feeds.sequencing import settle_soon
from workspaces.models import ApiToken
from workspaces.policies import can_read

PARAMETERS = frozenset({"since", "limit"})
# A reader who waits is not kept waiting for a bulk import: the rest is for the next request.
PATIENCE_MS = 2_000
CHUNKS = 10


class ChangeSerializer(serializers.Serializer[Any]):
    """One change of a claim set."""

    kind = serializers.ChoiceField(choices=ChangeKind.choices)
    id = serializers.UUIDField(help_text="Of the claim.")
    position = serializers.IntegerField(help_text="Place in the feed; goes up, with gaps.")
    claim = serializers.JSONField(
        required=False, help_text="Of an upsert: the claim's record, as releases have it (docs/formats/claim-sets.md)."
    )
    into = serializers.UUIDField(required=False, help_text="Of a merge: the claim that stands instead.")


class ChangesSerializer(serializers.Serializer[Any]):
    """A page of changes."""

    changes = ChangeSerializer(many=True)
    next = serializers.CharField(help_text="For `since` of the next request: keep it once you have these changes.")
    caught_up = serializers.BooleanField(
        help_text="Whether these changes make a copy what the set was when it was asked for; if not, ask again at once."
    )


class Changes(ContractViewSet):
    """What happened to the claims of a claim set, so that a copy of it can be kept."""

    http_method_names = ("get", "head")
    permission_classes = (AllowAny,)
    policies: ClassVar[dict[str, Policy]] = {"read": can_read}

    def find_token(self, key: str, now: datetime) -> ApiToken | None:
        """Return the living token of the key with the standing of the feed: one query, all that a poll needs."""
        return token_with_standing(key, self.kwargs["slug"], now)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - DRF's signature
        """Refuse parameters that nobody knows."""
        super().initial(request, *args, **kwargs)
        if self.action is not None:
            refuse_unknown_parameters(request, PARAMETERS)

    @extend_schema(
        parameters=[
            OpenApiParameter("since", str, description="`next` of the last page; without it, from the beginning."),
            OpenApiParameter(
                "limit",
                {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
                description="Changes a page.",
            ),
        ],
        responses=ChangesSerializer,
    )
    def read(self, request: Request, slug: str) -> HttpResponse:
        """Return what changed in the claim set since a place in its feed.

        Each claim comes once, with what happened to it last: `upsert`, `tombstone` (it is no longer in the set) or
        `merge` (another stands instead). Nothing is ever told below a place that was given out. A token of a feed
        that was renewed answers 410: read everything again, without `since`.
        """
        limit = limit_of(request)
        standing = opened_standing(request.auth) if request.auth else self.standing(request, slug)
        if standing is None:
            _refuse(request)
        is_settled = not standing.is_marked or settle_soon(
            standing.workspace_id, patience_ms=PATIENCE_MS, chunks=CHUNKS
        )
        if standing.is_marked:
            standing = self.standing(request, slug)
            if standing is None:
                _refuse(request)
        place = _place(request, standing)
        page = Page((), place.position, is_last=True)
        if standing.last > place.position:
            page = page_after(standing, place, limit)
        after = Place(place.life, page.position, place.complete_from)
        return _answer(page, token_of(standing.claim_set_id, after), is_caught_up=page.is_last and is_settled)

    def standing(self, request: Request, slug: str) -> Standing | None:
        """Return how far the feed is, or None if there is no such claim set for who asks."""
        user = user_of(request) if request.user.is_authenticated else None
        return standing_of(seen_by(user, slug))


def _refuse(request: Request) -> NoReturn:
    """Raise 404, or 401 for who may see it after logging in: the two look the same for what is not there."""
    if not request.user.is_authenticated:
        raise NotAuthenticated
    raise Http404


def _place(request: Request, standing: Standing) -> Place:
    token = request.query_params.get("since")
    if token is None:
        return Place(standing.life or "", 0, standing.head)
    place = place_of(standing.claim_set_id, token)
    if place is None:
        raise InvalidParameterError({"since": ["Take the token from `next` of the page before, unchanged."]})
    if place.life != standing.life or place.position > standing.head:
        raise FeedRenewedError("The feed was renewed since this token was given out: read everything, without `since`.")
    return place


def _answer(page: Page, token: str, *, is_caught_up: bool) -> HttpResponse:
    body = {"changes": [_written(change) for change in page.changes], "next": token, "caught_up": is_caught_up}
    return HttpResponse(orjson.dumps(body), content_type="application/json")


def _written(change: Change) -> dict[str, Any]:
    written: dict[str, Any] = {"kind": change.kind, "id": change.claim_id, "position": change.position}
    if change.record is not None:
        written["claim"] = orjson.Fragment(change.record)
    if change.into is not None:
        written["into"] = change.into
    return written
