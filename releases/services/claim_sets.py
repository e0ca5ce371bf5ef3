"""Making, changing and filling claim sets."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from claims.models import Claim
from common.errors import InvalidInputError
from common.history import recorded_as
from releases.domain.filtering import SavedFilter, write_filter
from releases.domain.licences import is_licence
from releases.enums import Audience, Gathering
from releases.errors import ClaimSetReleasedError, ClaimSetSlugTakenError, StaleClaimSetError
from releases.models import ClaimSet, ClaimSetEntry, Release
from releases.models.claim_set import (
    DEFAULT_LICENCE,
    DESCRIPTION_MAX_LENGTH,
    LICENCE_MAX_LENGTH,
    RESERVED_SLUGS,
    SLUG_MAX_LENGTH,
    TITLE_MAX_LENGTH,
)
from workspaces.models import User, Workspace

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_CREATORS = 50
CREATOR_MAX_LENGTH = 200


def create_claim_set(  # noqa: PLR0913 - keyword-only, and each is a field of the claim set
    *,
    workspace: Workspace,
    slug: str,
    title: str,
    description: str = "",
    licence: str = DEFAULT_LICENCE,
    creators: Sequence[str] = (),
    gathering: str = Gathering.BY_HAND,
    saved_filter: SavedFilter | None = None,
    audience: str = Audience.MEMBERS,
    by: User | None,
) -> ClaimSet:
    """Return a new claim set, empty if it is gathered by hand.

    White space of title and creators is folded. Raises InvalidInputError for a value that breaks a rule, and
    ClaimSetSlugTakenError if any workspace's claim set has the address already.
    """
    if len(slug) > SLUG_MAX_LENGTH or not SLUG.fullmatch(slug):
        raise InvalidInputError(
            f"An address is lower-case letters, digits and single hyphens between them, at most {SLUG_MAX_LENGTH}.",
            field="slug",
        )
    if slug in RESERVED_SLUGS:
        raise InvalidInputError(f"“{slug}” is the address of a page: take another one.", field="slug")
    values = _checked(
        title=title,
        description=description,
        licence=licence,
        creators=creators,
        gathering=gathering,
        saved_filter=saved_filter,
        audience=audience,
    )
    taken = ClaimSetSlugTakenError(f"There is a claim set at the address “{slug}” already.", field="slug")
    if ClaimSet.objects.filter(slug=slug).exists():
        raise taken
    try:
        with transaction.atomic(), recorded_as(by):
            return ClaimSet.objects.create(workspace=workspace, slug=slug, created_by=by, **values)
    except IntegrityError as error:
        if ClaimSet.objects.filter(slug=slug).exists():  # somebody was faster
            raise taken from error
        raise


@transaction.atomic
def edit_claim_set(  # noqa: PLR0913 - the same, and the state that the form was opened with
    *,
    claim_set: ClaimSet,
    title: str,
    description: str,
    licence: str,
    creators: Sequence[str],
    gathering: str,
    saved_filter: SavedFilter | None,
    audience: str,
    by: User | None,
    opened_at: datetime | None = None,
) -> ClaimSet:
    """Return the claim set with new values; releases that were made keep theirs. The address never changes.

    A save that changes nothing writes nothing. `opened_at` is the `updated_at` that the person saw: if the stored one
    is another, StaleClaimSetError says so and nothing is written. Claims that were put in by hand stay noted while
    the set is gathered by a filter.
    """
    values = _checked(
        title=title,
        description=description,
        licence=licence,
        creators=creators,
        gathering=gathering,
        saved_filter=saved_filter,
        audience=audience,
    )
    stored = ClaimSet.objects.select_for_update(no_key=True).get(pk=claim_set.pk)
    changed = [name for name, value in values.items() if getattr(stored, name) != value]
    if not changed:
        return stored
    if opened_at is not None and stored.updated_at != opened_at:
        raise StaleClaimSetError(
            f"“{stored.title}” was changed while you were editing it.", updated_at=stored.updated_at
        )
    for name in changed:
        setattr(stored, name, values[name])
    with recorded_as(by):
        stored.save(update_fields=[*changed, "updated_at"])
    return stored


@transaction.atomic
def delete_claim_set(*, claim_set: ClaimSet, by: User | None) -> None:
    """Delete a claim set that was never released; ClaimSetReleasedError for one that was."""
    # FOR UPDATE: a release that is about to be recorded waits, then finds its claim set gone.
    stored = ClaimSet.objects.select_for_update().get(pk=claim_set.pk)
    if Release.objects.filter(claim_set=stored).exists():
        raise ClaimSetReleasedError(f"“{stored.title}” has been released: others may cite it.")
    with recorded_as(by):
        stored.delete()


@transaction.atomic
def add_claims(*, claim_set: ClaimSet, claims: Collection[Claim], by: User | None) -> int:
    """Put claims into a claim set that is gathered by hand; return how many were not in it before.

    Raises InvalidInputError if the set is gathered by a filter, or if a claim is of another workspace or was merged
    into another one.
    """
    stored = _lock_for_hand(claim_set)
    for claim in claims:
        if claim.workspace_id != stored.workspace_id:
            raise InvalidInputError("A claim set holds claims of its own workspace.", field="claims")
        if claim.merged_into_id is not None:
            raise InvalidInputError(f"{claim.label} was merged into another claim: add that one.", field="claims")
    there = set(ClaimSetEntry.objects.filter(claim_set=stored).values_list("claim_id", flat=True))
    new = {claim.pk: claim for claim in claims if claim.pk not in there}
    with recorded_as(by):
        ClaimSetEntry.objects.bulk_create(
            (
                ClaimSetEntry(workspace=stored.workspace, claim_set=stored, claim=claim, added_by=by)
                for claim in new.values()
            ),
            batch_size=1000,
        )
    return len(new)


@transaction.atomic
def remove_claims(*, claim_set: ClaimSet, claims: Collection[Claim], by: User | None) -> int:
    """Take claims out of a claim set that is gathered by hand; return how many were in it."""
    stored = _lock_for_hand(claim_set)
    with recorded_as(by):
        removed, _ = ClaimSetEntry.objects.filter(claim_set=stored, claim__in=[claim.pk for claim in claims]).delete()
    return removed


def _lock_for_hand(claim_set: ClaimSet) -> ClaimSet:
    stored = ClaimSet.objects.select_for_update(no_key=True).select_related("workspace").get(pk=claim_set.pk)
    if stored.gathering != Gathering.BY_HAND:
        raise InvalidInputError("This claim set is gathered by a filter: its claims follow from that.", field="claims")
    return stored


def _checked(  # noqa: PLR0913 - keyword-only, one a field
    *,
    title: str,
    description: str,
    licence: str,
    creators: Sequence[str],
    gathering: str,
    saved_filter: SavedFilter | None,
    audience: str,
) -> dict[str, Any]:
    """Return the values as they are stored; InvalidInputError names the first field that breaks a rule."""
    title = _text(title, "title", TITLE_MAX_LENGTH, "A title")
    if len(description) > DESCRIPTION_MAX_LENGTH or "\x00" in description:
        raise InvalidInputError(f"A description has at most {DESCRIPTION_MAX_LENGTH} characters.", field="description")
    if len(licence) > LICENCE_MAX_LENGTH or not is_licence(licence):
        raise InvalidInputError(
            f"“{licence[:LICENCE_MAX_LENGTH]}” is no licence that is known here. "
            "Name one of your own as LicenseRef-… with letters, digits, dots and hyphens.",
            field="licence",
        )
    if len(creators) > MAX_CREATORS:
        raise InvalidInputError(f"Name at most {MAX_CREATORS} creators.", field="creators")
    if gathering not in Gathering.values:
        raise InvalidInputError(f"“{gathering}” is no way of gathering.", field="gathering")
    if audience not in Audience.values:
        raise InvalidInputError(f"“{audience}” is no audience.", field="audience")
    by_filter = gathering == Gathering.BY_FILTER
    return {
        "title": title,
        "description": description.strip(),
        "licence": licence,
        "creators": [_text(name, "creators", CREATOR_MAX_LENGTH, "A creator's name") for name in creators],
        "gathering": gathering,
        "filter": write_filter(saved_filter or SavedFilter()) if by_filter else {},
        "audience": audience,
    }


def _text(value: str, field: str, longest: int, what: str) -> str:
    folded = " ".join(value.split())
    if not folded or len(folded) > longest or "\x00" in folded:
        raise InvalidInputError(f"{what} has 1 to {longest} characters.", field=field)
    return folded
