"""Sources: works with their captures and texts."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import OuterRef, Prefetch, QuerySet
from django.http import Http404
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.status import HTTP_202_ACCEPTED

from api.database_json import DateLabel, Listed, Moment
from api.exceptions import InvalidParameterError
from api.filters import ResourceFilter
from api.parsers import JSONParser
from api.permissions import Policy, readable_workspace, user_of
from api.selecting import Many
from api.v1.base import Resource
from api.v1.briefs import AuthorBrief, WorkspaceSlugField
from api.v1.columns import author_brief
from api.v1.source_inputs import AddressInput, GradeInput, SourceChange, SourceFileInput, SourceInput, StatusInput
from sources.enums import Credibility, Reliability, SourceNature, SourceStatus
from sources.models import Authorship, Capture, Source, TextVersion
from sources.queries import weigh
from sources.services import (
    add_address,
    add_source,
    edit_source,
    extraction_job,
    grade_source,
    set_source_status,
)
from sources.signals import Dependent, Impact
from workspaces.policies import can_annotate, can_edit, can_read


class SourceSerializer(serializers.ModelSerializer[Source]):
    """A work in short."""

    workspace = WorkspaceSlugField()
    authors = AuthorBrief(many=True, source="ordered_authors", help_text="In the order of the byline.")
    issued_label = serializers.CharField(help_text="The date as far as it is stated.")

    class Meta:
        model = Source
        fields = [
            "id", "workspace", "key", "nature", "title", "container", "authors", "issued_on", "issued_precision",
            "issued_label", "url", "doi", "language", "reliability", "credibility", "status", "status_on",
            "status_reason", "revision", "created_at",
        ]  # fmt: skip


class CaptureSerializer(serializers.ModelSerializer[Capture]):
    """Bytes of the source as received once."""

    class Meta:
        model = Capture
        fields = ["id", "sha256", "size", "media_type", "origin", "fetched", "created_at"]


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


class DependentSerializer(serializers.Serializer[Dependent]):
    """One thing that hangs on a source."""

    label = serializers.CharField(help_text="What people call it.")  # type: ignore[assignment]
    text = serializers.CharField()
    url = serializers.CharField(help_text="Its page, from the site's root.")


class ImpactSerializer(serializers.Serializer[Impact]):
    """All of one kind that hangs on a source."""

    kind = serializers.CharField(source="many", help_text="Such as passages, claims, stances or argument maps.")
    dependents = DependentSerializer(many=True)


class SourceFilter(ResourceFilter):
    """Narrows the list of sources."""

    author = filters.UUIDFilter(field_name="authorships__author_id", label="Identifier of an author.")
    nature = filters.ChoiceFilter(choices=SourceNature.choices, label="Original or summary.")
    key = filters.CharFilter(label="Citation key.")
    status = filters.ChoiceFilter(choices=SourceStatus.choices, label="Active, corrected or retracted.")
    reliability = filters.ChoiceFilter(choices=Reliability.choices, label="Letter of the grade; f is not judged.")
    credibility = filters.ChoiceFilter(choices=Credibility.choices, label="Number of the grade; 6 is not judged.")
    q = filters.CharFilter(field_name="title", lookup_expr="icontains", label="Words of the title.")


def _byline() -> QuerySet[Authorship]:
    return Authorship.objects.filter(source=OuterRef("pk")).order_by("position")


class SourceResource(Resource):
    """Works: title, ordered authors, date, container and identifiers."""

    policies: ClassVar[dict[str, Policy]] = {
        "list": can_read, "retrieve": can_read, "text": can_read, "create": can_annotate,
        "fetch": can_annotate, "partial_update": can_annotate, "grade": can_edit, "status": can_edit,
        "impact": can_read,
    }  # fmt: skip
    queryset = Source.objects.select_related("workspace").with_authors()
    filterset_class = SourceFilter
    list_serializer_class = SourceSerializer
    detail_serializer_class = SourceDetailSerializer
    columns = {
        "id": "id", "workspace": "workspace__slug", "key": "key", "nature": "nature", "title": "title",
        "container": "container", "authors": Listed(_byline, author_brief("author").fields), "issued_on": "issued_on",
        "issued_precision": "issued_precision", "issued_label": DateLabel("issued_on", "issued_precision"),
        "url": "url", "doi": "doi", "language": "language", "reliability": "reliability",
        "credibility": "credibility", "status": "status", "status_on": "status_on", "status_reason": "status_reason",
        "revision": "revision", "created_at": Moment("created_at"),
    }  # fmt: skip
    expansions = {"passages": Many("PassageResource", "source_id")}
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
    @action(detail=False, methods=["post"], parser_classes=[JSONParser])
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

    @extend_schema(request={"application/json": SourceChange}, responses=SourceDetailSerializer)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        """Change what is known of a work; its key stays."""
        source = self.get_object()
        self.require(source.workspace_id)
        given = self.body(SourceChange)
        edit_source(
            source=source,
            changes=given.get("item", {}),
            nature=given.get("nature"),
            revision=given.get("revision"),
            by=user_of(request),
        )
        return self.read_again(pk)

    @extend_schema(request=GradeInput, responses=SourceDetailSerializer)
    @action(detail=True, methods=["post"], parser_classes=[JSONParser])
    def grade(self, request: Request, pk: UUID) -> Response:
        """Grade a source; F and 6 mean not judged."""
        source = self.get_object()
        self.require(source.workspace_id)
        grade_source(source=source, by=user_of(request), **self.body(GradeInput))
        return self.read_again(pk)

    @extend_schema(request=StatusInput, responses=SourceDetailSerializer)
    @action(detail=True, methods=["post"], parser_classes=[JSONParser])
    def status(self, request: Request, pk: UUID) -> Response:
        """Mark a source as corrected or retracted, or as active again; ask `impact` first what hangs on it."""
        source = self.get_object()
        self.require(source.workspace_id)
        set_source_status(source=source, by=user_of(request), **self.body(StatusInput))
        return self.read_again(pk)

    @extend_schema(responses=ImpactSerializer(many=True))
    @action(detail=True, pagination_class=None, filterset_class=None)
    def impact(self, request: Request, pk: UUID) -> Response:  # noqa: ARG002 - DRF's signature
        """Return all that hangs on a source, kind by kind."""
        impacts: Any = weigh(self.get_object())
        return Response(ImpactSerializer(impacts, many=True).data)

    def accepted(self, source: Source) -> Response:
        """Return the new source, whose text is still to come."""
        response = self.created(source.pk)
        response.status_code = HTTP_202_ACCEPTED
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
