"""Argument maps: the claims and arguments around a lead claim."""

from typing import Any, ClassVar
from uuid import UUID

import orjson
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import ResourceFilter
from api.permissions import Policy
from api.selecting import One
from api.v1.base import Resource
from api.v1.briefs import ClaimBrief, WorkspaceSlugField
from arguments.domain.graph import ArgumentNode, AuthorStance, ClaimNode, PassageCount, PremiseNode
from arguments.enums import GradualSemantics, Relation
from arguments.models import ArgumentMap
from arguments.queries.evaluating import evaluate_map
from arguments.queries.written import write_map_graph
from arguments.verdict_presenters import as_json
from claims.enums import ClaimKind, ClaimStatus, Position
from workspaces.policies import can_read

GRAPH = ("claims", "arguments")


class MapSerializer(serializers.ModelSerializer[ArgumentMap]):
    """A map in short."""

    workspace = WorkspaceSlugField()
    lead_claim = ClaimBrief()

    class Meta:
        model = ArgumentMap
        fields = ["id", "workspace", "slug", "title", "description", "lead_claim", "created_at"]


class AuthorStanceSerializer(serializers.Serializer[AuthorStance]):
    """The position of an author that counts."""

    slug = serializers.CharField(source="author_id", help_text="Of the author, unique in the workspace.")
    name = serializers.CharField(source="author")
    position = serializers.ChoiceField(choices=Position.choices)


class PassageCountSerializer(serializers.Serializer[PassageCount]):
    """Accepted passages by their bearing."""

    supports = serializers.IntegerField()
    contradicts = serializers.IntegerField()


class ClaimNodeSerializer(serializers.Serializer[ClaimNode]):
    """A claim of the map."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    text = serializers.CharField()
    kind = serializers.ChoiceField(choices=ClaimKind.choices)
    status = serializers.ChoiceField(choices=ClaimStatus.choices)
    stances = AuthorStanceSerializer(many=True)
    passages = PassageCountSerializer()


class PremiseSerializer(serializers.Serializer[PremiseNode]):
    """A claim's place in an argument."""

    claim = serializers.UUIDField(source="claim_id")
    is_implicit = serializers.BooleanField(help_text="The argument needs it, but nobody says it.")


class ArgumentSerializer(serializers.Serializer[ArgumentNode]):
    """Premises, needed together, and what they bear on: a claim, or for an undercut another argument."""

    id = serializers.UUIDField()
    relation = serializers.ChoiceField(choices=Relation.choices)
    conclusion = serializers.UUIDField(source="conclusion_id", allow_null=True)
    target = serializers.UUIDField(source="target_id", allow_null=True, help_text="The argument undercut.")
    author = serializers.CharField(help_text="Who draws the inference; empty if the team does.")
    premises = PremiseSerializer(many=True)


class MapDetailSerializer(MapSerializer):
    """A map with its graph: all that bears on the lead claim, directly or through other claims."""

    # This tells what the answer is; the database writes the graph (`write_map_graph`), since it may hold thousands.
    claims = ClaimNodeSerializer(many=True, source="graph.claims", help_text="The lead claim first.")
    arguments = ArgumentSerializer(many=True, source="graph.arguments", help_text="In reading order.")

    class Meta(MapSerializer.Meta):
        fields = [*MapSerializer.Meta.fields, "claims", "arguments"]


class VerdictSerializer(serializers.Serializer[Any]):
    """What the semantics say of a claim or an inference."""

    strength = serializers.FloatField(allow_null=True, help_text="From 0 to 1; null where it did not converge.")
    base_score = serializers.FloatField(help_text="From 0 to 1: of the evidence, or set by hand for this map.")
    base_score_by_hand = serializers.BooleanField()
    grounded = serializers.CharField(help_text="accepted, rejected or undecided.")
    preferred = serializers.CharField(help_text="accepted (in all), possible (in some), rejected, none, unknown.")
    stable = serializers.CharField(help_text="The same words; none where there is no extension.")


class ClaimVerdictSerializer(VerdictSerializer):
    """A claim of the map and what it comes to."""

    claim = serializers.IntegerField(help_text="Its number.")
    text = serializers.CharField()
    words = serializers.CharField(help_text="The strength in words.")
    disagreement = serializers.CharField(help_text="How the semantics disagree; empty if they do not.")


class ArgumentVerdictSerializer(VerdictSerializer):
    """An inference of the map and what it comes to."""

    argument = serializers.UUIDField()
    relation = serializers.CharField(help_text="supports, opposes or undercuts.")
    premises = serializers.ListField(child=serializers.IntegerField(), help_text="Numbers of claims.")
    conclusion = serializers.IntegerField(allow_null=True)
    target = serializers.UUIDField(allow_null=True)


class EvaluationSerializer(serializers.Serializer[Any]):
    """What a map comes to now, under one gradual semantics and three of extensions."""

    map = serializers.CharField(help_text="The map's slug.")
    title = serializers.CharField()
    lead = serializers.IntegerField(help_text="The lead claim's number.")
    semantics = serializers.ChoiceField(choices=GradualSemantics.choices)
    is_complete = serializers.BooleanField(help_text="False if the time for one evaluation ran out.")
    claims = ClaimVerdictSerializer(many=True)
    arguments = ArgumentVerdictSerializer(many=True)


class SemanticsQuery(serializers.Serializer[Any]):
    """Which gradual semantics; the map's own if none is named."""

    semantics = serializers.ChoiceField(choices=GradualSemantics.choices, required=False)


class MapFilter(ResourceFilter):
    """Narrows the list of maps."""

    slug = filters.CharFilter(label="Slug of the map, unique in a workspace.")


class MapResource(Resource):
    """Views of claims and arguments around a lead claim; a map owns none of them."""

    policies: ClassVar[dict[str, Policy]] = {"list": can_read, "retrieve": can_read, "evaluation": can_read}
    queryset = ArgumentMap.objects.select_related("workspace", "lead_claim")
    filterset_class = MapFilter
    list_serializer_class = MapSerializer
    detail_serializer_class = MapDetailSerializer
    expansions = {"lead_claim": One("ClaimResource", "lead_claim_id")}
    parameters: ClassVar[dict[str, frozenset[str]]] = {"evaluation": frozenset({"semantics"})}

    def retrieve(self, request: Request, pk: UUID) -> Response:  # noqa: ARG002 - DRF's signature
        """Return a map with its graph, in as many queries for a large one as for a small one."""
        selection = self.selection
        self.shown = shown = self.get_object()
        plain = MapSerializer(shown, context=self.get_serializer_context()).data
        [answer] = self.chosen(selection, [shown], [{**plain, **dict.fromkeys(GRAPH)}])
        if not any(name in answer for name in GRAPH):
            return Response(answer)
        graph = write_map_graph(shown, selection.fields)
        return Response({**answer, **{name: orjson.Fragment(text) for name, text in graph.items()}})

    @extend_schema(parameters=[SemanticsQuery], responses=EvaluationSerializer, filters=False)
    @action(detail=True, methods=["get"], filterset_class=None, pagination_class=None)
    def evaluation(self, request: Request, pk: UUID) -> Response:  # noqa: ARG002 - the router passes it
        """Compute how strong every claim and inference of a map is, and what semantics of extensions say of it."""
        shown: ArgumentMap = self.get_object()
        query = SemanticsQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        chosen = query.validated_data.get("semantics", shown.semantics)
        evaluated = evaluate_map(shown, chosen, with_sensitivity=False)
        return Response(EvaluationSerializer(as_json(evaluated)).data)
