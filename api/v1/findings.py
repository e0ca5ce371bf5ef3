"""What the worker found of each author on a claim: whether anything is said, and the nearest passages."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agreement.domain.likeness.bands import Band
from agreement.queries.finding import AuthorPassages, ShownPassage, found_passages
from api.contract import ContractViewSet
from api.exceptions import InvalidParameterError
from api.filters import refuse_unknown_parameters
from api.permissions import Policy, readable_workspace, require, user_of
from api.v1.briefs import AuthorBrief, ClaimBrief, SourceBrief
from claims.models import Claim
from workspaces.policies import can_read

MOST_NUMBER = 2**31 - 1


class FoundPassageSerializer(serializers.Serializer[ShownPassage]):
    """A statement that may bear on the claim, a suggestion; `quote` is text[start:end] of its text version."""

    sentence = serializers.IntegerField(source="sentence.pk")
    quote = serializers.CharField(source="sentence.text")
    text_version = serializers.UUIDField(source="sentence.text_version_id")
    start = serializers.IntegerField(help_text="Code points.")
    end = serializers.IntegerField(help_text="Code points, exclusive.")
    source = SourceBrief()  # type: ignore[assignment]
    rank = serializers.IntegerField(source="found.rank", help_text="Among the author's, from 1, the nearest.")
    probability = serializers.FloatField(source="found.probability", help_text="Calibrated, 0 to 1.")
    band = serializers.ChoiceField(choices=[(band.value, band.value) for band in Band])
    words = serializers.CharField(source="band.meaning.words", help_text="The band as people read it.")
    of_ten = serializers.CharField(
        source="band.meaning.of_ten", help_text="Of ten such suggestions so many were right."
    )
    reasons = serializers.ListField(child=serializers.DictField(), help_text="Words of both texts that made it likely.")


class FindingSerializer(serializers.Serializer[AuthorPassages]):
    """What was found of one author, the nearest passage first."""

    author = AuthorBrief()
    speaks = serializers.FloatField(help_text="Calibrated probability that the author says anything on the claim.")
    is_silent = serializers.BooleanField(help_text="A suggestion: a person confirms that the author says nothing.")
    statement_count = serializers.IntegerField(help_text="Statements of the author that were looked at.")
    passages = FoundPassageSerializer(many=True)


class FindingsSerializer(serializers.Serializer[Any]):
    """A claim and what was found for its present wording; no authors before the worker has read it."""

    claim = ClaimBrief()
    authors = FindingSerializer(many=True)


class Findings(ContractViewSet):
    """What was found for a claim, author by author; nothing of it counts until a person answers."""

    http_method_names = ("get", "head")
    policies: ClassVar[dict[str, Policy]] = {"ask": can_read}

    @extend_schema(
        operation_id="findings_retrieve",
        responses=FindingsSerializer,
        parameters=[
            OpenApiParameter(
                "workspace", str, description="Slug of a workspace that you are a member of.", required=True
            ),
            OpenApiParameter(
                "claim",
                {"type": "integer", "minimum": 1, "maximum": MOST_NUMBER},
                description="Number of a claim, the 12 of C-12.",
                required=True,
            ),
        ],
    )
    def ask(self, request: Request) -> Response:
        """Return of every author what was found on the claim."""
        refuse_unknown_parameters(request, frozenset({"workspace", "claim"}))
        slug, number = (request.query_params.get(name, "") for name in ("workspace", "claim"))
        if not slug:
            raise InvalidParameterError({"workspace": ["Say which workspace."]})
        if not (number.isdecimal() and 0 < int(number) <= MOST_NUMBER):
            raise InvalidParameterError({"claim": ["Say which claim, by its number: a whole number from 1."]})
        workspace = readable_workspace(user_of(request), slug)
        require(request, workspace.pk, self.policies["ask"])
        claim = Claim.objects.filter(workspace=workspace, number=int(number)).first()
        if claim is None:
            raise InvalidParameterError({"claim": [f"There is no claim {number} in this workspace."]})
        return Response(FindingsSerializer({"claim": claim, "authors": found_passages(claim)}).data)
