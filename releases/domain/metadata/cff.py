"""A release as a CITATION.cff (Citation File Format 1.2.0, https://citation-file-format.github.io)."""

from typing import Any

import yaml

from releases.domain.licences import licence_address
from releases.domain.metadata.citation import SHOWN_OF_HASH
from releases.domain.metadata.facts import ReleaseFacts


def write_cff(facts: ReleaseFacts) -> bytes:
    """Return the file. Creators are entities: a name that was typed as one text is not taken apart into two.

    A licence of the team's own has no place in the format's list and is left to the message.
    """
    is_listed = licence_address(facts.licence) is not None
    told = "" if is_listed else f" Its licence is {facts.licence}."
    content: dict[str, Any] = {
        "cff-version": "1.2.0",
        "type": "dataset",
        "message": f"Please cite this release if you use its data.{told}",
        "title": facts.title,
        "abstract": facts.abstract,
        "authors": [{"name": name} for name in facts.authors],
        "version": str(facts.number),
        "date-released": facts.released_on.isoformat(),
        "license": facts.licence if is_listed else "",
        "url": facts.address,
        "keywords": ["claims", "evidence", "stances"],
        "identifiers": [
            {
                "type": "other",
                "value": f"sha256:{facts.root_hash}",
                "description": f"Root hash of release {facts.number}; its first {SHOWN_OF_HASH} digits are cited.",
            }
        ],
    }
    filled = {key: value for key, value in content.items() if value}
    # Safe and wide: no aliases, no folded lines, so that equal facts give equal bytes.
    return yaml.safe_dump(filled, sort_keys=False, allow_unicode=True, width=2**16).encode()
