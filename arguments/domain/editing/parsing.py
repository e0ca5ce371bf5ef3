"""Operations as pages send them, read from JSON. What cannot be read is told with the operation and the field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from arguments.domain.editing import operations as ask
from common.errors import InvalidInputError

OPERATIONS_MAX = 200
"""Operations in one edit of a page; a person sends one or two, a paste some dozens."""

PREMISES_MAX = 500
"""Premises of one argument."""

_Reader = Callable[["_Fields"], ask.Operation]


def parse_operations(values: object) -> tuple[ask.Operation, ...]:
    """Return the operations of a list of objects, each with its `op`.

    Raises `InvalidInputError`; `details` has the `operation`, counted from 0, and the `field`.
    """
    if not isinstance(values, Sequence) or isinstance(values, str) or not values:
        raise InvalidInputError("An edit is a list of one operation or more.", field="operations")
    if len(values) > OPERATIONS_MAX:
        raise InvalidInputError(f"An edit has at most {OPERATIONS_MAX} operations.", field="operations")
    return tuple(_operation(index, value) for index, value in enumerate(values))


def _operation(index: int, value: object) -> ask.Operation:
    if not isinstance(value, Mapping):
        raise InvalidInputError("An operation is an object.", field="operations", operation=index)
    fields = _Fields(value, index)
    name = fields.text("op")
    if name not in _READERS:
        known = ", ".join(_READERS)
        raise InvalidInputError(f"“{name[:40]}” is no operation. There are {known}.", field="op", operation=index)
    operation = _READERS[name](fields)
    fields.refuse_rest()
    return operation


class _Fields:
    """The fields of one operation, read one by one."""

    def __init__(self, value: Mapping[str, Any], index: int) -> None:
        self._value, self._index = value, index
        self._read: set[str] = set()

    def refuse(self, name: str, message: str) -> InvalidInputError:
        return InvalidInputError(message, field=name, operation=self._index)

    def get(self, name: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        self._read.add(name)
        return self._value.get(name)

    def has(self, name: str) -> bool:
        return name in self._value

    def text(self, name: str, default: str | None = None) -> str:
        value = self.get(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, str):
            raise self.refuse(name, f"“{name}” is a text.")
        if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            raise self.refuse(name, f"“{name}” has characters that no text can have.")
        return value

    def identifier(self, name: str, default: str | None = None) -> str:
        value = self.text(name, default)
        if value == "" and default == "":
            return ""
        try:
            return str(UUID(value))
        except ValueError:
            raise self.refuse(name, f"“{name}” is an identifier (a UUID).") from None

    def number(self, name: str, default: int | None = None) -> int:
        value = self.get(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
            raise self.refuse(name, f"“{name}” is a whole number.")
        return value

    def flag(self, name: str) -> bool:
        value = self.get(name)
        if value is not None and not isinstance(value, bool):
            raise self.refuse(name, f"“{name}” is true or false.")
        return bool(value)

    def version(self) -> int:
        return self.number("version", 0)

    def claim(self, name: str = "claim") -> int:
        number = self.number(name)
        if number < 1:
            raise self.refuse(name, f"“{name}” is the number of a claim.")
        return number

    def named(self, name: str, value: object) -> ask.ClaimNamed:
        """Return the claim in `{"claim": 12}`, `{"text": "…"}` or a plain number."""
        if isinstance(value, Mapping):
            inner = _Fields(value, self._index)
            if inner.has("claim") == inner.has("text"):
                raise self.refuse(name, "A claim is named by its number (`claim`) or its wording (`text`).")
            return ask.ClaimNamed(inner.claim()) if inner.has("claim") else ask.ClaimNamed(text=inner.text("text"))
        return ask.ClaimNamed(self.claim(name))

    def premises(self) -> tuple[ask.NewPremise, ...]:
        values = self.get("premises")
        if not isinstance(values, list):
            raise self.refuse("premises", "“premises” is a list.")
        if len(values) > PREMISES_MAX:
            raise self.refuse("premises", f"An argument has at most {PREMISES_MAX} premises.")
        return tuple(self._premise(value) for value in values)

    def _premise(self, value: object) -> ask.NewPremise:
        if not isinstance(value, Mapping):
            raise self.refuse("premises", "A premise is an object with `claim` or `text`.")
        return ask.NewPremise(self.named("premises", value), _Fields(value, self._index).flag("is_implicit"))

    def premise(self) -> ask.NewPremise:
        named = {name: self.get(name) for name in ("claim", "text") if self.has(name)}
        return ask.NewPremise(self.named("claim", named), self.flag("is_implicit"))

    def aim(self) -> ask.Aim:
        conclusion = self.get("conclusion")
        return ask.Aim(
            relation=self.text("relation"),
            conclusion=None if conclusion is None else self.named("conclusion", conclusion),
            target=self.identifier("target", ""),
        )

    def refuse_rest(self) -> None:
        for name in self._value:
            if name not in self._read:
                raise self.refuse(name[:40], f"This operation has no “{name[:40]}”.")


def _add_argument(fields: _Fields) -> ask.Operation:
    return ask.AddArgument(
        aim=fields.aim(),
        premises=fields.premises(),
        author=fields.text("author", ""),
        scheme=fields.text("scheme", ""),
        note=fields.text("note", ""),
        passage=fields.identifier("passage", ""),
        before=fields.identifier("before", ""),
        argument=fields.identifier("argument", ""),
    )


def _add_premise(fields: _Fields) -> ask.Operation:
    position = fields.number("position") if fields.get("position") is not None else None
    return ask.AddPremise(fields.identifier("argument"), fields.premise(), position, fields.version())


def _describe(fields: _Fields) -> ask.Operation:
    argument, version = fields.identifier("argument"), fields.version()
    names = ("author", "scheme", "note")
    described = {name: fields.text(name, "") for name in names if fields.has(name)}
    if fields.has("passage"):
        described["passage"] = fields.identifier("passage", "")
    return ask.DescribeArgument(argument, described, version)


_READERS: dict[str, _Reader] = {
    "add_argument": _add_argument,
    "remove_argument": lambda fields: ask.RemoveArgument(fields.identifier("argument"), fields.version()),
    "add_premise": _add_premise,
    "remove_premise": lambda fields: ask.RemovePremise(fields.identifier("argument"), fields.claim(), fields.version()),
    "move_premise": lambda fields: ask.MovePremise(
        fields.identifier("argument"), fields.claim(), fields.number("position"), fields.version()
    ),
    "mark_premise": lambda fields: ask.MarkPremise(
        fields.identifier("argument"), fields.claim(), fields.flag("is_implicit"), fields.version()
    ),
    "split_premise": lambda fields: ask.SplitPremise(fields.identifier("argument"), fields.claim(), fields.version()),
    "join_arguments": lambda fields: ask.JoinArguments(
        fields.identifier("argument"),
        fields.identifier("other"),
        fields.version(),
        fields.number("other_version", 0),
    ),
    "move_argument": lambda fields: ask.MoveArgument(fields.identifier("argument"), fields.identifier("before", "")),
    "aim_argument": lambda fields: ask.AimArgument(
        fields.identifier("argument"), fields.aim(), fields.identifier("before", ""), fields.version()
    ),
    "describe_argument": _describe,
    "reword_claim": lambda fields: ask.RewordClaim(fields.claim(), fields.text("text"), fields.text("expected", "")),
    "link_evidence": lambda fields: ask.LinkEvidence(
        fields.claim(), fields.identifier("passage"), fields.text("bearing")
    ),
    "unlink_evidence": lambda fields: ask.UnlinkEvidence(fields.identifier("evidence")),
    "leave_out": lambda fields: ask.LeaveOut(fields.identifier("argument")),
    "put_back": lambda fields: ask.PutBack(fields.identifier("argument")),
    "fold": lambda fields: ask.Fold(fields.claim()),
    "unfold": lambda fields: ask.Unfold(fields.claim()),
}
