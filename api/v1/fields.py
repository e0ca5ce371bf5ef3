"""Input that is taken at its word: a number is no text, a text is no number, and unknown fields are faults."""

from typing import Any

from django.core.validators import RegexValidator
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.parsers import parse_json
from api.schema import SOMETHING


class TextField(serializers.CharField):
    """A string with something to read in it, unless `allow_blank`."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - DRF's options
        super().__init__(**options)
        if not self.allow_blank:
            self.validators.append(RegexValidator(SOMETHING, "Give a text."))

    def to_internal_value(self, data: Any) -> str:  # noqa: ANN401 - JSON
        """Return the string; numbers are refused, where DRF would take them for text."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class QuoteField(TextField):
    """A string whose spaces count."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - DRF's options
        super().__init__(trim_whitespace=False, **options)


class WholeNumberField(serializers.IntegerField):
    """A whole number, never a string of digits."""

    def to_internal_value(self, data: Any) -> int:  # noqa: ANN401 - JSON
        """Return the number; `true`, "7" and 7.5 are refused. JSON knows no difference between 7 and 7.0."""
        if isinstance(data, float) and data.is_integer():
            return int(data)
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return data


class YesNoField(serializers.BooleanField):
    """`true` or `false`, never a word or a number that could stand for one."""

    def to_internal_value(self, data: Any) -> bool:  # noqa: ANN401 - JSON
        """Return the value."""
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class WordField(serializers.ChoiceField):
    """One word of a vocabulary."""

    def to_internal_value(self, data: Any) -> str:  # noqa: ANN401 - JSON
        """Return the word; anything but a string is refused."""
        if not isinstance(data, str):
            self.fail("invalid_choice", input=data)
        return super().to_internal_value(data)


class IdField(serializers.UUIDField):
    """An identifier as a string; DRF would take whole numbers too."""

    def to_internal_value(self, data: Any) -> Any:  # noqa: ANN401 - JSON
        """Return the UUID."""
        if not isinstance(data, str):
            self.fail("invalid", value=data)
        return super().to_internal_value(data)


@extend_schema_field({"type": "object", "additionalProperties": True})
class JsonPartField(TextField):
    """A part of a form that holds a JSON object."""

    def to_internal_value(self, data: Any) -> Any:  # noqa: ANN401 - JSON
        """Return the object that the JSON says."""
        value = parse_json(super().to_internal_value(data))
        if not isinstance(value, dict):
            raise serializers.ValidationError("Give one JSON object.")
        return value


class Input(serializers.Serializer[Any]):
    """What a request's body may hold. A field that nobody knows is a fault: it is misspelt or not ours to change."""

    def to_internal_value(self, data: Any) -> Any:  # noqa: ANN401 - JSON
        """Return the values; faults of known fields and unknown ones are told together."""
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else set()
        faults: dict[str, Any] = {str(name): ["There is no such field."] for name in sorted(unknown)}
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            raise serializers.ValidationError({**faults, **error.detail}) from error  # type: ignore[dict-item]
        if faults:
            raise serializers.ValidationError(faults)
        return values
