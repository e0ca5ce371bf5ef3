"""Changes as values that JSON can carry, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from arguments.domain.editing import changes as to
from arguments.domain.editing.board import ArgumentState, EvidenceState, Heading, Place, PremiseState

KINDS: tuple[type[Any], ...] = (
    to.ClaimMade,
    to.ClaimDiscarded,
    to.ClaimReworded,
    to.ArgumentMade,
    to.ArgumentRemoved,
    to.ArgumentAimed,
    to.ArgumentMoved,
    to.ArgumentDescribed,
    to.PremiseAdded,
    to.PremiseRemoved,
    to.PremiseMarked,
    to.PremiseMoved,
    to.ArgumentLeftOut,
    to.ArgumentPutBack,
    to.ClaimFolded,
    to.ClaimUnfolded,
    to.MapDescribed,
    to.EvidenceLinked,
    to.EvidenceUnlinked,
)


def _name(kind: type[Any]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


_BY_NAME = {_name(kind): kind for kind in KINDS}


def as_values(changes: Iterable[to.Change]) -> list[dict[str, Any]]:
    """Return the changes as values that JSON can carry; `change` says which one each is."""
    return [{"change": _name(type(change)), **asdict(change)} for change in changes]  # type: ignore[call-overload]


def changes_of(values: Iterable[Mapping[str, Any]]) -> list[to.Change]:
    """Return the changes that `as_values` wrote; KeyError or TypeError for anything else."""
    return [_change(dict(value)) for value in values]


def _change(value: dict[str, Any]) -> to.Change:
    kind = _BY_NAME[value.pop("change")]
    change: to.Change = kind(**{name: _part(kind, name, held) for name, held in value.items()})
    return change


def _part(kind: type[Any], name: str, value: Any) -> Any:  # noqa: ANN401 - whatever the field holds
    """Return the value of a field; which class it has follows from the field's declared type."""
    declared = kind.__annotations__[name]
    if declared == "ArgumentState":
        premises = tuple(PremiseState(**premise) for premise in value["premises"])
        return ArgumentState(**{**value, "premises": premises})
    plain = {"Place": Place, "PremiseState": PremiseState, "Heading": Heading, "EvidenceState": EvidenceState}
    return plain[declared](**value) if declared in plain else value
