"""Workspaces: the ones that the user is a member of, with the role there."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework import serializers

from api.filters import WorkspaceFilter
from api.permissions import Policy, user_of
from api.v1.base import Resource
from workspaces.enums import Role
from workspaces.models import Workspace
from workspaces.policies import can_read


class WorkspaceSerializer(serializers.ModelSerializer[Workspace]):
    """A workspace as its member sees it."""

    role = serializers.ChoiceField(
        choices=Role.choices, help_text="What you may do there: your role, or what your token leaves of it."
    )

    class Meta:
        model = Workspace
        fields = ["id", "slug", "name", "description", "role", "created_at"]


class WorkspaceResource(Resource):
    """Workspaces that you are a member of."""

    policies: ClassVar[dict[str, Policy]] = {"list": can_read, "retrieve": can_read}
    queryset = Workspace.objects.all()
    filterset_class = WorkspaceFilter
    list_serializer_class = WorkspaceSerializer
    detail_serializer_class = WorkspaceSerializer

    def get_queryset(self) -> QuerySet[Any]:
        """Return the user's workspaces with the role in each, from one join."""
        if getattr(self, "swagger_fake_view", False):
            return Workspace.objects.none()
        return Workspace.objects.with_role_of(user_of(self.request))
