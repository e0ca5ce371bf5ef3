"""Evidence: passages that bear on claims."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.database_json import Moment
from api.filters import ResourceFilter
from api.permissions import Policy, readable, refuse_unless, user_of
from api.selecting import One
from api.v1.briefs import AuthorBrief, PassageBrief, UserBrief, WorkspaceSlugField
from api.v1.columns import author_brief, passage_brief, user_brief
from api.v1.fields import IdField, Input, WordField
from api.v1.origins import LeaningResource, OriginSerializer, own_source, shown_origins
from claims.enums import Bearing, EvidenceState
from claims.models import Claim, Evidence
from claims.policies import can_change_evidence
from claims.queries.independence import byline_of
from claims.services import decide_evidence, link_evidence, remove_evidence
from claims.services.evidence import DECISIONS
from sources.models import Author, Passage
from workspaces.policies import can_annotate, can_read


class EvidenceSerializer(serializers.ModelSerializer[Evidence]):
    """A passage that bears on a claim; only accepted evidence counts in any total.

    In the state `judging` it is a pair that annotators judge alone, shown only to those who have judged it; its bearing
    then is nobody's answer.
    """

    workspace = WorkspaceSlugField()
    claim = serializers.UUIDField(source="claim_id")
    passage = PassageBrief()
    speaker = AuthorBrief(help_text="Whose view the passage states.")
    why = serializers.DictField(help_text="What made the machine suggest it; empty if a person made it.")
    decided_by = UserBrief(allow_null=True)
    origins = serializers.SerializerMethodField(help_text="The works that the passage cites, else its own source.")

    class Meta:
        model = Evidence
        fields = [
            "id", "workspace", "claim", "passage", "speaker", "bearing", "state", "score", "why", "origins",
            "decided_by", "decided_at", "created_at",
        ]  # fmt: skip

    @extend_schema_field(OriginSerializer(many=True))
    def get_origins(self, evidence: Evidence) -> Any:  # noqa: ANN401 - what the serializer makes
        """Return what the passage leans on."""
        return shown_origins(self.context, evidence.passage_id)


class EvidenceInput(Input):
    """A link from a passage to a claim."""

    claim = IdField()
    passage = IdField()
    bearing = WordField(choices=Bearing.choices)
    speaker = IdField(required=False, help_text="By default the first author of the source.")


class DecisionInput(Input):
    """What a person decides about evidence."""

    state = WordField(
        choices=[choice for choice in EvidenceState.choices if choice[0] in DECISIONS],
        help_text="`suggested` takes a decision back.",
    )
    bearing = WordField(choices=Bearing.choices, required=False, help_text="By default as it is.")


class EvidenceFilter(ResourceFilter):
    """Narrows the list of evidence."""

    claim = filters.UUIDFilter(field_name="claim_id", label="Identifier of the claim.")
    state = filters.ChoiceFilter(choices=EvidenceState.choices, label="State of the decision.")
    bearing = filters.ChoiceFilter(choices=Bearing.choices, label="How the passage bears on the claim.")
    speaker = filters.UUIDFilter(field_name="speaker_id", label="Identifier of the author who speaks.")
    source = filters.UUIDFilter(field_name="passage__source_id", label="Identifier of the passage's source.")


class EvidenceResource(LeaningResource):
    """Passages that bear on claims: support, contradict or give context."""

    policies: ClassVar[dict[str, Policy]] = {
        "list": can_read, "retrieve": can_read, "create": can_annotate, "decision": can_annotate,
        "destroy": can_annotate,
    }  # fmt: skip
    queryset = (
        Evidence.objects.select_related("workspace", "decided_by")
        .with_quotes()
        .prefetch_related(byline_of("passage__source"))
    )
    filterset_class = EvidenceFilter
    list_serializer_class = EvidenceSerializer
    detail_serializer_class = EvidenceSerializer
    columns = {
        "id": "id", "workspace": "workspace__slug", "claim": "claim_id", "passage": passage_brief("passage"),
        "speaker": author_brief("speaker"), "bearing": "bearing", "state": "state", "score": "score", "why": "why",
        "origins": own_source("passage__source__title"), "decided_by": user_brief("decided_by"),
        "decided_at": Moment("decided_at"), "created_at": Moment("created_at"),
    }  # fmt: skip
    passage_column = "passage_id"
    expansions = {
        "claim": One("ClaimResource", "claim_id"),
        "passage": One("PassageResource", "passage_id"),
        "source": One("SourceResource", "passage.source_id"),
        "speaker": One("AuthorResource", "speaker_id"),
    }

    def passages_in(self, row: Any) -> list[Passage]:  # noqa: ANN401 - evidence
        """Return the passage of the evidence."""
        return [row.passage]

    @extend_schema(request=EvidenceInput, responses={201: EvidenceSerializer})
    def create(self, request: Request) -> Response:
        """Link a passage to a claim as accepted evidence.

        Where the workspace asks for two judgements it is your judgement of the pair, whose state is `judging`.
        """
        given = self.body(EvidenceInput)
        claim = readable(request, Claim, given["claim"], field="claim")
        self.require(claim.workspace_id)
        same = {"workspace": claim.workspace_id}
        passage = readable(request, Passage, given["passage"], field="passage", **same)
        speaker = readable(request, Author, given["speaker"], field="speaker", **same) if "speaker" in given else None
        evidence = link_evidence(
            claim=claim, passage=passage, bearing=given["bearing"], speaker=speaker, by=user_of(request)
        )
        return self.created(evidence.pk)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: UUID) -> Response:  # noqa: ARG002 - DRF's signature
        """Take a passage off a claim; the passage stays, and so does the history.

        Where the workspace asks for two judgements this takes back yours; what two have settled only editors change.
        """
        evidence: Any = self.get_object()
        membership = self.require(evidence.workspace_id)
        refuse_unless(membership, can_change_evidence(membership, evidence))
        remove_evidence(evidence=evidence, by=user_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=DecisionInput, responses={200: EvidenceSerializer, 204: None})
    @action(detail=True, methods=["post"])
    def decision(self, request: Request, pk: UUID) -> Response:
        """Accept or reject a suggestion, or take that back.

        Where the workspace asks for two judgements this is yours; what two have settled only editors change. Whoever
        takes theirs back no longer sees a pair that others judge: 204.
        """
        evidence: Any = self.get_object()
        membership = self.require(evidence.workspace_id)
        given = self.body(DecisionInput)
        refuse_unless(membership, can_change_evidence(membership, evidence, given["state"]))
        decide_evidence(evidence=evidence, by=user_of(request), **given)
        try:
            return self.read_again(pk)
        except Http404:  # an error would take the decision back with the transaction
            return Response(status=status.HTTP_204_NO_CONTENT)
