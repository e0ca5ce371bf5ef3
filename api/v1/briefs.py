"""Short forms of objects inside others: enough to show them and to find them."""

from typing import Any

from rest_framework import serializers

from claims.models import Claim
from sources.models import Author, Passage, Source
from workspaces.models import User


class AuthorBrief(serializers.ModelSerializer[Author]):
    """An author by name."""

    class Meta:
        model = Author
        fields = ["id", "slug", "name"]


class SourceBrief(serializers.ModelSerializer[Source]):
    """A source by title."""

    class Meta:
        model = Source
        fields = ["id", "key", "title", "nature"]


class PassageBrief(serializers.ModelSerializer[Passage]):
    """A quote and where it is from."""

    source = SourceBrief()  # type: ignore[assignment]  # the serializer's class takes its fields out

    class Meta:
        model = Passage
        fields = ["id", "exact", "prefix", "suffix", "source"]


class ClaimBrief(serializers.ModelSerializer[Claim]):
    """A claim by its number and words."""

    class Meta:
        model = Claim
        fields = ["id", "number", "label", "text", "status"]


class UserBrief(serializers.ModelSerializer[User]):
    """A member by name; the e-mail address is nobody else's business."""

    class Meta:
        model = User
        fields = ["id", "name"]


class WorkspaceSlugField(serializers.SlugRelatedField[Any]):
    """The slug of the object's workspace, the same word that `?workspace=` takes."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - DRF's options
        super().__init__(slug_field="slug", read_only=True, **options)
