"""Answers: what people say of the passages found for a claim, and what waits to be answered."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from agreement.domain.answering.answers import About, Attitude, read_answer
from agreement.models import Answer, FoundPassage
from agreement.queries.answering import sentences_of
from agreement.queries.open_passages import open_passages
from agreement.services import give_answer, take_back
from api.contract import ContractViewSet
from api.exceptions import InvalidParameterError, NothingThereError
from api.filters import ResourceFilter, refuse_unknown_parameters
from api.permissions import Policy, readable, readable_workspace, require, user_of
from api.v1.base import Resource
from api.v1.briefs import AuthorBrief, ClaimBrief, SourceBrief, UserBrief, WorkspaceSlugField
from api.v1.fields import IdField, Input, TextField, WholeNumberField, WordField
from claims.models import Claim
from sources.models import Author
from workspaces.policies import can_annotate, can_read

ABOUT = [(one.value, one.value) for one in About]
MOST_QUESTIONS = 100
MOST_NUMBER = 2**31 - 1
WHOLE = {"type": "integer", "minimum": 1, "maximum": MOST_NUMBER}
UNREAD = (
    "sentence__text_version__text",
    "sentence__text_version__furniture",
    "sentence__text_version__capture__content",
)
"""The longest columns there are."""
ATTITUDES = [(one.value, one.value) for one in Attitude if one]


@extend_schema_serializer(component_name="PassageAnswer")
class AnswerSerializer(serializers.ModelSerializer[Answer]):
    """What a person says of one sentence for one claim; `evidence` is what it made, null once that is gone."""

    workspace = WorkspaceSlugField()
    claim = ClaimBrief()
    sentence = serializers.IntegerField(source="sentence_id", help_text="As in `questions/`.")
    quote = serializers.CharField(source="sentence.text", read_only=True)
    speaker = AuthorBrief(help_text="Whose view the sentence states.")
    attitude = serializers.CharField(help_text="`for`, `against`, `both` or `unclear`; empty for `neither`.")
    evidence = serializers.UUIDField(source="evidence_id", allow_null=True)
    answered_by = UserBrief(allow_null=True)

    class Meta:
        model = Answer
        fields = [
            "id", "workspace", "claim", "sentence", "quote", "speaker", "about", "attitude", "wording", "evidence",
            "probability", "band", "answered_by", "answered_at",
        ]  # fmt: skip


class QuestionSerializer(serializers.ModelSerializer[FoundPassage]):
    """A found passage that waits for your answer; `quote` is text[start:end] of its text version."""

    claim = ClaimBrief()
    sentence = serializers.IntegerField(source="sentence_id")
    quote = serializers.CharField(source="sentence.text")
    text_version = serializers.UUIDField(source="sentence.text_version_id")
    start = serializers.IntegerField(source="sentence.start", help_text="Code points.")
    end = serializers.IntegerField(source="sentence.end", help_text="Code points, exclusive.")
    source = SourceBrief(source="sentence.text_version.capture.source")  # type: ignore[assignment]
    author = AuthorBrief()
    reasons = serializers.ListField(child=serializers.DictField(), help_text="Words of both texts that made it likely.")

    class Meta:
        model = FoundPassage
        fields = [
            "claim", "sentence", "quote", "text_version", "start", "end", "source", "author", "rank", "probability",
            "band", "reasons",
        ]  # fmt: skip


class QuestionsSerializer(serializers.Serializer[Any]):
    """How many wait, and the likeliest hundred of them."""

    count = serializers.IntegerField()
    questions = QuestionSerializer(many=True)


class AnswerInput(Input):
    """Both answers to one found passage; the same again changes nothing."""

    claim = IdField()
    sentence = WholeNumberField(min_value=1, help_text="Of `questions/`.")
    about = WordField(choices=ABOUT)
    attitude = WordField(choices=ATTITUDES, required=False, help_text="Not asked of `neither`.")
    speaker = IdField(required=False, help_text="By default the first author of the source.")
    seen = TextField(
        required=False, help_text="What you answer over: the `seen` of the conflict that told you of another's answer."
    )


class AnswerFilter(ResourceFilter):
    """Narrows the list of answers."""

    claim = filters.UUIDFilter(field_name="claim_id", label="Identifier of the claim.")
    speaker = filters.UUIDFilter(field_name="speaker_id", label="Identifier of the author whose view it is.")
    about = filters.ChoiceFilter(choices=ABOUT, label="What the passage is about.")


class AnswerResource(Resource):
    """Answers to found passages; where two judge alone, your own."""

    policies: ClassVar[dict[str, Policy]] = {
        "list": can_read,
        "retrieve": can_read,
        "create": can_annotate,
        "destroy": can_annotate,
        "questions": can_annotate,
    }
    parameters: ClassVar[dict[str, frozenset[str]]] = {
        "questions": frozenset({"workspace", "claim", "cursor", "limit"})
    }
    queryset = Answer.objects.select_related("workspace", "claim", "sentence", "speaker", "answered_by")
    filterset_class = AnswerFilter
    list_serializer_class = AnswerSerializer
    detail_serializer_class = AnswerSerializer

    @extend_schema(request=AnswerInput, responses={201: AnswerSerializer})
    def create(self, request: Request) -> Response:
        """Answer a found passage: the evidence, and the speaker's stance, follow by rule.

        Somebody else's answer, or a decision taken elsewhere, is a conflict that says who and what; with its `seen` it
        is answered over.
        """
        given = self.body(AnswerInput)
        claim = readable(request, Claim, given["claim"], field="claim")
        self.require(claim.workspace_id)
        sentence = sentences_of(claim.workspace_id).filter(pk=given["sentence"]).first()
        if sentence is None:
            raise NothingThereError(f"There is no sentence {given['sentence']} for you.", pointer="/sentence")
        speaker = readable(request, Author, given["speaker"], field="speaker") if "speaker" in given else None
        answer = give_answer(
            claim=claim,
            sentence=sentence,
            said=read_answer(given["about"], given.get("attitude", "")),
            speaker=speaker,
            seen=given.get("seen", ""),
            by=user_of(request),
        )
        return self.created(answer.pk)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: UUID) -> HttpResponse:  # noqa: ARG002 - DRF's signature
        """Take an answer back: evidence and stances are as they were before it."""
        answer: Answer = self.get_object()
        self.require(answer.workspace_id)
        sentence = sentences_of(answer.workspace_id).get(pk=answer.sentence_id)
        take_back(claim=answer.claim, sentence=sentence, seen=answer.seen, by=user_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class Questions(ContractViewSet):
    """The found passages that wait for an answer."""

    http_method_names = ("get", "head")
    policies: ClassVar[dict[str, Policy]] = {"ask": can_read}

    @extend_schema(
        operation_id="questions_retrieve",
        responses=QuestionsSerializer,
        parameters=[
            OpenApiParameter(
                "workspace", str, description="Slug of a workspace that you are a member of.", required=True
            ),
            OpenApiParameter("claim", WHOLE, description="Number of a claim, the 12 of C-12; all claims without it."),
        ],
    )
    def ask(self, request: Request) -> Response:
        """Return what waits for your answer, the likeliest first."""
        refuse_unknown_parameters(request, frozenset({"workspace", "claim"}))
        slug, number = (request.query_params.get(name, "") for name in ("workspace", "claim"))
        if not slug:
            raise InvalidParameterError({"workspace": ["Say which workspace."]})
        if number and not (number.isdecimal() and 0 < int(number) <= MOST_NUMBER):
            raise InvalidParameterError({"claim": ["A claim's number is a whole number from 1."]})
        workspace = readable_workspace(user_of(request), slug)
        require(request, workspace.pk, self.policies["ask"])
        waiting = open_passages(workspace, user_of(request))
        waiting = waiting.filter(claim__number=int(number)) if number else waiting
        rows = waiting.select_related("claim", "author", "sentence__text_version__capture__source")
        found = rows.defer(*UNREAD).order_by("-probability", "pk")[:MOST_QUESTIONS]
        return Response(QuestionsSerializer({"count": waiting.count(), "questions": found}).data)
