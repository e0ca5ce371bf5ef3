"""Who cites what: entries of reference lists, and the citations that mean them."""

from typing import Any, ClassVar

from django.db.models import Count, QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers

from api.filters import ResourceFilter
from api.permissions import Policy
from api.v1.base import Resource
from api.v1.briefs import UserBrief, WorkspaceSlugField
from sources.enums import CitationDecision, CitationProblem, CitationStyle, ReferenceDecision
from sources.models import Citation, Reference
from workspaces.policies import can_read

TEXT_VERSION_HELP = "Identifier of the text version that the positions count in."


class ReferenceSerializer(serializers.ModelSerializer[Reference]):
    """An entry of a reference list with the work that it names."""

    workspace = WorkspaceSlugField()
    source = serializers.UUIDField(  # type: ignore[assignment]  # the serializer's class takes its fields out
        source="text_version.capture.source_id", help_text="The source that cites."
    )
    text_version = serializers.UUIDField(source="text_version_id", help_text=TEXT_VERSION_HELP)
    csl = serializers.DictField(help_text="The work as CSL-JSON, without id.")
    keys = serializers.ListField(
        child=serializers.CharField(), help_text="DOI, address, author with year and title: one in common is one work."
    )
    citation_count = serializers.IntegerField(help_text="Citations that mean it; 0 is a problem unless dismissed.")
    decision = serializers.ChoiceField(choices=ReferenceDecision.choices, help_text="Empty until a person decided.")
    library_source = serializers.UUIDField(
        source="source_id", allow_null=True, help_text="The work in the library, where a person tied it."
    )

    class Meta:
        model = Reference
        fields = [
            "id", "workspace", "source", "text_version", "position", "start", "end", "number", "label", "year", "title",
            "doi", "url", "csl", "keys", "citation_count", "decision", "library_source", "created_at",
        ]  # fmt: skip


class CitationSerializer(serializers.ModelSerializer[Citation]):
    """A mention of one work in a text."""

    workspace = WorkspaceSlugField()
    source = serializers.UUIDField(  # type: ignore[assignment]  # the serializer's class takes its fields out
        source="text_version.capture.source_id", help_text="The source that cites."
    )
    text_version = serializers.UUIDField(source="text_version_id", help_text=TEXT_VERSION_HELP)
    style = serializers.ChoiceField(  # type: ignore[assignment]  # the same
        choices=CitationStyle.choices
    )
    names = serializers.ListField(child=serializers.CharField(), help_text="Authors as the text names them.")
    reference = serializers.UUIDField(
        source="reference_id", allow_null=True, help_text="The entry that it means; a person's word where one decided."
    )
    problem = serializers.ChoiceField(
        choices=CitationProblem.choices, help_text="What does not fit, as the rules see it; empty if nothing."
    )
    candidates = serializers.ListField(child=serializers.UUIDField(), help_text="Entries that it may mean instead.")
    decision = serializers.ChoiceField(choices=CitationDecision.choices, help_text="Empty until a person decided.")
    decided_by = UserBrief(allow_null=True)

    class Meta:
        model = Citation
        fields = [
            "id", "workspace", "source", "text_version", "start", "end", "reach_start", "reach_end", "style", "names",
            "others", "year", "number", "locator", "reference", "problem", "candidates", "spelling", "decision",
            "decided_by", "decided_at", "created_at",
        ]  # fmt: skip


class ReferenceFilter(ResourceFilter):
    """Narrows the list of references."""

    source = filters.UUIDFilter(field_name="text_version__capture__source_id", label="The source that cites.")
    text_version = filters.UUIDFilter(field_name="text_version_id", label="One text version of it.")
    q = filters.CharFilter(field_name="title", lookup_expr="icontains", label="Words of the title.")


class CitationFilter(ResourceFilter):
    """Narrows the list of citations."""

    source = filters.UUIDFilter(field_name="text_version__capture__source_id", label="The source that cites.")
    text_version = filters.UUIDFilter(field_name="text_version_id", label="One text version of it.")
    reference = filters.UUIDFilter(field_name="reference_id", label="The entry that is meant.")
    problem = filters.ChoiceFilter(
        choices=[choice for choice in CitationProblem.choices if choice[0]], label="What does not fit."
    )
    decision = filters.ChoiceFilter(
        choices=[choice for choice in CitationDecision.choices if choice[0]], label="What a person said."
    )


class ReferenceResource(Resource):
    """Entries of reference lists, in every text version."""

    policies: ClassVar[dict[str, Policy]] = {"list": can_read, "retrieve": can_read}
    queryset = Reference.objects.select_related("workspace", "text_version__capture").defer(
        "text_version__text", "text_version__furniture", "text_version__capture__content"
    )
    filterset_class = ReferenceFilter
    list_serializer_class = ReferenceSerializer
    detail_serializer_class = ReferenceSerializer

    def get_queryset(self) -> QuerySet[Any]:
        """Return readable references with the number of citations that mean them."""
        return super().get_queryset().annotate(citation_count=Count("citations"))


class CitationResource(Resource):
    """Citations in texts, linked to entries, with what does not fit."""

    policies: ClassVar[dict[str, Policy]] = {"list": can_read, "retrieve": can_read}
    queryset = Citation.objects.select_related("workspace", "decided_by", "text_version__capture").defer(
        "text_version__text", "text_version__furniture", "text_version__capture__content"
    )
    filterset_class = CitationFilter
    list_serializer_class = CitationSerializer
    detail_serializer_class = CitationSerializer
