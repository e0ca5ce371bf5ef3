"""Claims: propositions in the team's words, with the evidence and stances on them."""

from typing import Any, ClassVar
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.database_json import Moment, claim_label
from api.filters import ResourceFilter
from api.permissions import Policy, readable, readable_workspace, refuse_unless, user_of
from api.selecting import Many
from api.v1.briefs import WorkspaceSlugField
from api.v1.evidence import EvidenceResource, EvidenceSerializer
from api.v1.fields import IdField, Input, TextField, WordField
from api.v1.origins import LeaningResource, SidesSerializer
from api.v1.stances import StanceResource, StanceSerializer
from claims.enums import ClaimKind, ClaimStatus
from claims.models import CLAIM_MAX_LENGTH, Claim
from claims.policies import can_set_claim_status, can_word_claim
from claims.queries import effective_stances
from claims.queries.independence import Sides, independence_of
from claims.services import create_claim, edit_claim, merge_claims, set_claim_status
from sources.models import Passage
from workspaces.policies import can_annotate, can_edit, can_read

MAX_TOPIC = 80
MAX_NUMBER = 2**31 - 1


class ClaimSerializer(serializers.ModelSerializer[Claim]):
    """A claim in short, with the counts of decided evidence."""

    workspace = WorkspaceSlugField()
    supporting_count = serializers.IntegerField()
    contradicting_count = serializers.IntegerField()
    suggested_count = serializers.IntegerField(help_text="Suggestions that wait for a decision.")

    class Meta:
        model = Claim
        fields = [
            "id", "workspace", "number", "label", "text", "kind", "status", "topic", "supporting_count",
            "contradicting_count", "suggested_count", "created_at", "updated_at",
        ]  # fmt: skip


class ClaimDetailSerializer(ClaimSerializer):
    """A claim with all evidence and stances on it."""

    merged_into = serializers.UUIDField(
        source="merged_into_id", allow_null=True, help_text="The claim that says the same and stands instead."
    )
    evidence = EvidenceSerializer(many=True)
    independence = serializers.SerializerMethodField(help_text="Passages that lean on one work count once.")
    stances = StanceSerializer(many=True, help_text="Every stance, dated ones and derived ones too.")
    effective_stances = serializers.SerializerMethodField(
        help_text="By author, the stance that counts: one set by an editor before derived ones, then the latest."
    )

    class Meta(ClaimSerializer.Meta):
        fields = [
            *ClaimSerializer.Meta.fields,
            "merged_into",
            "evidence",
            "independence",
            "stances",
            "effective_stances",
        ]

    @extend_schema_field(SidesSerializer)
    def get_independence(self, claim: Claim) -> Any:  # noqa: ANN401 - what the serializer makes
        """Return how many accepted passages there are on each side and how many of them are independent."""
        return SidesSerializer(independence_of([claim]).get(claim.pk, Sides())).data

    def get_effective_stances(self, claim: Claim) -> dict[str, UUID]:
        """Return the identifier of the stance that counts, by the identifier of the author."""
        chosen = effective_stances([claim]).get(claim.pk, {})
        return {str(author): stance.pk for author, stance in chosen.items()}


class ClaimInput(Input):
    """A new claim."""

    workspace = TextField(max_length=60, help_text="Slug of the workspace.")
    text = TextField(max_length=CLAIM_MAX_LENGTH)
    kind = WordField(choices=ClaimKind.choices)
    status = WordField(choices=ClaimStatus.choices, default=ClaimStatus.DRAFT)
    topic = TextField(max_length=MAX_TOPIC, allow_blank=True, default="")


class ClaimChange(Input):
    """What to change of a claim; what is left out stays."""

    text = TextField(max_length=CLAIM_MAX_LENGTH, required=False)
    kind = WordField(choices=ClaimKind.choices, required=False)
    status = WordField(choices=ClaimStatus.choices, required=False)
    topic = TextField(max_length=MAX_TOPIC, allow_blank=True, required=False)


class MergeInput(Input):
    """Into which claim another one is to be merged."""

    into = IdField(help_text="The claim that says the same and stays.")


