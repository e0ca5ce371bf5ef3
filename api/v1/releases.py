"""Releases of claim sets: immutable, numbered, with hashes, to be cited."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.permissions import Policy
from api.v1.briefs import WorkspaceSlugField
from api.v1.public import PublicResource
from releases.enums import NoticeKind
from releases.models import ClaimSet, Notice, Release, ReleaseFile
from releases.queries.releases import releases_with_all
from workspaces.policies import can_read

COUNTS = ("claims", "evidence", "stances", "authors", "sources", "arguments")
COUNTS_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": list(COUNTS),
    "properties": {name: {"type": "integer", "minimum": 0} for name in COUNTS},
}


class NumberField(serializers.SlugRelatedField[Any]):
    """The number of another release of the same claim set."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - DRF's options
        super().__init__(slug_field="number", read_only=True, **options)


class NoticeSerializer(serializers.ModelSerializer[Notice]):
    """What was said of a release afterwards."""

    replaced_by = NumberField(allow_null=True, help_text="Number of the release that stands instead.")

    class Meta:
        model = Notice
        fields = ["id", "kind", "text", "replaced_by", "created_at"]


class ReleaseFileSerializer(serializers.ModelSerializer[ReleaseFile]):
    """A file of a release, with the hash that its bytes have for ever."""

    class Meta:
        model = ReleaseFile
        fields = ["name", "role", "media_type", "sha256", "size", "records"]


class ReleaseSerializer(serializers.ModelSerializer[Release]):
    """A release: title, licence and creators are those of the claim set when it was made."""

    claim_set = serializers.SlugRelatedField[ClaimSet](slug_field="slug", read_only=True)
    workspace = WorkspaceSlugField()
    previous = NumberField(allow_null=True, help_text="Number of the release before.")
    creators = serializers.ListField(child=serializers.CharField(), help_text="Names to cite, in order.")
    counts = extend_schema_field(COUNTS_SCHEMA)(serializers.JSONField)(help_text="What is in it.")
    is_retracted = serializers.SerializerMethodField()
    notices = NoticeSerializer(many=True, help_text="Retractions and corrections, the first one first.")
    files = ReleaseFileSerializer(many=True)

    class Meta:
        model = Release
        fields = [
            "id", "claim_set", "workspace", "number", "root_hash", "previous", "title", "description", "licence",
            "creators", "notes", "counts", "since", "is_retracted", "notices", "files", "created_at",
        ]  # fmt: skip

    def get_is_retracted(self, release: Release) -> bool:
        """Return whether a notice retracts it."""
        return any(notice.kind == NoticeKind.RETRACTION for notice in release.notices.all())


class ReleaseResource(PublicResource):
    """Immutable, numbered states of a claim set, with a hash of every file."""

    policies: ClassVar[dict[str, Policy]] = {"list": can_read, "retrieve": can_read}
    queryset = releases_with_all()
    ordering = ("-number",)
    lookup_field = "number"
    list_serializer_class = ReleaseSerializer
    detail_serializer_class = ReleaseSerializer

    def visible(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the releases of the claim set of the address."""
        return queryset.filter(claim_set=self.get_claim_set())

    def list(self, request: Request, slug: str) -> Response:  # type: ignore[override]  # noqa: ARG002
        """Return a page of the claim set's releases, the newest first."""
        return super().list(request)

    def retrieve(self, request: Request, slug: str, number: int) -> Response:  # type: ignore[override]  # noqa: ARG002
        """Return one release in full."""
        return self.full(self.get_object())

    def get_object(self) -> Release:
        """Return the release of the address; nobody has made so many that its number does not fit the column."""
        number = self.kwargs["number"]
        found = self.get_queryset().filter(number=number).first() if number < 2**31 else None
        return found or self.refuse()
