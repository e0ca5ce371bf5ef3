"""What Argdown has no syntax for and this package keeps in `{data}`: weights, authors, schemes and quotes.

A key is taken for one of them only where its value is of the right kind; anything else stays data.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from arguments.domain.interchange.argdown.drafts import Draft, is_made_up
from arguments.domain.interchange.debate import DebateArgument, InferenceStep, Json, Quote, Statement

BEARINGS = ("supports", "contradicts", "context")
_QUOTE_TEXTS = ("source", "author", "url")


def statement_of(name: str, draft: Draft) -> Statement:
    """The statement that the occurrences of a name add up to."""
    data = dict(draft.data)
    return Statement(
        name,
        tuple(draft.texts),
        has_given_name=not is_made_up(name),
        tags=tuple(draft.tags),
        weight=_take(data, "weight", _weight),
        quotes=_take(data, "quotes", _quotes) or (),
        data=data,
    )


def argument_of(name: str, draft: Draft, steps: tuple[InferenceStep, ...]) -> DebateArgument:
    """The argument that the occurrences of a name add up to."""
    data = dict(draft.data)
    return DebateArgument(
        name,
        tuple(draft.texts),
        has_given_name=not is_made_up(name),
        steps=steps,
        tags=tuple(draft.tags),
        weight=_take(data, "weight", _weight),
        author=_take(data, "author", _words) or "",
        scheme=_take(data, "scheme", _words) or "",
        quotes=_take(data, "quotes", _quotes) or (),
        data=data,
    )


def annotated(node: Statement | DebateArgument) -> dict[str, Json]:
    """The data of a statement or argument with all that is kept there."""
    data: dict[str, Json] = dict(node.data)
    if node.weight is not None:
        data["weight"] = node.weight
    if isinstance(node, DebateArgument):
        data |= {key: value for key, value in (("author", node.author), ("scheme", node.scheme)) if value}
    if node.quotes:
        data["quotes"] = [_quote_as_data(quote) for quote in node.quotes]
    return data


def _take(data: dict[str, Json], key: str, read: Callable[[Json], Any]) -> Any:  # noqa: ANN401 - of three kinds
    value = read(data.get(key))
    if value is not None:
        del data[key]
    return value


def _weight(value: Json) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and 0 <= value <= 1 else None


def _words(value: Json) -> str | None:
    return value if isinstance(value, str) and value else None


def _quotes(value: Json) -> tuple[Quote, ...] | None:
    if not isinstance(value, list) or not value:
        return None
    quotes = tuple(_quote(item) for item in value)
    return None if any(quote is None for quote in quotes) else tuple(quote for quote in quotes if quote)


def _quote(value: Json) -> Quote | None:
    if not isinstance(value, dict) or set(value) - {"text", "bearing", "data", *_QUOTE_TEXTS}:
        return None
    words = {key: value.get(key, "") for key in ("text", *_QUOTE_TEXTS)}
    bearing, data = value.get("bearing", "supports"), value.get("data", {})
    is_sound = all(isinstance(word, str) for word in words.values()) and isinstance(data, dict)
    return Quote(**words, bearing=bearing, data=data) if is_sound and bearing in BEARINGS else None


def _quote_as_data(quote: Quote) -> dict[str, Json]:
    data: dict[str, Json] = {"text": quote.text}
    data |= {key: value for key in _QUOTE_TEXTS if (value := getattr(quote, key))}
    if quote.bearing != "supports":
        data["bearing"] = quote.bearing
    if quote.data:
        data["data"] = dict(quote.data)
    return data
