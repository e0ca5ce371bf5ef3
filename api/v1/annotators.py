"""How far annotators agree, as the page shows it."""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.contract import ContractViewSet
from api.exceptions import InvalidParameterError
from api.filters import refuse_unknown_parameters
from api.permissions import Policy, readable_workspace, require, user_of
from api.throttling import EXPORT
from claims.domain.annotators import READINGS
from claims.queries.annotators import AnnotatorAgreement, AnnotatorFigures, AnnotatorFilters, annotator_agreement
from workspaces.policies import can_read

KNOWN = frozenset({"workspace", "source", "days"})
FACETS = ("passage", "bearing", "stance")
MAX_DAYS = 36_500


class EstimateSerializer(serializers.Serializer[Any]):
    """A coefficient with its 95 % interval (bootstrap); null where it is not defined or the items are too few."""

    value = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)


class FacetSerializer(serializers.Serializer[Any]):
    """The measures of one facet; those that do not apply are null."""

    facet = serializers.ChoiceField(choices=FACETS)
    reading = serializers.ChoiceField(choices=READINGS, help_text="By the lower end of alpha's interval.")
    items = serializers.IntegerField(help_text="Items judged by two or more; for passages, paragraphs.")
    alpha = EstimateSerializer(help_text="Krippendorff's; for passages the unitised one.")
    percent = EstimateSerializer(allow_null=True)
    cohen = EstimateSerializer(allow_null=True, help_text="Only of two annotators.")
    fleiss = EstimateSerializer(allow_null=True)
    ac1 = EstimateSerializer(allow_null=True)


class AnnotatorFiguresSerializer(serializers.Serializer[AnnotatorFigures]):
    """Some annotators and their figures."""

    judges = serializers.ListField(child=serializers.UUIDField(), help_text="Identifiers of the members.")
    names = serializers.ListField(child=serializers.CharField())
    facets = FacetSerializer(many=True)


class AnnotatorAgreementSerializer(serializers.Serializer[AnnotatorAgreement]):
    """How far the annotators of a workspace agree."""

    overall = AnnotatorFiguresSerializer()
    pairs = AnnotatorFiguresSerializer(many=True, help_text="Two by two, those with most in common first.")


class Annotators(ContractViewSet):
    """Agreement between annotators who judged alone; not to be confused with that between authors."""

    http_method_names = ("get", "head")
    policies: ClassVar[dict[str, Policy]] = {"measure": can_read}
    costs: ClassVar[dict[str, int]] = {"measure": EXPORT}

    @extend_schema(
        operation_id="annotators_retrieve",
        responses=AnnotatorAgreementSerializer,
        parameters=[
            OpenApiParameter("workspace", description="Slug of a workspace that you are a member of.", required=True),
            OpenApiParameter("source", UUID, description="Only passages of this source."),
            OpenApiParameter(
                "days",
                {"type": "integer", "minimum": 1, "maximum": MAX_DAYS},
                description="Only what was judged in the last so many days.",
            ),
        ],
    )
    def measure(self, request: Request) -> Response:
        """Measure agreement on passage, bearing and stance."""
        refuse_unknown_parameters(request, KNOWN)
        filters = _filters(request)
        workspace = readable_workspace(user_of(request), request.query_params["workspace"])
        require(request, workspace.pk, self.policies["measure"])
        return Response(AnnotatorAgreementSerializer(annotator_agreement(workspace, filters)).data)


def _filters(request: Request) -> AnnotatorFilters:
    """Return what the query narrows to; 400 naming each parameter that cannot be taken."""
    given, faults = request.query_params, {}
    if not given.get("workspace"):
        faults["workspace"] = ["Say which workspace."]
    elif "\x00" in given["workspace"]:
        faults["workspace"] = ["A NUL character cannot be taken."]
    source, days = None, given.get("days", "")
    try:
        source = UUID(given["source"]) if "source" in given else None
    except ValueError:
        faults["source"] = ["Give a UUID."]
    is_number = days.isascii() and days.isdecimal() and len(days) <= len(str(MAX_DAYS)) and 1 <= int(days) <= MAX_DAYS
    if days and not is_number:
        faults["days"] = [f"Give a whole number from 1 to {MAX_DAYS}."]
    if faults:
        raise InvalidParameterError(faults)
    return AnnotatorFilters(source=source, since=timezone.now() - timedelta(days=int(days)) if days else None)
