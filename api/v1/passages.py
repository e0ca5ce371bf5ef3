"""Passages: verified quotes, each with its W3C selectors."""

from typing import Any, ClassVar

from django.db.models import Case, OuterRef, Prefetch, QuerySet, Value, When
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.database_json import Listed, Moment, Nested
from api.exceptions import NothingThereError
from api.filters import ResourceFilter
from api.permissions import Policy, readable, user_of
from api.selecting import Many, One
from api.v1.briefs import SourceBrief, WorkspaceSlugField
from api.v1.columns import source_brief
from api.v1.fields import IdField, Input, QuoteField, WholeNumberField
from api.v1.origins import LeaningResource, OriginSerializer, own_source, shown_origins
from claims.queries.independence import byline_of
from claims.queries.judging import hidden_passages
from sources.enums import AnchorMethod, AnchorState, MatchGrade
from sources.models import Anchor, Passage, Source, Stretch, TextVersion
from sources.services import create_passage
from workspaces.policies import can_annotate, can_read

MAX_QUOTE = 20_000
"""Code points. Longer than any passage that a reader would want to see beside a claim."""
MAX_POSITION = 2**31 - 1
TEXT_VERSION_HELP = "Identifier of the text version; its text is at `sources/{id}/text/`."


class TextQuoteSelectorSerializer(serializers.Serializer[Passage]):
    """The quote and the words around it (W3C Web Annotation, TextQuoteSelector)."""

    type = serializers.ChoiceField(choices=["TextQuoteSelector"])
    exact = serializers.CharField(help_text="Stretches of a passage with gaps are joined by “ […] ”.")
    prefix = serializers.CharField()
    suffix = serializers.CharField()


class TextPositionSelectorSerializer(serializers.Serializer[Any]):
    """A stretch of the text in Unicode code points, end exclusive (W3C Web Annotation, TextPositionSelector)."""

    type = serializers.ChoiceField(choices=["TextPositionSelector"])
    start = serializers.IntegerField(min_value=0)
    end = serializers.IntegerField(min_value=1)


class AnchorSerializer(serializers.ModelSerializer[Anchor]):
    """Where the passage stands in one text version, and how sure that is."""

    text_version = serializers.UUIDField(source="text_version_id", help_text=TEXT_VERSION_HELP)
    state = serializers.ChoiceField(choices=AnchorState.choices)
    grade = serializers.ChoiceField(choices=MatchGrade.choices)
    method = serializers.ChoiceField(choices=AnchorMethod.choices, help_text="How the place was found.")
    found = serializers.CharField(help_text="The words at this place where they differ from the quote, else empty.")
    waits = serializers.BooleanField(help_text="Whether a person still has to decide on the place.")
    selectors = serializers.SerializerMethodField()

    class Meta:
        model = Anchor
        fields = ["text_version", "state", "grade", "score", "method", "found", "waits", "decided_at", "selectors"]

    @extend_schema_field(TextPositionSelectorSerializer(many=True))
    def get_selectors(self, anchor: Anchor) -> list[dict[str, Any]]:
        """Return one position selector for each stretch, in the order of the text."""
        return [
            {"type": "TextPositionSelector", "start": stretch.start, "end": stretch.end}
            for stretch in anchor.stretches.all()
        ]


class PassageSerializer(serializers.ModelSerializer[Passage]):
    """A verified quote."""

    workspace = WorkspaceSlugField()
    source = SourceBrief()  # type: ignore[assignment]  # the serializer's class takes its fields out
    selector = serializers.SerializerMethodField()
    anchors = AnchorSerializer(many=True)
    origins = serializers.SerializerMethodField(help_text="The works that it cites, else its own source.")

    class Meta:
        model = Passage
        fields = [
            "id",
            "workspace",
            "source",
            "exact",
            "prefix",
            "suffix",
            "selector",
            "anchors",
            "origins",
            "created_at",
        ]

    @extend_schema_field(TextQuoteSelectorSerializer)
    def get_selector(self, passage: Passage) -> dict[str, str]:
        """Return the quote as a selector that annotation software understands."""
        return {
            "type": "TextQuoteSelector",
            "exact": passage.exact,
            "prefix": passage.prefix,
            "suffix": passage.suffix,
        }

    @extend_schema_field(OriginSerializer(many=True))
    def get_origins(self, passage: Passage) -> Any:  # noqa: ANN401 - what the serializer makes
        """Return what the passage leans on."""
        return shown_origins(self.context, passage.pk)


