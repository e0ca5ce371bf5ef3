"""Stances: which author takes which position on which claim."""

from typing import ClassVar

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.database_json import Moment
from api.filters import ResourceFilter
from api.permissions import Policy, readable, user_of
from api.selecting import One
from api.v1.base import Resource
from api.v1.briefs import AuthorBrief, UserBrief, WorkspaceSlugField
from api.v1.columns import author_brief, user_brief
from api.v1.fields import IdField, Input, TextField, WholeNumberField, WordField
from claims.enums import LikelihoodTerm, Position, StanceBasis
from claims.models import Claim, Stance
from claims.services import set_stance
from sources.models import Author
from workspaces.policies import can_edit, can_read


class StanceSerializer(serializers.ModelSerializer[Stance]):
    """An author's attitude to a claim at a time."""

    workspace = WorkspaceSlugField()
    claim = serializers.UUIDField(source="claim_id")
    author = AuthorBrief()
    set_by = UserBrief(allow_null=True, help_text="The editor, null for a derived stance.")

    class Meta:
        model = Stance
        fields = [
            "id", "workspace", "claim", "author", "position", "likelihood", "likelihood_term",
            "likelihood_scale", "as_of", "basis", "reason", "set_by", "created_at", "updated_at",
        ]  # fmt: skip


class StanceInput(Input):
    """A stance that an editor sets above the ones derived from evidence."""

    claim = IdField()
    author = IdField()
    position = WordField(choices=Position.choices)
    reason = TextField(max_length=5000, help_text="Why the evidence alone does not say it.")
    likelihood = WholeNumberField(min_value=0, max_value=100, required=False, allow_null=True, help_text="Per cent.")
    likelihood_term = WordField(
        choices=LikelihoodTerm.choices,
        required=False,
        default="",
        allow_blank=True,
        help_text="In the words of ICD 203; a number beside it has to lie in the term's range.",
    )
    as_of = serializers.DateField(required=False, allow_null=True, help_text="When the author took it.")


class StanceFilter(ResourceFilter):
    """Narrows the list of stances."""

    claim = filters.UUIDFilter(field_name="claim_id", label="Identifier of the claim.")
    author = filters.UUIDFilter(field_name="author_id", label="Identifier of the author.")
    position = filters.ChoiceFilter(choices=Position.choices, label="What the author holds.")
    basis = filters.ChoiceFilter(choices=StanceBasis.choices, label="Derived, or set by an editor.")


class StanceResource(Resource):
    """Positions of authors on claims: derived from accepted evidence, or set by an editor with a reason."""

    policies: ClassVar[dict[str, Policy]] = {"list": can_read, "retrieve": can_read, "create": can_edit}
    queryset = Stance.objects.select_related("workspace", "author", "set_by")
    filterset_class = StanceFilter
    list_serializer_class = StanceSerializer
    detail_serializer_class = StanceSerializer
    columns = {
        "id": "id", "workspace": "workspace__slug", "claim": "claim_id", "author": author_brief("author"),
        "position": "position", "likelihood": "likelihood", "likelihood_term": "likelihood_term",
        "likelihood_scale": "likelihood_scale", "as_of": "as_of", "basis": "basis", "reason": "reason",
        "set_by": user_brief("set_by"), "created_at": Moment("created_at"), "updated_at": Moment("updated_at"),
    }  # fmt: skip
    expansions = {"claim": One("ClaimResource", "claim_id"), "author": One("AuthorResource", "author_id")}

    @extend_schema(request=StanceInput, responses={201: StanceSerializer})
    def create(self, request: Request) -> Response:
        """Set an author's stance on a claim; a second one for the same date replaces the first."""
        given = self.body(StanceInput)
        claim = readable(request, Claim, given.pop("claim"), field="claim")
        self.require(claim.workspace_id)
        author = readable(request, Author, given.pop("author"), field="author", workspace=claim.workspace_id)
        stance = set_stance(claim=claim, author=author, by=user_of(request), **given)
        return self.created(stance.pk)
