"""Works as CSL-JSON items in the form that releases give out: canonical, and without what is not ours to give."""

from collections.abc import Mapping, Sequence
from typing import Any

from releases.domain.canonical import MAX_WHOLE_NUMBER

KEPT_BACK = frozenset({"abstract", "annote", "note", "custom"})
"""Other people's prose, the team's own notes, and what readers of CSL do not agree on."""


def releasable_item(  # noqa: PLR0913 - keyword-only, and each is a field of the item
    item: Mapping[str, Any], *, identifier: str, key: str, nature: str, status: str, authors: Sequence[str]
) -> dict[str, Any]:
    """Return the item with `identifier` as its id, its key as `citation-key`, and in `custom` what CSL has no word for.

    That is: nature (original or summary), status (active, corrected, retracted) and the authors' identifiers in the
    order of the byline. Fractions and numbers of 2^53 or more become texts; keys beyond ASCII, which CSL has none of,
    are left out.
    """
    kept = {name: value for name, value in item.items() if name not in KEPT_BACK}
    custom = {"authors": list(authors), "nature": nature, "status": status}
    return {**_canonical(kept), "id": identifier, "citation-key": key, "custom": custom}


def _canonical(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, Mapping):
        return {name: _canonical(inner) for name, inner in value.items() if name.isascii()}
    if isinstance(value, list):
        return [_canonical(inner) for inner in value]
    if isinstance(value, float) or (isinstance(value, int) and abs(value) > MAX_WHOLE_NUMBER):
        return str(value)
    return value
