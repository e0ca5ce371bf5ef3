"""Releases of claim sets: immutable, numbered, with hashes, to be cited."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from api.exceptions import NothingThereError
from api.negotiation import QualityNegotiation
from api.permissions import Policy, user_of
from api.v1.briefs import WorkspaceSlugField
from api.v1.fields import Input, TextField, WholeNumberField, WordField, YesNoField
from api.v1.jobs import JobSerializer
from api.v1.public import PublicResource
from api.v1.release_answers import FORM_RENDERERS, FORM_RESPONSES, PART_RESPONSES, answer_form
from releases.domain.metadata.citation import cite
from releases.enums import NoticeKind
from releases.models import ClaimSet, Notice, Release, ReleaseFile
from releases.policies import can_release
from releases.presenters import file_address
from releases.queries.facts import facts_of
from releases.queries.releases import releases_with_all
from releases.services import add_notice, start_release
from releases.services.notices import NOTICE_MAX_LENGTH
from releases.services.releases import NOTES_MAX_LENGTH
from workspaces.policies import can_read

MAX_NUMBER = 2**31 - 1
COUNTS = ("claims", "evidence", "stances", "authors", "sources", "arguments")
COUNTS_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": list(COUNTS),
    "properties": {name: {"type": "integer", "minimum": 0} for name in COUNTS},
}


@extend_schema_field(COUNTS_SCHEMA)
class CountsField(serializers.JSONField):
    """How many rows of each kind there are."""


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

    url = serializers.SerializerMethodField(help_text="Where its bytes are.")

    class Meta:
        model = ReleaseFile
        fields = ["name", "role", "media_type", "sha256", "size", "records", "url"]

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, file: ReleaseFile) -> str:
        """Return the file's address."""
        release: Release = self.context["release"]
        path = file_address(release.claim_set, release.number, file.name)
        return self.context["request"].build_absolute_uri(path)


class ReleaseSerializer(serializers.ModelSerializer[Release]):
    """A release: title, licence and creators are those of the claim set when it was made."""

    claim_set = serializers.SlugRelatedField[ClaimSet](slug_field="slug", read_only=True)
    workspace = WorkspaceSlugField()
    previous = NumberField(allow_null=True, help_text="Number of the release before.")
    creators = serializers.ListField(child=serializers.CharField(), help_text="Names to cite, in order.")
    counts = CountsField(help_text="What is in it.")
    citation = serializers.SerializerMethodField(help_text="How to cite it; other forms are among its files.")
    is_retracted = serializers.SerializerMethodField()
    notices = NoticeSerializer(many=True, help_text="Retractions and corrections, the first one first.")
    files = serializers.SerializerMethodField()

    class Meta:
        model = Release
        fields = [
            "id", "claim_set", "workspace", "number", "root_hash", "previous", "title", "description", "licence",
            "creators", "notes", "counts", "citation", "since", "is_retracted", "notices", "files", "created_at",
        ]  # fmt: skip

    def get_citation(self, release: Release) -> str:
        """Return the sentence by which people cite it."""
        return cite(facts_of(release))

    def get_is_retracted(self, release: Release) -> bool:
        """Return whether a notice retracts it."""
        return any(notice.kind == NoticeKind.RETRACTION for notice in release.notices.all())

    @extend_schema_field(ReleaseFileSerializer(many=True))
    def get_files(self, release: Release) -> Any:  # noqa: ANN401 - what the serializer makes
        """Return the files by name."""
        context = {**self.context, "release": release}
        return ReleaseFileSerializer(release.files.all(), many=True, context=context).data


class ReleaseInput(Input):
    """What to say of the new release."""

    notes = TextField(max_length=NOTES_MAX_LENGTH, allow_blank=True, default="", help_text="What is new.")
    force = YesNoField(default=False, help_text="Also if nothing changed since the last release.")


class NoticeInput(Input):
    """What to say of a release that stays as it is."""

    kind = WordField(choices=NoticeKind.choices)
    text = TextField(max_length=NOTICE_MAX_LENGTH)
    replaced_by = WholeNumberField(
        required=False, min_value=1, max_value=MAX_NUMBER, help_text="Number of the release that stands instead."
    )


class ReleaseResource(PublicResource):
    """Immutable, numbered states of a claim set, with a hash of every file."""

    policies: ClassVar[dict[str, Policy]] = {
        "list": can_read, "retrieve": can_read, "create": can_release, "notices": can_release,
    }  # fmt: skip
    # A notice stands beside its release, which never changes.
    unconditional = frozenset({"notices"})
    queryset = releases_with_all()
    ordering = ("-number",)
    lookup_field = "number"
    content_negotiation_class = QualityNegotiation
    renderer_classes = (JSONRenderer, *FORM_RENDERERS)
    list_serializer_class = ReleaseSerializer
    detail_serializer_class = ReleaseSerializer

    def visible(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the releases of the claim set of the address."""
        return queryset.filter(claim_set=self.get_claim_set())

    def list(self, request: Request, slug: str) -> Response:  # type: ignore[override]  # noqa: ARG002
        """Return a page of the claim set's releases, the newest first."""
        return super().list(request)

    def get_renderers(self) -> Sequence[BaseRenderer]:  # type: ignore[override]  # `list` is an action here
        """Return the forms that there are: of a release all formats, of anything else JSON."""
        return [renderer() for renderer in (self.renderer_classes if self.action == "retrieve" else (JSONRenderer,))]

    @extend_schema(responses={(200, "application/json"): ReleaseSerializer, **FORM_RESPONSES, **PART_RESPONSES})
    def retrieve(self, request: Request, slug: str, number: int) -> HttpResponseBase:  # type: ignore[override]  # noqa: ARG002
        """Return one release in full, or in the format that `Accept` likes best."""
        release, form = self.get_object(), request.accepted_renderer.format
        return self.full(release) if form == JSONRenderer.format else answer_form(request, release, form)

    def get_object(self) -> Release:
        """Return the release of the address; nobody has made so many that its number does not fit the column."""
        if self.kwargs["number"] > MAX_NUMBER:
            self.refuse()
        return super().get_object()

    @extend_schema(request=ReleaseInput, responses={202: JobSerializer})
    def create(self, request: Request, slug: str) -> Response:  # noqa: ARG002 - the address names it
        """Ask for the next release of the claim set: the job's result has its number."""
        claim_set = self.get_claim_set()
        self.require(claim_set.workspace_id)
        job = start_release(claim_set=claim_set, by=user_of(request), **self.body(ReleaseInput))
        response = Response(JobSerializer(job, context=self.get_serializer_context()).data)
        response.status_code = status.HTTP_202_ACCEPTED
        response["Location"] = reverse("api:job-detail", [job.pk], request=request)
        return response

    @extend_schema(request=NoticeInput, responses={201: NoticeSerializer})
    def notices(self, request: Request, slug: str, number: int) -> Response:  # noqa: ARG002 - the address names it
        """Retract or correct a release in words; no byte of it changes."""
        release = self.get_object()
        self.require(release.workspace_id)
        given = self.body(NoticeInput)
        instead = given.pop("replaced_by", None)
        replaced_by = release.claim_set.releases.filter(number=instead).first() if instead else None
        if instead and replaced_by is None:
            raise NothingThereError(f"This claim set has no release {instead}.", pointer="/replaced_by")
        notice = add_notice(release=release, replaced_by=replaced_by, by=user_of(request), **given)
        return Response(NoticeSerializer(notice).data, status=status.HTTP_201_CREATED)