class ClaimFilter(ResourceFilter):
    """Narrows the list of claims."""

    status = filters.ChoiceFilter(choices=ClaimStatus.choices, label="How far the claim has come in review.")
    kind = filters.ChoiceFilter(choices=ClaimKind.choices, label="What sort of proposition it is.")
    topic = filters.CharFilter(label="The topic, as it is written.")
    number = extend_schema_field({"type": "integer", "minimum": 1, "maximum": MAX_NUMBER})(
        filters.NumberFilter(min_value=1, max_value=MAX_NUMBER, decimal_places=0, label="Number in the workspace.")
    )
    q = filters.CharFilter(field_name="text", lookup_expr="icontains", label="Words of the claim.")


class ClaimResource(LeaningResource):
    """Canonical propositions that people can support or contradict."""

    policies: ClassVar[dict[str, Policy]] = {
        "list": can_read, "retrieve": can_read, "create": can_annotate, "partial_update": can_annotate,
        "merge": can_edit,
    }  # fmt: skip
    queryset = Claim.objects.select_related("workspace").with_evidence_counts()
    filterset_class = ClaimFilter
    list_serializer_class = ClaimSerializer
    detail_serializer_class = ClaimDetailSerializer
    columns = {
        "id": "id", "workspace": "workspace__slug", "number": "number", "label": claim_label(), "text": "text",
        "kind": "kind", "status": "status", "topic": "topic", "supporting_count": "supporting_count",
        "contradicting_count": "contradicting_count", "suggested_count": "suggested_count",
        "created_at": Moment("created_at"), "updated_at": Moment("updated_at"),
    }  # fmt: skip
    expansions = {"evidence": Many("EvidenceResource", "claim_id"), "stances": Many("StanceResource", "claim_id")}

    def get_detail_queryset(self) -> QuerySet[Any]:
        """Return readable claims with all evidence and stances."""
        return self.get_queryset().prefetch_related(
            Prefetch("evidence", queryset=EvidenceResource.queryset.seen_by(user_of(self.request)).order_by("id")),
            Prefetch("stances", queryset=StanceResource.queryset.order_by("id")),
        )

    def passages_in(self, row: Any) -> list[Passage]:  # noqa: ANN401 - a claim
        """Return the passages of the claim's evidence; a list shows none."""
        return [] if self.action == "list" else [one.passage for one in row.evidence.all()]

    @extend_schema(request=ClaimInput, responses={201: ClaimDetailSerializer})
    def create(self, request: Request) -> Response:
        """Add a claim; only editors may add one that is accepted or retired at once."""
        given = self.body(ClaimInput)
        workspace = readable_workspace(user_of(request), given.pop("workspace"))
        membership = self.require(workspace.pk)
        refuse_unless(membership, can_set_claim_status(membership, Claim(), given["status"]))
        claim = create_claim(workspace=workspace, by=user_of(request), **given)
        return self.created(claim.pk)

    @extend_schema(request=ClaimChange, responses=ClaimDetailSerializer)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        """Reword a claim or move it on; what is accepted or retired, and making it so, is for editors."""
        claim = self.get_object()
        membership = self.require(claim.workspace_id)
        given = self.body(ClaimChange)
        status = given.pop("status", claim.status)
        wording = {name: given.get(name, getattr(claim, name)) for name in ("text", "kind", "topic")}
        if given:
            refuse_unless(membership, can_word_claim(membership, claim))
        if status != claim.status:
            refuse_unless(membership, can_set_claim_status(membership, claim, status))
        with transaction.atomic():
            edit_claim(claim=claim, by=user_of(request), **wording)
            set_claim_status(claim=claim, status=status, by=user_of(request))
        return self.read_again(pk)

    @extend_schema(request=MergeInput, responses=ClaimDetailSerializer)
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, pk: UUID) -> Response:
        """Merge the claim into another that says the same; it is retired, and what hung on it moves there."""
        claim = self.get_object()
        membership = self.require(claim.workspace_id)
        given = self.body(MergeInput)
        into = readable(request, Claim, given["into"], field="into", workspace=membership.workspace_id)
        merge_claims(claim=claim, into=into, by=user_of(request))
        return self.read_again(pk)
