"""Argdown: `load` and `dump`. Until the reader is here, both say so."""

from arguments.domain.interchange.debate import Debate
from arguments.domain.interchange.reports import Dumped, Loaded, Loss, Notice, Severity

_REASON = "Argdown cannot be read or written yet."


def load(text: str) -> Loaded:  # noqa: ARG001 - the registry's signature
    """Return nothing but the reason."""
    return Loaded(Debate(), (Notice(Severity.ERROR, _REASON),))


def dump(debate: Debate) -> Dumped:  # noqa: ARG001 - the registry's signature
    """Return nothing but the reason."""
    return Dumped("", (Loss("the whole map", _REASON),))
