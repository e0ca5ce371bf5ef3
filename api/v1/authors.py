"""Authors: who writes or speaks in sources."""

from typing import ClassVar

from django_filters import rest_framework as filters
from rest_framework import serializers

from api.database_json import FullName, Moment
from api.filters import ResourceFilter
from api.permissions import Policy
from api.selecting import Many
from api.v1.base import Resource
from api.v1.briefs import WorkspaceSlugField
from sources.enums import AuthorKind
from sources.models import Author
from workspaces.policies import can_read


class AuthorSerializer(serializers.ModelSerializer[Author]):
    """An author."""

    workspace = WorkspaceSlugField()

    class Meta:
        model = Author
        fields = ["id", "workspace", "slug", "kind", "name", "family", "given", "created_at"]


class AuthorFilter(ResourceFilter):
    """Narrows the list of authors."""

    slug = filters.CharFilter(label="Slug of the author, unique in a workspace.")
    kind = filters.ChoiceFilter(choices=AuthorKind.choices, label="Person or organisation.")


class AuthorResource(Resource):
    """Persons and organisations that write or speak in sources, and so can take a stance."""

    policies: ClassVar[dict[str, Policy]] = {"list": can_read, "retrieve": can_read}
    queryset = Author.objects.select_related("workspace")
    filterset_class = AuthorFilter
    list_serializer_class = AuthorSerializer
    detail_serializer_class = AuthorSerializer
    columns = {
        "id": "id", "workspace": "workspace__slug", "slug": "slug", "kind": "kind", "name": FullName(),
        "family": "family", "given": "given", "created_at": Moment("created_at"),
    }  # fmt: skip
    expansions = {"stances": Many("StanceResource", "author_id")}
