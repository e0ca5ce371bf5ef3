"""Putting hints of the reasoning coach aside, and bringing them back."""

import re

from django.db import transaction

from arguments.models import ArgumentMap, LintDismissal
from common.errors import InvalidInputError
from common.history import recorded_as
from workspaces.models import User

REASON_MAX_LENGTH = 300
"""Code points."""
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


@transaction.atomic
def dismiss_hint(*, shown: ArgumentMap, fingerprint: str, reason: str = "", by: User | None) -> LintDismissal:
    """Return the dismissal of a hint for a map; who dismisses it again changes the reason only.

    Raises `InvalidInputError` for what is no fingerprint, or a reason that is too long.
    """
    reason = " ".join(reason.split())
    if not _FINGERPRINT.fullmatch(fingerprint):
        raise InvalidInputError("This names no hint.", field="fingerprint")
    if len(reason) > REASON_MAX_LENGTH:
        raise InvalidInputError(f"A reason has at most {REASON_MAX_LENGTH} characters.", field="reason")
    with recorded_as(by):
        dismissal, _ = LintDismissal.objects.update_or_create(
            map=shown, fingerprint=fingerprint, defaults={"reason": reason, "by": by}
        )
    return dismissal


@transaction.atomic
def restore_hint(*, shown: ArgumentMap, fingerprint: str, by: User | None) -> None:
    """Show a hint of a map again; one that was not dismissed is shown anyway."""
    with recorded_as(by):
        LintDismissal.objects.filter(map=shown, fingerprint=fingerprint).delete()
