"""Making a map public, and private again."""

import secrets

from django.db import transaction
from django.utils import timezone

from arguments.errors import LeadNotAcceptedError
from arguments.models import ArgumentMap
from claims.enums import ClaimStatus
from common.history import recorded_as
from workspaces.models import User

KEY_BYTES = 24
"""192 bits: nobody finds a public map by guessing its address."""


@transaction.atomic
def publish_map(*, shown: ArgumentMap, is_indexable: bool = False, by: User | None) -> ArgumentMap:
    """Return the map, public at an address of its own; one that is public already keeps its address.

    What is public is what the map shows of accepted claims, now and later. Search engines are asked to stay away
    unless it `is_indexable`. Raises `LeadNotAcceptedError` while the lead claim is not signed off.
    """
    held = ArgumentMap.objects.select_for_update(of=("self",)).select_related("lead_claim").get(pk=shown.pk)
    if held.lead_claim.status != ClaimStatus.ACCEPTED:
        status = held.lead_claim.get_status_display().lower()
        raise LeadNotAcceptedError(
            f"{held.lead_claim.label} is {status}: a map can be published once its lead claim is accepted.",
            number=held.lead_claim.number,
        )
    if not held.public_key:
        held.public_key, held.published_at, held.published_by = secrets.token_urlsafe(KEY_BYTES), timezone.now(), by
    held.is_indexable = is_indexable
    with recorded_as(by):
        held.save(update_fields=["public_key", "published_at", "published_by", "is_indexable"])
    return held


@transaction.atomic
def unpublish_map(*, shown: ArgumentMap, by: User | None) -> ArgumentMap:
    """Return the map, private; its public address is gone for good, published again it gets another one."""
    held = ArgumentMap.objects.select_for_update().get(pk=shown.pk)
    held.public_key, held.published_at, held.published_by, held.is_indexable = "", None, None, False
    with recorded_as(by):
        held.save(update_fields=["public_key", "published_at", "published_by", "is_indexable"])
    return held
