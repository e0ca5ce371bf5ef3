"""A debate to Argdown."""

from __future__ import annotations

from arguments.domain.interchange.debate import Debate
from arguments.domain.interchange.reports import Dumped, Loss


def dump(debate: Debate) -> Dumped:  # noqa: ARG001 - the registry's signature
    """Say that writing is not there yet."""
    return Dumped("", (Loss("the whole map", "Argdown cannot be written yet."),))
