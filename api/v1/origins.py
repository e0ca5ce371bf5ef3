"""What passages lean on, in every resource that shows passages."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import F, Value
from rest_framework import serializers

from api.database_json import JsonArray, JsonObject
from api.selecting import Selection
from api.v1.base import Resource
from sources.models import Passage
from sources.queries.origins import Origin, Weighed, cited_works, origins_of

ORIGINS = "origins"
"""Name of the field."""


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
    # Of rows whose JSON the database makes, the column with their passage.
    passage_column: ClassVar[str] = ""

    def passages_in(self, row: Any) -> Iterable[Passage]:  # noqa: ANN401 - the resource's model
        """Return the passages that the row shows."""
        raise NotImplementedError

    def values_of(self, selection: Selection) -> tuple[Any, ...]:
        """Return the JSON of a row, and its passage where origins are asked for."""
        shown = not selection.fields or ORIGINS in selection.fields
        return (*super().values_of(selection), *([self.passage_column] if shown and self.passage_column else []))

    def amended(self, rows: Sequence[tuple[Any, ...]]) -> list[str]:
        """Return the rows with the works that their passages cite; the query gave each its own source."""
        if not rows or len(rows[0]) == 1:
            return super().amended(rows)
        cited = cited_works(passage for _, passage in rows)
        return [_citing(text, cited[passage]) if passage in cited else text for text, passage in rows]

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


def own_source(title: str) -> JsonArray:
    """Return the origins of a passage that cites nothing, as JSON: its source, whose title is at that path."""
    own = {"label": F(title), "title": F(title), "cited": Value(value=False), "reference": Value(None)}
    return JsonArray(JsonObject(own))


def _citing(text: str, origins: tuple[Origin, ...]) -> str:
    """Return the JSON of a row with these origins."""
    return json.dumps({**json.loads(text), ORIGINS: OriginSerializer(origins, many=True).data}, ensure_ascii=False)
