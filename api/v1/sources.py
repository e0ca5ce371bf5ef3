"""Sources: works with their captures and texts."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from api.exceptions import InvalidParameterError
from api.filters import ResourceFilter
from api.parsers import JSONParser
from api.permissions import Policy, readable_workspace, user_of
from api.v1.base import Resource
from api.v1.briefs import AuthorBrief, WorkspaceSlugField
from api.v1.fields import Input, JsonPartField, TextField, WordField
from common.outbound.addresses import MAX_URL_LENGTH
from sources.enums import SourceNature
from sources.models import Capture, Source, TextVersion
from sources.services import add_address, add_source, extraction_job
from workspaces.policies import can_annotate, can_read


class SourceSerializer(serializers.ModelSerializer[Source]):
    """A work in short."""

    workspace = WorkspaceSlugField()
    authors = AuthorBrief(many=True, source="ordered_authors", help_text="In the order of the byline.")
    issued_label = serializers.CharField(help_text="The date as far as it is stated.")

    class Meta:
        model = Source
        fields = [
            "id", "workspace", "key", "nature", "title", "container", "authors", "issued_on", "issued_precision",
            "issued_label", "url", "doi", "language", "created_at",
        ]  # fmt: skip


class CaptureSerializer(serializers.ModelSerializer[Capture]):
    """Bytes of the source as received once."""

    class Meta:
        model = Capture
        fields = ["id", "sha256", "size", "media_type", "origin", "created_at"]


class TextVersionSerializer(serializers.ModelSerializer[TextVersion]):
    """An immutable text made of a capture."""

    capture = serializers.UUIDField(source="capture_id")

    class Meta:
        model = TextVersion
        fields = ["id", "capture", "extractor", "extractor_version", "sha256", "length", "created_at"]


class SourceDetailSerializer(SourceSerializer):
    """A work with what was received of it and the texts made of that."""

    csl = serializers.DictField(help_text="The whole item as CSL-JSON.")
    captures = CaptureSerializer(many=True)
    text_versions = TextVersionSerializer(many=True, help_text="Newest first.")
    job = serializers.SerializerMethodField(help_text="Address of the job that fetches or reads the text.")

    class Meta(SourceSerializer.Meta):
        fields = [*SourceSerializer.Meta.fields, "csl", "captures", "text_versions", "job"]

    def get_job(self, source: Source) -> str | None:
        """Return the address of the newest job that fetches or reads it, null if there never was one."""
        job = extraction_job(source=source)
        return reverse("api:job-detail", [job.pk], request=self.context["request"]) if job else None


class TextSerializer(serializers.ModelSerializer[TextVersion]):
    """The canonical text that positions count in."""

    class Meta:
        model = TextVersion
        fields = ["id", "sha256", "length", "text"]


class SourceInput(Input):
    """A work to add: its CSL-JSON item and its text."""

    workspace = TextField(max_length=60, help_text="Slug of the workspace.")
    item = serializers.DictField(help_text="CSL-JSON item with at least `id` and `title`.")
    text = TextField(trim_whitespace=False, help_text="The whole text.")
    nature = WordField(choices=SourceNature.choices, default=SourceNature.ORIGINAL)


class AddressInput(Input):
    """A work to add from its address on the web."""

    workspace = TextField(max_length=60, help_text="Slug of the workspace.")
    url = TextField(max_length=MAX_URL_LENGTH, help_text="Address that the worker is going to fetch.")
    item = serializers.DictField(required=False, help_text="What is known of the work, as a CSL-JSON item.")
    nature = WordField(choices=SourceNature.choices, default=SourceNature.ORIGINAL)


class SourceFileInput(Input):
    """A work to add from a file."""

    workspace = TextField(max_length=60, help_text="Slug of the workspace.")
    item = JsonPartField(help_text="CSL-JSON item with at least `id` and `title`.")
    file = serializers.FileField(help_text="Plain text.")
    nature = WordField(choices=SourceNature.choices, default=SourceNature.ORIGINAL)


class SourceFilter(ResourceFilter):
    """Narrows the list of sources."""

    author = filters.UUIDFilter(field_name="authorships__author_id", label="Identifier of an author.")
    nature = filters.ChoiceFilter(choices=SourceNature.choices, label="Original or summary.")
    key = filters.CharFilter(label="Citation key.")
    q = filters.CharFilter(field_name="title", lookup_expr="icontains", label="Words of the title.")


class SourceResource(Resource):
    """Works: title, ordered authors, date, container and identifiers."""

    policies: ClassVar[dict[str, Policy]] = {
        "list": can_read, "retrieve": can_read, "text": can_read, "create": can_annotate,
        "fetch": can_annotate,
    }  # fmt: skip
    queryset = Source.objects.select_related("workspace").with_authors()
    filterset_class = SourceFilter
    list_serializer_class = SourceSerializer
    detail_serializer_class = SourceDetailSerializer
    parser_classes = [JSONParser, MultiPartParser]
    parameters: ClassVar[dict[str, frozenset[str]]] = {"text": frozenset({"text_version"})}

    def get_queryset(self) -> QuerySet[Any]:
        """Return readable sources without their bulky columns in lists."""
        queryset = super().get_queryset()
        return queryset.defer("csl") if self.action == "list" else queryset

    def get_object(self) -> Source:
        """Return the source with its captures, without their bytes, and its text versions, without the texts."""
        source = super().get_object()
        source.text_versions = list(
            TextVersion.objects.filter(capture__source=source).defer("text", "furniture").order_by("-created_at", "-id")
        )
        return source

    def get_detail_queryset(self) -> QuerySet[Any]:
        """Return readable sources with their captures."""
        captures = Capture.objects.defer("content")
        return self.get_queryset().prefetch_related(Prefetch("captures", queryset=captures))

    @extend_schema(
        request={"application/json": SourceInput, "multipart/form-data": SourceFileInput},
        responses={202: SourceDetailSerializer},
    )
    def create(self, request: Request) -> Response:
        """Add a work and queue the reading of its text; `job` says how far that is."""
        is_form = request.content_type.startswith("multipart/")
        given = self.body(SourceFileInput if is_form else SourceInput)
        workspace = readable_workspace(user_of(request), given["workspace"])
        self.require(workspace.pk)
        file = given.get("file")
        source = add_source(
            workspace=workspace,
            item=given["item"],
            data=file.read() if file else given["text"].encode(),
            origin=file.name if file else "API",
            nature=given["nature"],
            by=user_of(request),
        )
        return self.accepted(source)

    @extend_schema(request=AddressInput, responses={202: SourceDetailSerializer})
    @action(detail=False, methods=["post"])
    def fetch(self, request: Request) -> Response:
        """Add a work by its address and queue the fetching; `job` says how far that is. Known addresses are 409."""
        given = self.body(AddressInput)
        workspace = readable_workspace(user_of(request), given["workspace"])
        self.require(workspace.pk)
        source = add_address(
            workspace=workspace,
            url=given["url"],
            item=given.get("item"),
            nature=given["nature"],
            by=user_of(request),
        )
        return self.accepted(source)

    def accepted(self, source: Source) -> Response:
        """Return the new source, whose text is still to come."""
        response = self.created(source.pk)
        response.status_code = status.HTTP_202_ACCEPTED
        return response

    @extend_schema(
        responses=TextSerializer,
        parameters=[OpenApiParameter("text_version", UUID, description="One of the source's; by default the newest.")],
    )
    @action(detail=True)
    def text(self, request: Request, pk: UUID) -> Response:
        """Return a canonical text; positions count its code points. 404 while there is none yet."""
        versions = TextVersion.objects.filter(capture__source__in=self.get_queryset().filter(pk=pk))
        asked = request.query_params.get("text_version")
        if asked is not None:
            versions = versions.filter(pk=_uuid(asked))
        version = versions.order_by("-created_at", "-id").first()
        if version is None:
            raise Http404
        return Response(TextSerializer(version).data)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise InvalidParameterError({"text_version": ["Give the identifier of a text version."]}) from error
