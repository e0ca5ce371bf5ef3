"""Adjudications: editors' decisions between judgements that differ."""

from typing import Any, ClassVar

from django.db.models import Prefetch
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import ResourceFilter
from api.permissions import Policy, readable_pair, user_of
from api.v1.base import Resource
from api.v1.briefs import AuthorBrief, PassageBrief, UserBrief, WorkspaceSlugField
from api.v1.fields import IdField, Input, TextField, WordField
from claims.enums import DECIDING_CHOICES
from claims.models import Adjudication, Judgement
from claims.services import Ruling, adjudicate
from claims.services.adjudicating import REASON_MAX_LENGTH
from workspaces.policies import can_edit, can_read


class AdjudicationSerializer(serializers.ModelSerializer[Adjudication]):
    """A decision on a dispute with its reason and the judgements that it settles."""

    workspace = WorkspaceSlugField()
    evidence = serializers.UUIDField(source="evidence_id", help_text="The pair of passage and claim.")
    claim = serializers.UUIDField(source="evidence.claim_id")
    passage = PassageBrief(help_text="The span that was decided for.")
    speaker = AuthorBrief()
    answer = serializers.ChoiceField(
        choices=DECIDING_CHOICES, help_text="`none`: the passage does not bear on the claim."
    )
    decided_by = UserBrief()
    judgements: Any = serializers.PrimaryKeyRelatedField(many=True, read_only=True)

    class Meta:
        model = Adjudication
        fields = [
            "id", "workspace", "evidence", "claim", "passage", "speaker", "answer", "reason", "decided_by",
            "judgements", "created_at",
        ]  # fmt: skip


class AdjudicationInput(Input):
    """A decision on a dispute."""

    evidence = IdField(help_text="The pair that two have judged differently.")
    answer = WordField(choices=DECIDING_CHOICES)
    reason = TextField(max_length=REASON_MAX_LENGTH, help_text="What the judges need to follow.")
    judgement = IdField(required=False, help_text="Whose span and speaker hold; by default the first judge's.")


class AdjudicationFilter(ResourceFilter):
    """Narrows the list of adjudications."""

    evidence = filters.UUIDFilter(field_name="evidence_id", label="Identifier of the pair.")
    claim = filters.UUIDFilter(field_name="evidence__claim_id", label="Identifier of the claim.")
    decided_by = filters.UUIDFilter(field_name="decided_by_id", label="Identifier of the editor who decided.")


class AdjudicationResource(Resource):
    """Decisions between judgements that differ; nobody decides a dispute of their own while another editor can."""

    policies: ClassVar[dict[str, Policy]] = {"list": can_read, "retrieve": can_read, "create": can_edit}
    queryset = Adjudication.objects.select_related(
        "workspace", "evidence", "passage__source", "speaker", "decided_by"
    ).prefetch_related(Prefetch("judgements", queryset=Judgement.objects.only("pk").order_by("created_at", "id")))
    filterset_class = AdjudicationFilter
    list_serializer_class = AdjudicationSerializer
    detail_serializer_class = AdjudicationSerializer

    @extend_schema(request=AdjudicationInput, responses={201: AdjudicationSerializer})
    def create(self, request: Request) -> Response:
        """Decide a dispute: accept the passage with a bearing, or reject it by `none`."""
        given = self.body(AdjudicationInput)
        pair = readable_pair(request, given["evidence"])
        self.require(pair.workspace_id)
        ruling = Ruling(given["answer"], given["reason"], given.get("judgement"))
        return self.created(adjudicate(evidence=pair, ruling=ruling, by=user_of(request)).pk)
