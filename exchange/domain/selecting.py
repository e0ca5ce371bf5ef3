"""What the selectors of a target say: a quotation, a position, and what of them we cannot follow."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from exchange.domain.annotation import Position, Quote
from exchange.domain.nodes import Json, get, text, types, values

# RFC 5147: positions lie between characters, so `char=3,7` is the characters 3, 4, 5 and 6. Checks may follow.
_CHARACTERS = re.compile(r"char=(\d*),(\d*)(?:;.*)?$")
_RANGE_PARTS = ("startSelector", "endSelector")


@dataclass(frozen=True)
class Selection:
    """A quotation (up to `until`, if it is a range) and a position; `unused` names the selectors not followed."""

    quote: Quote | None = None
    until: Quote | None = None
    position: Position | None = None
    unused: tuple[str, ...] = ()


def read_selection(node: Json) -> Selection:
    """Return what all selectors of a target say together; several are alternatives that mean the same stretch.

    A selector that refines another counts within what that one selects: its quotation is the narrower and wins, its
    position counts from an unknown start and is not used.
    """
    selection = Selection()
    for selector, _ in values(node, ""):
        selection = _merged(selection, _read(selector))
    return selection


def read_fragment(fragment: str) -> Position | None:
    """Return the position that a fragment of RFC 5147 names (`char=3,7`), None for any other."""
    found = _CHARACTERS.match(fragment.lstrip("#"))
    if found is None or not found[2]:
        return None
    return _position(int(found[1] or 0), int(found[2]))


def _merged(first: Selection, second: Selection) -> Selection:
    # The first quotation wins, with its own end.
    has_quote = first.quote is not None
    return Selection(
        quote=first.quote if has_quote else second.quote,
        until=first.until if has_quote else second.until,
        position=first.position or second.position,
        unused=(*first.unused, *second.unused),
    )


def _read(selector: Json) -> Selection:
    own = _of_type(selector)
    refinement = get(selector, "refinedBy") if isinstance(selector, dict) else None
    if refinement is None:
        return own
    inner = read_selection(refinement)
    if inner.quote is not None:
        return replace(inner, position=own.position, unused=own.unused)
    unused = (*own.unused, *inner.unused)
    return replace(own, unused=(*unused, "a position within another selector") if inner.position else unused)


def _of_type(selector: Json) -> Selection:
    kinds = types(selector)
    if kinds & {"Choice", "Composite", "List"}:
        return read_selection(get(selector, "items"))
    exact = text(get(selector, "exact"))
    if exact:
        return Selection(quote=Quote(exact, text(get(selector, "prefix")), text(get(selector, "suffix"))))
    if "FragmentSelector" in kinds:
        position = read_fragment(text(get(selector, "value")))
        return Selection(position=position) if position else Selection(unused=("FragmentSelector",))
    if "RangeSelector" in kinds:
        return _of_range(selector)
    if "DataPositionSelector" not in kinds:
        position = _position(get(selector, "start"), get(selector, "end"))
        if position is not None:
            return Selection(position=position)
    return Selection(unused=tuple(sorted(kinds)) or ("a selector without a type",))


def _of_range(selector: Json) -> Selection:
    start, end = (read_selection(get(selector, part)) for part in _RANGE_PARTS)
    position = None
    if start.position is not None and end.position is not None:
        # The range ends before what its end selects.
        position = _position(start.position.start, end.position.start)
    if start.quote is not None and end.quote is not None:
        return Selection(quote=start.quote, until=end.quote, position=position)
    return Selection(position=position) if position else Selection(unused=("RangeSelector",))


def _position(start: Json, end: Json) -> Position | None:
    whole = [value for value in (start, end) if isinstance(value, int) and not isinstance(value, bool)]
    return Position(*whole) if len(whole) == 2 and 0 <= whole[0] < whole[1] else None


def flattened(node: Json, pointer: str) -> Iterator[tuple[Json, str, bool]]:
    """Yield the resources of a body or target with their pointers, and whether they belong together.

    Of a Choice only the first, which is the default. Composite and List (candidates that the Recommendation left
    out, but that exist) say that their items belong together; plain lists and Independents do not.
    """
    for one, place in values(node, pointer):
        kinds = types(one)
        items = get(one, "items") if kinds & {"Choice", "Composite", "List", "Independents"} else None
        if items is None:
            yield one, place, False
            continue
        inside = flattened(items, f"{place}/items")
        if "Choice" in kinds:
            yield from _first(inside)
        else:
            yield from ((part, where, "Independents" not in kinds) for part, where, _ in inside)


def _first(found: Iterator[tuple[Json, str, bool]]) -> Iterator[tuple[Json, str, bool]]:
    for one in found:
        yield one
        return
