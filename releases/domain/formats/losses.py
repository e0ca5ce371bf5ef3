"""What each format of a release does not carry of the canonical files, as the file `losses.json`."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

Loss = Mapping[str, Any]

_APART = "authors, sources in full and arguments"
_NOT_A_TABLE = "Three tables hold what is in the records of claims; the other canonical files stand beside them."
STANDING: Mapping[str, Sequence[Loss]] = {
    "csv": (
        {"what": "what lacks, apart from what is empty", "reason": "CSV knows empty cells only."},
        {"what": _APART, "reason": _NOT_A_TABLE},
    ),
    "parquet": ({"what": _APART, "reason": _NOT_A_TABLE},),
    "jsonld": (
        {"what": "identifiers of passages", "reason": "An annotation names the quote and its source."},
        {"what": "volume, pages and the like of sources", "reason": "They stand in sources.ndjson, as CSL-JSON."},
    ),
    "argdown": (
        {"what": "authors and sources in full", "reason": "Argdown holds claims and arguments; quotes name theirs."},
    ),
}
"""Of every release, whatever is in it."""


def write_losses(argdown: Sequence[Loss]) -> bytes:
    """Return the report by format: what always lacks, then what was counted in this release's Argdown."""
    report = {name: [dict(loss) for loss in losses] for name, losses in STANDING.items()}
    report["argdown"].extend(dict(loss) for loss in argdown)
    return (json.dumps(report, ensure_ascii=False, indent=2) + "\n").encode()
