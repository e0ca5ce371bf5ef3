"""Names: forms that mean one thing in a workspace, beside the usual names of states."""

from typing import ClassVar
from uuid import UUID

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from agreement.enums import AliasOrigin, AliasState
from agreement.models import ALIAS_MAX_LENGTH, WorkspaceAlias
from agreement.services.names import remove_name, set_name
from api.filters import ResourceFilter
from api.permissions import Policy, readable_workspace, user_of
from api.v1.base import Resource
from api.v1.briefs import UserBrief, WorkspaceSlugField
from api.v1.fields import Input, TextField, WordField
from workspaces.policies import can_annotate, can_read


@extend_schema_serializer(component_name="Name")
class NameSerializer(serializers.ModelSerializer[WorkspaceAlias]):
    """A form of a name: folded if accepted; a rejected one of origin `default` is a usual name switched off."""

    workspace = WorkspaceSlugField()
    decided_by = UserBrief(allow_null=True)

    class Meta:
        model = WorkspaceAlias
        fields = ["id", "workspace", "name", "form", "state", "origin", "decided_by", "decided_at", "created_at"]


class NameInput(Input):
    """A form of a name; the same again changes nothing."""

    workspace = TextField(help_text="Slug of a workspace that you are a member of.")
    name = TextField(max_length=ALIAS_MAX_LENGTH, help_text="What stands for the thing.")
    form = TextField(max_length=ALIAS_MAX_LENGTH, help_text="The other form, as texts write it.")
    state = WordField(choices=AliasState.choices, required=False, default=AliasState.ACCEPTED)


class NameStateInput(Input):
    """What is decided of a form."""

    state = WordField(choices=AliasState.choices, required=False, help_text="Left out, it stays.")


class NameFilter(ResourceFilter):
    """Narrows the list of names."""

    state = filters.ChoiceFilter(choices=AliasState.choices, label="What was decided.")
    origin = filters.ChoiceFilter(choices=AliasOrigin.choices, label="Where it comes from.")


class NameResource(Resource):
    """Forms of names that the texts propose and people keep. They change what is proposed, never what was decided."""

    policies: ClassVar[dict[str, Policy]] = {
        "list": can_read,
        "retrieve": can_read,
        "create": can_annotate,
        "partial_update": can_annotate,
        "destroy": can_annotate,
    }
    queryset = WorkspaceAlias.objects.select_related("workspace", "decided_by")
    filterset_class = NameFilter
    list_serializer_class = NameSerializer
    detail_serializer_class = NameSerializer

    @extend_schema(request=NameInput, responses={201: NameSerializer})
    def create(self, request: Request) -> Response:
        """Put a form of a name into the table; one that stands for another name already is a conflict (409)."""
        given = self.body(NameInput)
        workspace = readable_workspace(user_of(request), given.pop("workspace"))
        self.require(workspace.pk)
        set_name(workspace=workspace, by=user_of(request), **given)
        found = WorkspaceAlias.objects.get(
            workspace=workspace, name=" ".join(given["name"].split()), form=" ".join(given["form"].split())
        )
        return self.created(found.pk)

    @extend_schema(request=NameStateInput, responses=NameSerializer)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        """Accept or reject a form, or let it wait again."""
        alias: WorkspaceAlias = self.get_object()
        self.require(alias.workspace_id)
        given = self.body(NameStateInput)
        if given:
            set_name(workspace=alias.workspace, name=alias.name, form=alias.form, by=user_of(request), **given)
        return self.read_again(pk)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: UUID) -> Response:  # noqa: ARG002 - DRF's signature
        """Take a form off the table; a usual name that was switched off is folded again."""
        alias: WorkspaceAlias = self.get_object()
        self.require(alias.workspace_id)
        remove_name(workspace=alias.workspace, name=alias.name, form=alias.form, by=user_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
