"""What merging a claim into another would move: read before anybody confirms it."""

from dataclasses import dataclass
from typing import Any

from claims.enums import StanceBasis
from claims.models import Claim
from claims.signals import merge_weighed
from workspaces.models import Workspace


@dataclass(frozen=True)
class Merge:
    """Two claims, and in words what would move from the first to the second and what would stay."""

    claim: Claim
    into: Claim
    moves: tuple[str, ...]
    stays: tuple[str, ...]


def find_other(workspace: Workspace, typed: str, claim: Claim) -> Claim | None:
    """Return the workspace's other claim of the number that was typed, such as C-12, 12 or c 12."""
    digits = typed.strip().upper().removeprefix("C").strip(" -–")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        return None
    return Claim.objects.filter(workspace=workspace, number=int(digits)).exclude(pk=claim.pk).first()


def weigh_merge(claim: Claim, into: Claim) -> Merge:
    """Return what merging would do; a handful of queries."""
    passages, known = _pairs(claim.evidence, "passage", "speaker"), set(_pairs(into.evidence, "passage", "speaker"))
    stances, held = _set_stances(claim), set(_set_stances(into))
    others = [phrase for _, told in merge_weighed.send(sender=Claim, claim=claim, into=into) for phrase in told]
    moves = (
        _count(sum(pair not in known for pair in passages), "passage", "passages"),
        _count(sum(pair not in held for pair in stances), "stance set by an editor", "stances set by an editor"),
        _count(claim.comments.living().count(), "comment", "comments"),
        *others,
    )
    stays = (
        _count(sum(pair in known for pair in passages), "passage", "passages"),
        _count(sum(pair in held for pair in stances), "stance set by an editor", "stances set by an editor"),
    )
    return Merge(claim, into, tuple(filter(None, moves)), tuple(filter(None, stays)))


def _set_stances(claim: Claim) -> list[Any]:
    return _pairs(claim.stances.filter(basis=StanceBasis.SET), "author", "as_of")


def _pairs(rows: Any, *columns: str) -> list[Any]:  # noqa: ANN401 - a manager or a queryset
    return list(rows.order_by().values_list(*columns))


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""
