"""Reads over members, tokens and jobs."""

import hashlib
from datetime import datetime

from django.db.models import Q

from workspaces.models import ApiToken, Membership, User


def token_digest(key: str) -> str:
    """Return the SHA-256 of an API key in hexadecimal digits. The key has 256 random bits, so no salt is needed."""
    return hashlib.sha256(key.encode()).hexdigest()


def find_token(key: str, now: datetime) -> ApiToken | None:
    """Return the living token of that key with its user, or None if unknown, expired or revoked."""
    return (
        ApiToken.objects.select_related("user")
        .filter(digest=token_digest(key), revoked_at__isnull=True, user__is_active=True)
        .filter(Q(expires_at__isnull=True) | Q(expires_at__gt=now))
        .first()
    )


def find_membership(user: User, workspace_slug: str) -> Membership | None:
    """Return the user's membership with its workspace, or None for a stranger or an unknown workspace."""
    return Membership.objects.select_related("workspace").filter(user=user, workspace__slug=workspace_slug).first()


def list_memberships(user: User) -> list[Membership]:
    """Return all memberships of the user with their workspaces, by the workspace's name, in one query."""
    return list(
        Membership.objects.select_related("workspace").filter(user=user).order_by("workspace__name", "workspace__id")
    )
