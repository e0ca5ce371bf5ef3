"""What passages lean on, in every resource that shows passages."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from rest_framework import serializers

from api.v1.base import Resource
from sources.models import Passage
from sources.queries.origins import Origin, Weighed, origins_of


class OriginSerializer(serializers.Serializer[Origin]):
    """A work that a passage leans on."""

    label = serializers.CharField(  # type: ignore[assignment]  # the serializer's class takes its fields out
        help_text="How a text cites it, or the title of the passage's own source."
    )
    title = serializers.CharField()
    cited = serializers.BooleanField(help_text="False for the passage's own source, which it has if it cites nothing.")
    reference = serializers.UUIDField(
        source="reference.pk", allow_null=True, default=None, help_text="The entry of the source's reference list."
    )


class WeighedSerializer(serializers.Serializer[Weighed]):
    """Accepted passages, and the greatest number of them no two of which lean on one work."""

    passages = serializers.IntegerField()
    independent = serializers.IntegerField()


class SidesSerializer(serializers.Serializer[Any]):
    """The passages for a claim and against it."""

    supports = WeighedSerializer()
    contradicts = WeighedSerializer()


class LeaningResource(Resource):
    """A resource whose rows have passages: their origins are read for a whole page at once."""

    origins: dict[UUID, tuple[Origin, ...]] = {}

    def passages_in(self, row: Any) -> Iterable[Passage]:  # noqa: ANN401 - the resource's model
        """Return the passages that the row shows."""
        raise NotImplementedError

    def prepare(self, rows: Sequence[Any]) -> None:
        """Keep the origins of all rows' passages for the answer."""
        self.origins = origins_of(passage for row in rows for passage in self.passages_in(row))

    def get_object(self) -> Any:  # noqa: ANN401 - the resource's model
        """Return the object, and keep the origins of its passages for the answer."""
        row = super().get_object()
        self.prepare([row])
        return row

    def get_serializer_context(self) -> dict[str, Any]:
        """Return the context with the origins of all passages that are shown."""
        return {**super().get_serializer_context(), "origins": self.origins}


def shown_origins(context: Mapping[str, Any], passage: UUID) -> Any:  # noqa: ANN401 - what the serializer makes
    """Return the origins of a passage as the resource read them."""
    return OriginSerializer(context["origins"].get(passage, ()), many=True).data
