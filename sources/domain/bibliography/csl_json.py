"""CSL-JSON, the middle format itself: read with its faults named, written as it is."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sources.domain.bibliography.values import Entry, Loaded, Refused, settled


def load_csl_json(text: str) -> Loaded:
    """Return the items of a list, of an object with `items`, or one item; what is no object is refused."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Loaded((), (Refused(1, "the file", f"This is no JSON ({error})."),))
    if isinstance(given, dict):
        given = given["items"] if isinstance(given.get("items"), list) else [given]
    if not isinstance(given, list):
        return Loaded((), (Refused(1, "the file", "A list of CSL-JSON items is expected."),))
    entries = tuple(Entry(number, settled(one)) for number, one in enumerate(given, start=1) if isinstance(one, dict))
    refused = tuple(
        Refused(number, str(one)[:60], "This is no CSL-JSON item.")
        for number, one in enumerate(given, start=1)
        if not isinstance(one, dict)
    )
    return Loaded(entries, refused)


def dump_csl_json(items: Iterable[Mapping[str, Any]]) -> str:
    """Return the items as a CSL-JSON list."""
    return json.dumps([settled(item) for item in items], ensure_ascii=False, indent=2) + "\n"
