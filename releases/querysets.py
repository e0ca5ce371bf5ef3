"""Filters over claim sets and releases."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import OuterRef, Q, QuerySet, Subquery

from releases.enums import Audience
from workspaces.querysets import InWorkspaceQuerySet

if TYPE_CHECKING:
    from workspaces.models import User


class ClaimSetQuerySet(InWorkspaceQuerySet):
    """Filters over claim sets."""

    def public(self) -> Self:
        """Claim sets that everybody may read."""
        return self.filter(audience=Audience.PUBLIC)

    def visible_to(self, user: "User | None") -> Self:
        """Claim sets that the user may read, as a member or as anybody; None is somebody who is not logged in."""
        if user is None:
            return self.public()
        members = self.model._default_manager.readable_by(user).values("pk")  # noqa: SLF001 - Django's API
        return self.filter(Q(audience=Audience.PUBLIC) | Q(pk__in=members))

    def with_latest_release(self) -> Self:
        """Claim sets with `latest_release`: the number of the newest release, None without one."""
        releases: QuerySet = apps.get_model("releases", "Release")._default_manager.all()  # noqa: SLF001 - Django's API
        newest = releases.filter(claim_set=OuterRef("pk")).order_by("-number").values("number")[:1]
        return self.annotate(latest_release=Subquery(newest))
