"""The saved filter of a claim set: which claims are in it, as values."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from common.errors import InvalidInputError

MAX_VALUES = 50
"""Of one condition: more are a list, which is gathered by hand."""
MAX_LENGTH = 200


@dataclass(frozen=True)
class SavedFilter:
    """Conditions that a claim has to meet, all of them; a condition is met by any of its values, an empty one by all.

    `topic` is as written, `author` the slug of one who has a stance on the claim, `q` words that its text contains.
    Without a status, retired claims are out.
    """

    topic: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    q: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether every claim that is not retired meets it."""
        return self == SavedFilter()


def read_filter(data: Mapping[str, Any], *, kinds: Collection[str], statuses: Collection[str]) -> SavedFilter:
    """Return the filter of its JSON form; InvalidInputError says what is wrong.

    `kinds` and `statuses` are the words that claims know.
    """
    unknown = set(data) - {"topic", "kind", "status", "author", "q"}
    if unknown:
        raise InvalidInputError(f"A filter has no “{min(unknown)}”.", field="filter")
    q = data.get("q", "")
    if not isinstance(q, str) or len(q) > MAX_LENGTH or "\x00" in q:
        raise InvalidInputError(f"“q” is a text of at most {MAX_LENGTH} characters.", field="filter")
    lists = {name: _texts(name, data.get(name, ())) for name in ("topic", "kind", "status", "author")}
    for name, known in (("kind", kinds), ("status", statuses)):
        wrong = set(lists[name]) - set(known)
        if wrong:
            raise InvalidInputError(f"“{min(wrong)}” is no {name} of a claim.", field="filter")
    return SavedFilter(q=q.strip(), **lists)


def write_filter(saved: SavedFilter) -> dict[str, Any]:
    """Return the JSON form, without the conditions that say nothing."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(saved).items() if value}


def _texts(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or len(value) > MAX_VALUES:
        raise InvalidInputError(f"“{name}” is a list of at most {MAX_VALUES} texts.", field="filter")
    for one in value:
        if not isinstance(one, str) or not one or len(one) > MAX_LENGTH or "\x00" in one:
            raise InvalidInputError(f"“{name}” holds texts of 1 to {MAX_LENGTH} characters.", field="filter")
    return tuple(dict.fromkeys(value))
