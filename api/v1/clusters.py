"""Agreement clusters: statements of several authors that the machine proposes to be about one claim."""

from typing import Any, ClassVar

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django_filters import rest_framework as filters
from rest_framework import serializers

from agreement.enums import RunState
from agreement.models import AgreementCluster, AnalysisRun, ClusterMember
from api.filters import ResourceFilter
from api.permissions import Policy
from api.v1.base import Resource
from api.v1.briefs import AuthorBrief, SourceBrief, WorkspaceSlugField
from sources.models import Sentence
from workspaces.policies import can_read

MEMBERS = (
    ClusterMember.objects.select_related("author", "sentence__text_version__capture__source")
    .defer(
        "sentence__text_version__text",
        "sentence__text_version__furniture",
        "sentence__text_version__capture__content",
        "sentence__text_version__capture__source__csl",
    )
    .order_by("position")
)


class SentenceSerializer(serializers.ModelSerializer[Sentence]):
    """A sentence and where it stands, in code points of the text version."""

    text_version = serializers.UUIDField(source="text_version_id")
    source = SourceBrief(source="text_version.capture.source")  # type: ignore[assignment]  # fields leave the class

    class Meta:
        model = Sentence
        fields = ["id", "text", "text_version", "start", "end", "source"]


class MemberSerializer(serializers.ModelSerializer[ClusterMember]):
    """A statement in a cluster, with what drew it in."""

    author = AuthorBrief()
    sentence = SentenceSerializer()
    nearest = serializers.IntegerField(
        source="nearest_id", allow_null=True, help_text="Sentence of another author that is most like it."
    )
    why = serializers.DictField(help_text="Shared words and the parts of the score.")

    class Meta:
        model = ClusterMember
        fields = ["author", "sentence", "score", "nearest", "why"]


class ClusterSerializer(serializers.ModelSerializer[AgreementCluster]):
    """A cluster in short."""

    workspace = WorkspaceSlugField()
    run = serializers.UUIDField(source="run_id", help_text="Analysis run that proposed it.")
    claim = serializers.UUIDField(
        source="claim_id", allow_null=True, help_text="The claim that a person made of it, if any."
    )
    member_count = serializers.IntegerField()

    class Meta:
        model = AgreementCluster
        fields = ["id", "workspace", "run", "position", "label", "score", "claim", "member_count", "created_at"]


class ClusterDetailSerializer(ClusterSerializer):
    """A cluster with its statements."""

    members = MemberSerializer(many=True)

    class Meta(ClusterSerializer.Meta):
        fields = [*ClusterSerializer.Meta.fields, "members"]


class ClusterFilter(ResourceFilter):
    """Narrows the list of clusters; without `run`, to each workspace's newest finished analysis."""

    run = filters.UUIDFilter(field_name="run_id", label="Identifier of an analysis run; by default the newest.")
    claim = filters.UUIDFilter(field_name="claim_id", label="Identifier of the claim made of it.")

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the clusters, by default those that the pages show."""
        queryset = super().filter_queryset(queryset)
        if self.form.cleaned_data["run"] is not None:
            return queryset
        newest = AnalysisRun.objects.filter(workspace=OuterRef("workspace"), state=RunState.DONE)
        return queryset.filter(run=Subquery(newest.order_by("-created_at", "-id").values("pk")[:1]))


class ClusterResource(Resource):
    """Proposals of the machine: same issue, not same side. They count in no total."""

    policies: ClassVar[dict[str, Policy]] = {"list": can_read, "retrieve": can_read}
    ordering = ("run", "position")
    queryset = AgreementCluster.objects.select_related("workspace").annotate(member_count=Count("members"))
    filterset_class = ClusterFilter
    list_serializer_class = ClusterSerializer
    detail_serializer_class = ClusterDetailSerializer

    def get_detail_queryset(self) -> QuerySet[Any]:
        """Return readable clusters with their statements."""
        return self.get_queryset().prefetch_related(Prefetch("members", queryset=MEMBERS))
