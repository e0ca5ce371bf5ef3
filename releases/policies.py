"""Who may do what with claim sets: predicates on a membership, beside those of workspaces."""

from releases.enums import Audience
from releases.models import ClaimSet
from workspaces.models import Membership
from workspaces.policies import can_edit, can_read


def can_read_claim_set(membership: Membership | None, claim_set: ClaimSet) -> bool:
    """Members may read every claim set of the workspace, everybody a public one, with its releases and changes.

    `ClaimSetQuerySet.visible_to` says the same as one clause of a query.
    """
    return claim_set.audience == Audience.PUBLIC or can_read(membership)


def can_gather(membership: Membership | None) -> bool:
    """Editors make claim sets, change and delete them, and choose who may read them."""
    return can_edit(membership)


def can_release(membership: Membership | None) -> bool:
    """Editors publish releases and add notices to them."""
    return can_edit(membership)
