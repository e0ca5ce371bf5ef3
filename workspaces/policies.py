"""Who may do what: the one table of predicates that pages and API ask."""

from workspaces.enums import Role
from workspaces.models import Membership


def _has(membership: Membership | None, role: Role) -> bool:
    return membership is not None and membership.effective_role.rank >= role.rank


def can_read(membership: Membership | None) -> bool:
    """Any member may read everything in the workspace."""
    return _has(membership, Role.VIEWER)


def can_annotate(membership: Membership | None) -> bool:
    """Annotators add sources, passages, claims and evidence and answer suggestions."""
    return _has(membership, Role.ANNOTATOR)


def can_edit(membership: Membership | None) -> bool:
    """Editors sign off: accept or retire claims, overrule stances, make maps."""
    return _has(membership, Role.EDITOR)


def can_administer(membership: Membership | None) -> bool:
    """Admins manage members."""
    return _has(membership, Role.ADMIN)
