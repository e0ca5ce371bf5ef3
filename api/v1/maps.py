"""Argument maps: the claims and arguments around a lead claim."""

from typing import Any, ClassVar

from django_filters import rest_framework as filters
from rest_framework import serializers

from api.filters import ResourceFilter
from api.permissions import Policy
from api.v1.base import Resource
from api.v1.briefs import ClaimBrief, WorkspaceSlugField
from arguments.domain.graph import ArgumentNode, AuthorStance, ClaimNode, PassageCount, PremiseNode
from arguments.enums import Relation
from arguments.models import ArgumentMap
from arguments.queries import load_graph
from claims.enums import ClaimKind, ClaimStatus, Position
from workspaces.policies import can_read


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

    claims = ClaimNodeSerializer(many=True, source="graph.claims", help_text="The lead claim first.")
    arguments = ArgumentSerializer(many=True, source="graph.arguments", help_text="In reading order.")

    class Meta(MapSerializer.Meta):
        fields = [*MapSerializer.Meta.fields, "claims", "arguments"]


class MapFilter(ResourceFilter):
    """Narrows the list of maps."""

    slug = filters.CharFilter(label="Slug of the map, unique in a workspace.")


class MapResource(Resource):
    """Views of claims and arguments around a lead claim; a map owns none of them."""

    policies: ClassVar[dict[str, Policy]] = {"list": can_read, "retrieve": can_read}
    queryset = ArgumentMap.objects.select_related("workspace", "lead_claim")
    filterset_class = MapFilter
    list_serializer_class = MapSerializer
    detail_serializer_class = MapDetailSerializer

    def get_object(self) -> Any:  # noqa: ANN401 - as the base has it
        """Return the map with its graph, read in as many queries for a large one as for a small one."""
        argument_map = super().get_object()
        argument_map.graph = load_graph(argument_map.workspace_id, argument_map.lead_claim_id)
        return argument_map
