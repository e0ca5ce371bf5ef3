"""Decisions on statements: what people say two sentences are to each other."""

from typing import ClassVar
from uuid import UUID

from django.db.models import Q
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from agreement.enums import StatementRelation
from agreement.models import StatementDecision
from agreement.services import decide_statements, withdraw_decision
from api.exceptions import NothingThereError
from api.filters import ResourceFilter
from api.permissions import Policy, user_of
from api.v1.base import Resource
from api.v1.briefs import UserBrief, WorkspaceSlugField
from api.v1.clusters import SentenceSerializer
from api.v1.fields import Input, TextField, WholeNumberField, WordField
from sources.models import Sentence
from workspaces.policies import can_annotate, can_read
from workspaces.querysets import membership_of

MOST_NUMBER = 2**63 - 1
UNREAD = tuple(
    f"{side}__text_version__{column}"
    for side in ("first", "second")
    for column in ("text", "furniture", "capture__content", "capture__source__csl")
)
"""The longest columns there are."""


@extend_schema_serializer(component_name="StatementDecision")
class DecisionSerializer(serializers.ModelSerializer[StatementDecision]):
    """What a person said of two sentences, the one with the lower id first."""

    workspace = WorkspaceSlugField()
    first = SentenceSerializer()
    second = SentenceSerializer()
    narrower = serializers.IntegerField(
        source="narrower_id", allow_null=True, help_text="The narrower sentence of both, null unless one is."
    )
    decided_by = UserBrief(allow_null=True)
    seen = serializers.CharField(source="mark", help_text="Send it along to decide otherwise.")

    class Meta:
        model = StatementDecision
        fields = ["id", "workspace", "first", "second", "relation", "narrower", "decided_by", "decided_at", "seen"]


class StatementsInput(Input):
    """What two sentences are to each other; the same again changes nothing."""

    first = WholeNumberField(min_value=1, max_value=MOST_NUMBER, help_text="Id of a sentence, as in `clusters/{id}/`.")
    second = WholeNumberField(min_value=1, max_value=MOST_NUMBER, help_text="Of another; their order is of no matter.")
    relation = WordField(choices=StatementRelation.choices)
    narrower = WholeNumberField(
        min_value=1, max_value=MOST_NUMBER, required=False, help_text="Which of both is, for `narrower` only."
    )
    seen = TextField(required=False, help_text="The `seen` of the decision that you go over.")


class DecisionFilter(ResourceFilter):
    """Narrows the list of decisions."""

    relation = filters.ChoiceFilter(choices=StatementRelation.choices, label="What was said.")
    sentence = extend_schema_field({"type": "integer", "minimum": 1, "maximum": MOST_NUMBER})(
        filters.NumberFilter(
            method="about", min_value=1, max_value=MOST_NUMBER, decimal_places=0, label="Id of one of the two."
        )
    )

    def about(self, queryset, _name, value):  # noqa: ANN001, ANN201 - django-filter's signature
        """Return the decisions on a sentence."""
        return queryset.filter(Q(first=value) | Q(second=value))


class DecisionResource(Resource):
    """Decisions on statements: must-links and cannot-links of the next analysis. They fill no cell of a comparison."""

    policies: ClassVar[dict[str, Policy]] = {
        "list": can_read,
        "retrieve": can_read,
        "create": can_annotate,
        "destroy": can_annotate,
    }
    queryset = StatementDecision.objects.select_related(
        "workspace", "decided_by", "first__text_version__capture__source", "second__text_version__capture__source"
    ).defer(*UNREAD)
    filterset_class = DecisionFilter
    list_serializer_class = DecisionSerializer
    detail_serializer_class = DecisionSerializer

    @extend_schema(request=StatementsInput, responses={201: DecisionSerializer})
    def create(self, request: Request) -> Response:
        """Say what two sentences are to each other.

        Somebody else's decision is a conflict that says who and what; with its `seen` it is decided otherwise.
        """
        given = self.body(StatementsInput)
        sentences = {name: _sentence(request, given[name], name) for name in ("first", "second")}
        narrower = _sentence(request, given["narrower"], "narrower") if "narrower" in given else None
        workspace = sentences["first"].text_version.capture.source.workspace
        self.require(workspace.pk)
        decision = decide_statements(
            workspace=workspace,
            one=sentences["first"],
            other=sentences["second"],
            relation=given["relation"],
            narrower=narrower,
            seen=given.get("seen", ""),
            by=user_of(request),
        )
        return self.created(decision.pk)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: UUID) -> Response:  # noqa: ARG002 - DRF's signature
        """Take a decision back: nothing is known of the two sentences then."""
        decision: StatementDecision = self.get_object()
        self.require(decision.workspace_id)
        withdraw_decision(
            workspace=decision.workspace,
            one=decision.first,
            other=decision.second,
            seen=decision.mark,
            by=user_of(request),
        )
        return Response(status=status.HTTP_204_NO_CONTENT)


def _sentence(request: Request, pk: int, field: str) -> Sentence:
    memberships = "text_version__capture__source__workspace__memberships"
    readable = Sentence.objects.filter(membership_of(user_of(request), memberships))
    found = readable.select_related("text_version__capture__source__workspace").only(
        "pk", "text_version__capture__source__workspace"
    )
    sentence = found.filter(pk=pk).first()
    if sentence is None:
        raise NothingThereError(f"There is no sentence {pk} for you.", pointer=f"/{field}")
    return sentence
