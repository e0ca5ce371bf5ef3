"""Judgements: what annotators, alone, make of a passage and a claim."""

from typing import ClassVar

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import ResourceFilter
from api.permissions import Policy, readable_pair, user_of
from api.v1.base import Resource
from api.v1.briefs import AuthorBrief, PassageBrief, UserBrief, WorkspaceSlugField
from api.v1.fields import IdField, Input, TextField, WholeNumberField, WordField
from claims.enums import DECIDING_CHOICES, Answer, Position
from claims.models import Judgement
from claims.services import Remark, judge_evidence
from claims.services.judging import NOTE_MAX_LENGTH
from workspaces.policies import can_annotate, can_read


class JudgementSerializer(serializers.ModelSerializer[Judgement]):
    """One annotator's answer; a later one by the same judge replaces it, `withdrawn` takes it back."""

    workspace = WorkspaceSlugField()
    evidence = serializers.UUIDField(source="evidence_id", help_text="The pair of passage and claim.")
    claim = serializers.UUIDField(source="evidence.claim_id")
    passage = PassageBrief(help_text="The span that this judge marked.")
    speaker = AuthorBrief(help_text="Whose view this judge takes it to state.")
    judge = UserBrief()

    class Meta:
        model = Judgement
        fields = [
            "id", "workspace", "evidence", "claim", "passage", "speaker", "judge", "answer", "position", "likelihood",
            "note", "created_at",
        ]  # fmt: skip


class JudgementInput(Input):
    """An answer to whether and how a passage bears on a claim."""

    evidence = IdField(help_text="The pair: one of `evidence/questions/`, a suggestion, or one that you have judged.")
    answer = WordField(choices=DECIDING_CHOICES)
    note = TextField(max_length=NOTE_MAX_LENGTH, required=False, allow_blank=True)
    position = WordField(choices=Position.choices, required=False, help_text="What the author holds, if the words say.")
    likelihood = WholeNumberField(min_value=0, max_value=100, required=False, allow_null=True, help_text="Per cent.")


class JudgementFilter(ResourceFilter):
    """Narrows the list of judgements."""

    evidence = filters.UUIDFilter(field_name="evidence_id", label="Identifier of the pair.")
    claim = filters.UUIDFilter(field_name="evidence__claim_id", label="Identifier of the claim.")
    judge = filters.UUIDFilter(field_name="judge_id", label="Identifier of the member who judged.")
    answer = filters.ChoiceFilter(choices=Answer.choices, label="What was answered.")


class JudgementResource(Resource):
    """Independent answers: your own, and those of others once two have judged."""

    policies: ClassVar[dict[str, Policy]] = {"list": can_read, "retrieve": can_read, "create": can_annotate}
    queryset = Judgement.objects.select_related("workspace", "evidence", "passage__source", "speaker", "judge")
    filterset_class = JudgementFilter
    list_serializer_class = JudgementSerializer
    detail_serializer_class = JudgementSerializer

    @extend_schema(request=JudgementInput, responses={201: JudgementSerializer})
    def create(self, request: Request) -> Response:
        """Judge a pair; when two agree it is accepted or rejected, else an editor decides.

        Judging twice the same gives the same judgement again.
        """
        given = self.body(JudgementInput)
        pair = readable_pair(request, given["evidence"])
        self.require(pair.workspace_id)
        remark = Remark(given.get("note", ""), given.get("position", ""), given.get("likelihood"))
        judge_evidence(evidence=pair, answer=given["answer"], remark=remark, by=user_of(request))
        mine = Judgement.objects.filter(evidence=pair, judge=user_of(request)).latest("created_at", "id")
        return self.created(mine.pk)
