"""How to cite a release, in one sentence and as a CSL-JSON item."""

import json
from typing import Any

from releases.domain.metadata.facts import ReleaseFacts

SHOWN_OF_HASH = 12
"""Hexadecimal digits of the root hash in the sentence: enough to tell releases apart, short enough to print."""


def cite(facts: ReleaseFacts) -> str:
    """Return the sentence by which people cite the release.

    >>> # Harbour Group (2026). Harbours. Release 3 [Data set]. Harbour Group. https://… (root hash 0a1b2c3d4e5f)
    """
    place = f" {facts.address}" if facts.address else ""
    return (
        f"{_joined(facts.authors)} ({facts.released_on.year}). {facts.title.rstrip('.')}. Release {facts.number} "
        f"[Data set]. {facts.publisher.rstrip('.')}.{place} (root hash {facts.root_hash[:SHOWN_OF_HASH]})"
    )


def csl_item(facts: ReleaseFacts) -> dict[str, Any]:
    """Return the release as an item of CSL-JSON (schema 1.0). Names stay as they were given: literal."""
    day = facts.released_on
    item = {
        "id": facts.key,
        "type": "dataset",
        "title": facts.title,
        "author": [{"literal": name} for name in facts.authors],
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "publisher": facts.publisher,
        "version": str(facts.number),
        "abstract": facts.abstract,
        "note": f"Root hash (SHA-256): {facts.root_hash}. Licence: {facts.licence}",
        "URL": facts.address,
    }
    return {key: value for key, value in item.items() if value}


def write_csl(facts: ReleaseFacts) -> bytes:
    """Return the CSL-JSON file: a list of one item."""
    return (json.dumps([csl_item(facts)], ensure_ascii=False, indent=2) + "\n").encode()


def _joined(names: tuple[str, ...]) -> str:
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} & {names[-1]}"
