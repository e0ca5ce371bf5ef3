"""What an editor lays down for the evaluation of one map: base scores by hand, and the semantics."""

import math
from typing import Any

from django.db import transaction

from arguments.enums import GradualSemantics
from arguments.models import Argument, ArgumentMap, BaseScore
from arguments.services.guarding import refuse_strangers
from claims.models import Claim
from common.errors import InvalidInputError
from common.history import recorded_as
from workspaces.models import User

REASON_MAX_LENGTH = 300
"""Code points."""


@transaction.atomic
def set_base_score(
    *, shown: ArgumentMap, node: Claim | Argument, value: float, reason: str = "", by: User | None
) -> BaseScore:
    """Return the base score that a claim or an inference has in a map from now on, whatever its evidence says.

    `value` lies between 0 and 1. Raises `InvalidInputError` for another number or a reason that is too long, and
    `OtherWorkspaceError` for a claim or argument from elsewhere.
    """
    reason = " ".join(reason.split())
    if not (math.isfinite(value) and 0 <= value <= 1):
        raise InvalidInputError("A base score is a number from 0 to 1.", field="value")
    if len(reason) > REASON_MAX_LENGTH:
        raise InvalidInputError(f"A reason has at most {REASON_MAX_LENGTH} characters.", field="reason")
    refuse_strangers(shown.workspace, [node])
    _lock(shown)
    with recorded_as(by):
        score, _ = BaseScore.objects.update_or_create(
            map=shown, **_about(node), defaults={"value": value, "reason": reason, "by": by}
        )
    return score


@transaction.atomic
def reset_base_score(*, shown: ArgumentMap, node: Claim | Argument, by: User | None) -> None:
    """Let the evidence decide again; nothing happens where it does."""
    _lock(shown)
    with recorded_as(by):
        BaseScore.objects.filter(map=shown, **_about(node)).delete()


@transaction.atomic
def choose_semantics(*, shown: ArgumentMap, semantics: str, by: User | None) -> ArgumentMap:
    """Return the map with the semantics by which its strengths are computed from now on.

    Raises `InvalidInputError` for one that is not known.
    """
    if semantics not in GradualSemantics.values:
        raise InvalidInputError(f"“{semantics}” is no semantics that is known here.", field="semantics")
    with recorded_as(by):
        ArgumentMap.objects.filter(pk=shown.pk).exclude(semantics=semantics).update(semantics=semantics)
    shown.semantics = semantics
    return shown


def _about(node: Claim | Argument) -> dict[str, Any]:
    return {"claim": node} if isinstance(node, Claim) else {"argument": node}


def _lock(shown: ArgumentMap) -> None:
    ArgumentMap.objects.select_for_update(no_key=True).only("pk").get(pk=shown.pk)
