"""Claim sets: named selections of claims, of which releases are made."""

from typing import Any, ClassVar
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.exceptions import NothingThereError
from api.permissions import Policy, readable_workspace, reader_of, user_of
from api.v1.briefs import WorkspaceSlugField
from api.v1.fields import IdField, Input, TextField, WordField
from api.v1.public import PublicResource
from claims.enums import ClaimKind, ClaimStatus
from claims.models import Claim
from releases.domain.filtering import MAX_VALUES
from releases.enums import Audience, Gathering
from releases.models import ClaimSet
from releases.models.claim_set import (
    DESCRIPTION_MAX_LENGTH,
    LICENCE_MAX_LENGTH,
    SLUG_MAX_LENGTH,
    TITLE_MAX_LENGTH,
)
from releases.policies import can_gather
from releases.queries.members import claims_of, saved_filter
from releases.services import add_claims, create_claim_set, delete_claim_set, edit_claim_set, remove_claims
from workspaces.models import Workspace
from workspaces.policies import can_read

MAX_ENTRIES = 1000
"""Claims that one request puts in, and takes out."""
FILTER_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "Conditions that a claim meets, all of them: a condition is met by any of its values.",
    "additionalProperties": False,
    "properties": {
        **{name: {"type": "array", "items": {"type": "string"}} for name in ("topic", "kind", "status", "author")},
        "q": {"type": "string", "description": "Words that the claim's text contains."},
    },
}


@extend_schema_field(FILTER_SCHEMA)
class FilterField(serializers.JSONField):
    """Conditions of a saved filter."""


class ClaimSetSerializer(serializers.ModelSerializer[ClaimSet]):
    """A claim set in short."""

    workspace = WorkspaceSlugField()
    filter = FilterField()
    creators = serializers.ListField(child=serializers.CharField(), help_text="To cite; none: the workspace.")
    latest_release = serializers.IntegerField(allow_null=True, help_text="Number of the newest release.")

    class Meta:
        model = ClaimSet
        fields = [
            "id", "slug", "workspace", "title", "description", "licence", "creators", "gathering", "filter", "audience",
            "latest_release", "created_at", "updated_at",
        ]  # fmt: skip


class ClaimSetDetailSerializer(ClaimSetSerializer):
    """A claim set with the number of its claims now."""

    claim_count = serializers.SerializerMethodField(help_text="Claims in it at this moment.")

    class Meta(ClaimSetSerializer.Meta):
        fields = [*ClaimSetSerializer.Meta.fields, "claim_count"]

    def get_claim_count(self, claim_set: ClaimSet) -> int:
        """Return how many claims the set has now."""
        return claims_of(claim_set).count()


class SavedFilterInput(Input):
    """Conditions that a claim meets, all of them; one is met by any of its values."""

    topic = serializers.ListField(child=TextField(max_length=200), max_length=MAX_VALUES, required=False)
    kind = serializers.ListField(child=WordField(choices=ClaimKind.choices), max_length=MAX_VALUES, required=False)
    status = serializers.ListField(child=WordField(choices=ClaimStatus.choices), max_length=MAX_VALUES, required=False)
    author = serializers.ListField(
        child=TextField(max_length=200), max_length=MAX_VALUES, required=False, help_text="Slugs, with a stance on it."
    )
    q = TextField(max_length=200, required=False, help_text="Words that the claim's text contains.")


class ClaimSetChange(Input):
    """What to change of a claim set; what is left out stays. The address never changes."""

    title = TextField(max_length=TITLE_MAX_LENGTH, required=False)
    description = TextField(max_length=DESCRIPTION_MAX_LENGTH, allow_blank=True, required=False)
    licence = TextField(max_length=LICENCE_MAX_LENGTH, required=False, help_text="SPDX identifier or LicenseRef-….")
    creators = serializers.ListField(child=TextField(max_length=200), max_length=50, required=False)
    gathering = WordField(choices=Gathering.choices, required=False)
    filter = SavedFilterInput(required=False, help_text="Of a set that is gathered by a filter.")
    audience = WordField(choices=Audience.choices, required=False)


class ClaimSetInput(ClaimSetChange):
    """A new claim set."""

    workspace = TextField(max_length=60, help_text="Slug of the workspace.")
    slug = TextField(max_length=SLUG_MAX_LENGTH, help_text="Part of addresses, unlike any other claim set's.")
    title = TextField(max_length=TITLE_MAX_LENGTH)


class EntriesInput(Input):
    """Claims to put into a set that is gathered by hand, and to take out of it."""

    add = serializers.ListField(child=IdField(), max_length=MAX_ENTRIES, required=False)
    remove = serializers.ListField(child=IdField(), max_length=MAX_ENTRIES, required=False)