class PassageInput(Input):
    """A quote to verify against the text of a source."""

    source = IdField()  # type: ignore[assignment]  # the serializer's class takes its fields out
    text_version = IdField(required=False, help_text="By default the source's newest.")
    exact = QuoteField(max_length=MAX_QUOTE, help_text="The quote; “ […] ” stands for words left out.")
    prefix = QuoteField(max_length=500, required=False, allow_blank=True)
    suffix = QuoteField(max_length=500, required=False, allow_blank=True)
    start = WholeNumberField(
        min_value=0, max_value=MAX_POSITION, required=False, help_text="Code point where it starts."
    )


class PassageFilter(ResourceFilter):
    """Narrows the list of passages."""

    source = filters.UUIDFilter(field_name="source_id", label="Identifier of the source.")
    q = filters.CharFilter(field_name="exact", lookup_expr="icontains", label="Words of the quote.")


def _anchors() -> QuerySet[Anchor]:
    return Anchor.objects.filter(passage=OuterRef("pk")).order_by("created_at", "id")


def _stretches() -> QuerySet[Stretch]:
    return Stretch.objects.filter(anchor=OuterRef("pk")).order_by("anchor", "position")


_WAITS = Case(
    When(state__in=AnchorState.unplaced(), decided_at__isnull=True, then=Value(value=True)), default=Value(value=False)
)


class PassageResource(LeaningResource):
    """Quoted spans of sources, verified against the text when they are saved."""

    policies: ClassVar[dict[str, Policy]] = {"list": can_read, "retrieve": can_read, "create": can_annotate}
    queryset = Passage.objects.select_related("workspace", "source").prefetch_related(byline_of("source"))
    filterset_class = PassageFilter
    list_serializer_class = PassageSerializer
    detail_serializer_class = PassageSerializer
    columns = {
        "id": "id", "workspace": "workspace__slug", "source": source_brief("source"), "exact": "exact",
        "prefix": "prefix", "suffix": "suffix",
        "selector": Nested({
            "type": Value("TextQuoteSelector"), "exact": "exact", "prefix": "prefix", "suffix": "suffix",
        }),
        "anchors": Listed(_anchors, {
            "text_version": "text_version_id", "state": "state", "grade": "grade", "score": "score",
            "method": "method", "found": "found", "waits": _WAITS, "decided_at": Moment("decided_at"),
            "selectors": Listed(_stretches, {
                "type": Value("TextPositionSelector"), "start": "start", "end": "end",
            }),
        }),
        "origins": own_source("source__title"), "created_at": Moment("created_at"),
    }  # fmt: skip
    passage_column = "id"
    expansions = {"source": One("SourceResource", "source_id"), "evidence": Many("EvidenceResource", "passage_id")}

    def get_queryset(self) -> QuerySet[Any]:
        """Return readable passages with their places in the texts."""
        anchors = Anchor.objects.order_by("created_at", "id").prefetch_related("stretches")
        passages = super().get_queryset().prefetch_related(Prefetch("anchors", queryset=anchors))
        if self.action == "list":  # whoever has the identifier of a span has marked it or been asked about it
            return passages.exclude(pk__in=hidden_passages(self.reader))
        return passages

    def passages_in(self, row: Any) -> list[Passage]:  # noqa: ANN401 - a passage
        """Return the passage itself."""
        return [row]

    @extend_schema(request=PassageInput, responses={201: PassageSerializer})
    def create(self, request: Request) -> Response:
        """Save a quote that stands in the text; 422 with the nearest text if it does not.

        The same span gives the same passage again.
        """
        given = self.body(PassageInput)
        source = readable(request, Source, given.pop("source"), field="source")
        self.require(source.workspace_id)
        version = _text_version(source, given.pop("text_version", None))
        passage = create_passage(text_version=version, by=user_of(request), **given)
        return self.created(passage.pk)


def _text_version(source: Source, pk: Any) -> TextVersion:  # noqa: ANN401 - a UUID or None
    versions = TextVersion.objects.filter(capture__source=source).select_related("capture__source")
    if pk is not None:
        version = versions.filter(pk=pk).first()
        if version is None:
            raise NothingThereError("The source has no such text version.", pointer="/text_version")
        return version
    version = versions.order_by("-created_at", "-id").first()
    if version is None:
        raise NothingThereError("The source has no text yet: its import still runs or failed.", pointer="/source")
    return version
