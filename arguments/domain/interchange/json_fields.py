"""Reading typed values out of a JSON object, collecting every mistake with its place instead of stopping at one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from arguments.domain.interchange.debate import Json
from arguments.domain.interchange.reports import Notice, Severity

Value = TypeVar("Value")


class Findings:
    """The notices of a file, in the order in which they are found."""

    def __init__(self) -> None:
        self._notices: list[Notice] = []

    @property
    def notices(self) -> tuple[Notice, ...]:
        """All that was found."""
        return tuple(self._notices)

    def error(self, reason: str, subject: str = "", line: int | None = None, column: int | None = None) -> None:
        """Note why the file cannot be taken."""
        self._notices.append(Notice(Severity.ERROR, reason, subject, line, column))

    def warning(self, reason: str, subject: str = "", line: int | None = None, column: int | None = None) -> None:
        """Note what of the file is left out."""
        self._notices.append(Notice(Severity.WARNING, reason, subject, line, column))

    def unique(self, names: Sequence[str], of: str) -> set[str]:
        """Return the names as a set; each that occurs twice is an error."""
        seen: set[str] = set()
        for name in names:
            if not name:
                self.error(f"One of the {of} has no title.")
            elif name in seen:
                self.error(f"Two {of} have the title “{name}”.", name)
            seen.add(name)
        return seen


class Fields:
    """The fields of one object; what is not asked for is reported by `finish` as not known."""

    def __init__(self, node: Json, pointer: str, found: Findings) -> None:
        self._pointer, self._found, self._asked = pointer, found, set[str]()
        self._node: dict[str, Json] = node if isinstance(node, dict) else {}
        if not isinstance(node, dict):
            found.error("This is not an object.", pointer or "/")

    def get(self, key: str) -> Json:
        """Return the value, None without one."""
        self._asked.add(key)
        return self._node.get(key)

    def text(self, key: str) -> str:
        """Return a text, "" without one."""
        value = self.get(key)
        if value is None or isinstance(value, str):
            return value or ""
        self._wrong(key, "a text")
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self.get(key)
        if value is None:
            return ()
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        self._wrong(key, "a list of texts")
        return ()

    def truth(self, key: str) -> bool:
        """Return true or false, false without one."""
        value = self.get(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        self._wrong(key, "true or false")
        return False

    def weight(self, key: str) -> float | None:
        """Return a number from 0 to 1, None without one."""
        value = self.get(key)
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
            return float(value)
        self._wrong(key, "a number from 0 to 1")
        return None

    def choice(self, key: str, values: Sequence[str], otherwise: str | None = None) -> str:
        """Return one of the values; without one `otherwise`, and if that is None it is a mistake."""
        value = self.get(key)
        if value is None and otherwise is not None:
            return otherwise
        if isinstance(value, str) and value in values:
            return value
        self._wrong(key, f"one of {', '.join(values)}")
        return otherwise or values[0]

    def data(self, key: str = "data") -> dict[str, Json]:
        """Return an object as it stands, empty without one."""
        value = self.get(key)
        if value is None or isinstance(value, dict):
            return value or {}
        self._wrong(key, "an object")
        return {}

    def object(self, key: str) -> Fields | None:
        """Return the fields of an object, None without one."""
        value = self.get(key)
        return None if value is None else Fields(value, f"{self._pointer}/{key}", self._found)

    def objects(self, key: str) -> Iterator[Fields]:
        """Yield the fields of each object of a list, one by one, so that mistakes come in the order of the file."""
        value = self.get(key)
        if value is not None and not isinstance(value, list):
            self._wrong(key, "a list")
            value = []
        for place, one in enumerate(value or []):
            yield Fields(one, f"{self._pointer}/{key}/{place}", self._found)

    def finish(self) -> None:
        """Report what nobody asked for."""
        for key in self._node:
            if key not in self._asked:
                self._found.warning(f"The field “{key}” is not known here and is left out.", f"{self._pointer}/{key}")

    def finished(self, value: Value) -> Value:
        """Return the value that was made of the fields, after `finish`."""
        self.finish()
        return value

    def _wrong(self, key: str, wanted: str) -> None:
        self._found.error(f"The field “{key}” has to be {wanted}.", f"{self._pointer}/{key}")
