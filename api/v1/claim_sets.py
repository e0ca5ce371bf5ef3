"""Claim sets: named selections of claims, of which releases are made."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.permissions import Policy, reader_of
from api.v1.briefs import WorkspaceSlugField
from api.v1.public import PublicResource
from releases.enums import Audience
from releases.models import ClaimSet
from releases.queries.members import claims_of
from workspaces.models import Workspace
from workspaces.policies import can_read

FILTER_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "Conditions that a claim meets, all of them: a condition is met by any of its values.",
    "additionalProperties": False,
    "properties": {
        **{name: {"type": "array", "items": {"type": "string"}} for name in ("topic", "kind", "status", "author")},
        "q": {"type": "string", "description": "Words that the claim's text contains."},
    },
}


class ClaimSetSerializer(serializers.ModelSerializer[ClaimSet]):
    """A claim set in short."""

    workspace = WorkspaceSlugField()
    filter = extend_schema_field(FILTER_SCHEMA)(serializers.JSONField)()
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

    policies: ClassVar[dict[str, Policy]] = {"list": can_read, "retrieve": can_read}
    queryset = ClaimSet.objects.select_related("workspace").with_latest_release()
    lookup_field = "slug"
    lookup_value_converter = "slug"
    filterset_class = ClaimSetFilter
    list_serializer_class = ClaimSetSerializer
    detail_serializer_class = ClaimSetDetailSerializer

    def visible(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return claim sets that who asks may read."""
        return queryset.visible_to(reader_of(self.request))  # type: ignore[attr-defined]

    def get_object(self) -> ClaimSet:
        """Return the claim set of the address."""
        return self.get_queryset().filter(slug=self.kwargs["slug"]).first() or self.refuse()

    def retrieve(self, request: Request, slug: str) -> Response:  # type: ignore[override]  # noqa: ARG002
        """Return one claim set in full."""
        return self.full(self.get_object())
