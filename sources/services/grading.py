"""Judging sources: how far they are to be relied on, and whether their publisher still stands by them."""

from datetime import date

from django.db import transaction

from common.errors import InvalidInputError
from common.history import recorded_as
from sources.enums import Credibility, Reliability, SourceStatus
from sources.errors import InvalidStatus
from sources.models import Source
from sources.services.metadata import lock_source, save_source
from workspaces.models import User


@transaction.atomic
def grade_source(
    *, source: Source, reliability: str, credibility: str, revision: int | None = None, by: User | None = None
) -> Source:
    """Return the source with these grades; the same ones write nothing. StaleSource as in `edit_source`."""
    if reliability not in Reliability.values or credibility not in Credibility.values:
        raise InvalidInputError("A grade is a letter from A to F and a number from 1 to 6.", field="reliability")
    stored = lock_source(source, revision)
    if (stored.reliability, stored.credibility) != (reliability, credibility):
        stored.reliability, stored.credibility = reliability, credibility
        with recorded_as(by):
            save_source(stored)
    return stored


@transaction.atomic
def set_source_status(  # noqa: PLR0913 - keyword-only, and each is a fact of the status
    *,
    source: Source,
    status: str,
    on: date | None = None,
    reason: str = "",
    revision: int | None = None,
    by: User | None = None,
) -> Source:
    """Return the source as active, corrected or retracted; the same status again writes nothing.

    InvalidStatus for an unknown one, or without date and reason unless it is active again, which takes both away.
    What hangs on the source is untouched: pages mark it by the source's status.
    """
    if status not in SourceStatus.values:
        raise InvalidStatus(f"“{status}” is no status of a source.", field="status")
    active = status == SourceStatus.ACTIVE
    reason = "" if active else " ".join(reason.split())
    if not active and on is None:
        raise InvalidStatus("Say on which day it was corrected or retracted.", field="on")
    if not active and not reason:
        raise InvalidStatus("Say why, for whoever meets the mark.", field="reason")
    stored = lock_source(source, revision)
    after = (status, None if active else on, reason)
    if (stored.status, stored.status_on, stored.status_reason) != after:
        stored.status, stored.status_on, stored.status_reason = after
        with recorded_as(by):
            save_source(stored)
    return stored
