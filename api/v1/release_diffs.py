"""What changed from one release of a claim set to another."""

from dataclasses import asdict
from typing import Any, ClassVar
from uuid import UUID

from django.core import signing
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from api.exceptions import InvalidParameterError
from api.pagination import DEFAULT_LIMIT, MAX_LIMIT
from api.permissions import Policy
from api.throttling import EXPORT
from api.v1.releases import MAX_NUMBER, ReleaseResource
from releases.comparing import compare_releases
from releases.domain.diffing import Change, ClaimChange, DiffCounts
from releases.models import Release
from workspaces.policies import can_read

CHANGES = [(change.value, change.name) for change in Change]
SALT = "api.releases.diff"


class FieldChangeSerializer(serializers.Serializer[Any]):
    """A field of a claim that says something else now."""

    name = serializers.ChoiceField(choices=[(name, name) for name in ("text", "kind", "status", "topic")])
    old = serializers.CharField()
    new = serializers.CharField()


class PartChangeSerializer(serializers.Serializer[Any]):
    """A piece of evidence or a stance that came, went, or says something else."""

    id = serializers.UUIDField()
    change = serializers.ChoiceField(choices=CHANGES)
    old = serializers.DictField(allow_null=True, help_text="As in the record; null if it came.")
    new = serializers.DictField(allow_null=True, help_text="As in the record; null if it went.")


class ClaimChangeSerializer(serializers.Serializer[Any]):
    """All that happened to one claim; one that came or went names no fields, evidence or stances."""

    id = serializers.UUIDField()
    label = serializers.CharField()  # type: ignore[assignment]  # the serializer's class takes its fields out
    text = serializers.CharField()
    change = serializers.ChoiceField(choices=CHANGES)
    fields = FieldChangeSerializer(many=True)  # type: ignore[assignment]
    evidence = PartChangeSerializer(many=True)
    stances = PartChangeSerializer(many=True)


class DiffCountsSerializer(serializers.Serializer[Any]):
    """How much changed in all, whatever page is shown."""

    added = serializers.IntegerField()
    removed = serializers.IntegerField()
    reworded = serializers.IntegerField()
    refiled = serializers.IntegerField(help_text="Claims of another kind, status or topic.")
    evidence_added = serializers.IntegerField()
    evidence_removed = serializers.IntegerField()
    evidence_changed = serializers.IntegerField()
    stances_added = serializers.IntegerField()
    stances_removed = serializers.IntegerField()
    stances_changed = serializers.IntegerField()


class DiffSerializer(serializers.Serializer[Any]):
    """What changed from the release `old` to the release `new`."""

    old = serializers.IntegerField(allow_null=True, help_text="Null: compared with nothing.")
    new = serializers.IntegerField()
    counts = DiffCountsSerializer()
    results = ClaimChangeSerializer(many=True, help_text="By the claims' identifiers.")
    next = serializers.URLField(allow_null=True, help_text="Null on the last page.")


class ReleaseDiff(ReleaseResource):
    """What changed from one release of a claim set to another, page by page."""

    policies: ClassVar[dict[str, Policy]] = {"compare": can_read}
    parameters: ClassVar[dict[str, frozenset[str]]] = {"compare": frozenset({"from", "limit", "cursor"})}
    costs: ClassVar[dict[str, int]] = {"compare": EXPORT}
    filter_backends = ()
    pagination_class = None

    @extend_schema(
        responses=DiffSerializer,
        parameters=[
            OpenApiParameter("from", {"type": "integer", "minimum": 1, "maximum": MAX_NUMBER},
                description="Number of the release to compare with; without it, the one before."),
            OpenApiParameter("limit", {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
                description="Claims a page."),
            OpenApiParameter("cursor", str, description="Taken from `next` of the page before; never made by hand."),
        ],
    )  # fmt: skip
    def compare(self, request: Request, slug: str, number: int) -> Response:  # noqa: ARG002 - the address names it
        """Return what changed since an earlier release: claims added, removed, reworded, their evidence and stances."""
        new = self.get_object()
        old = self._compared_with(new)
        limit = _number(request, "limit", MAX_LIMIT) or DEFAULT_LIMIT
        after = self._after()
        counts, page = DiffCounts(), []
        for change in compare_releases(old, new):
            counts.count(change)
            if change.id > after and len(page) <= limit:
                page.append(change)
        answer = {
            "old": old.number if old else None,
            "new": new.number,
            "counts": asdict(counts),
            "results": [asdict(change) for change in page[:limit]],
            "next": self._next(page[limit - 1]) if len(page) > limit else None,
        }
        return Response(answer)

    def _compared_with(self, new: Release) -> Release | None:
        """Return the release that `from` names, or else the one before; None before the first."""
        number = _number(self.request, "from", MAX_NUMBER)
        if number is None:
            return new.previous
        found = self.get_queryset().filter(number=number).first()
        if found is None:
            raise InvalidParameterError({"from": [f"This claim set has no release {number}."]})
        return found

    def _after(self) -> str:
        cursor = self.request.query_params.get("cursor")
        if cursor is None:
            return ""
        try:
            return str(UUID(signing.loads(cursor, salt=f"{SALT}:{self.request.path}")))
        except (signing.BadSignature, ValueError) as error:
            fault = {"cursor": ["Take the cursor from `next` of the page before, unchanged."]}
            raise InvalidParameterError(fault) from error

    def _next(self, last: ClaimChange) -> str:
        cursor = signing.dumps(last.id, salt=f"{SALT}:{self.request.path}")
        return replace_query_param(self.request.build_absolute_uri(), "cursor", cursor)


def _number(request: Request, name: str, largest: int) -> int | None:
    """Return the whole number that the parameter says, None if it is not there; 400 if it says none."""
    text = request.query_params.get(name)
    if text is None:
        return None
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(largest)) else 0
    if not 1 <= number <= largest:
        raise InvalidParameterError({name: [f"Give a whole number from 1 to {largest}."]})
    return number