class EntriesResult(serializers.Serializer[Any]):
    """How many claims came in and went out; those that were in or out already are not counted."""

    added = serializers.IntegerField()
    removed = serializers.IntegerField()


class ClaimSetFilter(filters.FilterSet):
    """Narrows the list of claim sets."""

    workspace = filters.CharFilter(method="in_workspace", label="Slug of a workspace.")
    audience = filters.ChoiceFilter(choices=Audience.choices, label="Who may read it.")

    def in_workspace(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:  # noqa: ARG002
        """Return those of that workspace; 404 if it has none for who asks, who is no member either."""
        found = queryset.filter(workspace__slug=value)
        user = reader_of(self.request)
        is_member = user is not None and Workspace.objects.of_member(user).filter(slug=value).exists()
        if not is_member and not found.exists():
            raise Http404
        return found


class ClaimSetResource(PublicResource):
    """Named selections of claims, gathered by hand or by a saved filter. Public ones are read without a token."""

    policies: ClassVar[dict[str, Policy]] = {
        "list": can_read, "retrieve": can_read, "create": can_gather, "partial_update": can_gather,
        "destroy": can_gather, "entries": can_gather,
    }  # fmt: skip
    # Putting in and taking out go together in any order, and change nothing of the set's own.
    unconditional = frozenset({"entries"})
    queryset = ClaimSet.objects.select_related("workspace").with_latest_release()
    lookup_field = "slug"
    lookup_value_converter = "slug"
    filterset_class = ClaimSetFilter
    list_serializer_class = ClaimSetSerializer
    detail_serializer_class = ClaimSetDetailSerializer

    def visible(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return claim sets that who asks may read."""
        return queryset.visible_to(reader_of(self.request))  # type: ignore[attr-defined]

    def retrieve(self, request: Request, slug: str) -> Response:  # type: ignore[override]  # noqa: ARG002
        """Return one claim set in full."""
        return self.full(self.get_object())

    @extend_schema(request=ClaimSetInput, responses={201: ClaimSetDetailSerializer})
    def create(self, request: Request) -> Response:
        """Make a claim set; 409 if any has the address."""
        given = self.body(ClaimSetInput)
        workspace = readable_workspace(user_of(request), given.pop("workspace"))
        self.require(workspace.pk)
        made = create_claim_set(workspace=workspace, by=user_of(request), **_as_values(given))
        return self.created(made.slug)

    @extend_schema(request=ClaimSetChange, responses=ClaimSetDetailSerializer)
    def partial_update(self, request: Request, slug: str) -> Response:
        """Change a claim set; releases that were made keep their title, licence and creators."""
        claim_set = self.get_object()
        self.require(claim_set.workspace_id)
        given = _as_values(self.body(ClaimSetChange))
        stands = {name: getattr(claim_set, name) for name in KEPT if name not in given}
        stands.setdefault("saved_filter", saved_filter(claim_set.filter))
        edit_claim_set(claim_set=claim_set, by=user_of(request), **{**stands, **given})
        return self.read_again(slug)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, slug: str) -> Response:  # noqa: ARG002 - the address names it
        """Delete a claim set that was never released; 409 for one that was."""
        claim_set = self.get_object()
        self.require(claim_set.workspace_id)
        delete_claim_set(claim_set=claim_set, by=user_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=EntriesInput, responses=EntriesResult)
    @action(detail=True, methods=["post"])
    def entries(self, request: Request, slug: str) -> Response:  # noqa: ARG002 - the address names it
        """Put claims into a set that is gathered by hand and take others out: all of it or nothing."""
        claim_set = self.get_object()
        self.require(claim_set.workspace_id)
        given = self.body(EntriesInput)
        add, remove = (_claims(claim_set, given.get(name, []), name) for name in ("add", "remove"))
        with transaction.atomic():
            added = add_claims(claim_set=claim_set, claims=add, by=user_of(request))
            removed = remove_claims(claim_set=claim_set, claims=remove, by=user_of(request))
        return Response({"added": added, "removed": removed})


KEPT = ("title", "description", "licence", "creators", "gathering", "audience")


def _as_values(given: dict[str, Any]) -> dict[str, Any]:
    """Return the body's values by the names that the services know."""
    values = dict(given)
    if "filter" in values:
        values["saved_filter"] = saved_filter(values.pop("filter"))
    return values


def _claims(claim_set: ClaimSet, identifiers: list[UUID], field: str) -> list[Claim]:
    """Return those claims of the set's workspace; 404 with a pointer to the first that is not there."""
    found = Claim.objects.filter(workspace=claim_set.workspace_id).in_bulk(identifiers)
    for place, pk in enumerate(identifiers):
        if pk not in found:
            raise NothingThereError(f"There is no claim {pk} in this workspace.", pointer=f"/{field}/{place}")
    return list(found.values())
