"""What people have hung on claims, so that no draft is thrown away under it."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import models

from claims.enums import EvidenceState
from claims.models import Claim, Evidence

_HOLDING = (models.CASCADE, models.PROTECT, models.RESTRICT)


def claims_in_use(claims: Iterable[UUID], *, ignoring: Collection[type[models.Model]] = ()) -> set[UUID]:
    """Return those of the claims on which a row that people made hangs, of whatever app, in one query.

    What the machine derived from a claim (models with `is_derived`, suggestions) goes with it and does not count;
    neither do rows of the models to be ignored, which the caller looks at itself.
    """
    wanted = list(claims)
    if not wanted:
        return set()
    rows = [
        _rows(relation.related_model, relation.field.name, wanted)
        for relation in Claim._meta.related_objects  # noqa: SLF001 - Django's API
        if relation.on_delete in _HOLDING
        and relation.related_model not in ignoring
        and not getattr(relation.related_model, "is_derived", False)
        and isinstance(relation.field, models.ForeignKey)
    ]
    first, *others = rows
    return set(first.union(*others))


def _rows(model: type[models.Model], field: str, claims: list[UUID]) -> "models.QuerySet[models.Model, UUID]":
    rows = model._default_manager.filter(**{f"{field}__in": claims})  # noqa: SLF001 - Django's API
    if model is Evidence:
        rows = rows.exclude(state=EvidenceState.SUGGESTED)
    return rows.order_by().values_list(f"{field}_id", flat=True)
