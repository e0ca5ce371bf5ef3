"""Finding claim sets and releases by their addresses, for whoever may read them."""

from collections.abc import Collection

from django.db.models import Prefetch, QuerySet

from releases.models import ClaimSet, Notice, Release, ReleaseFile
from workspaces.models import User


def find_claim_set(slug: str, user: User | None) -> ClaimSet | None:
    """Return the claim set at that address, None if there is none for the user; None as user is anybody."""
    return ClaimSet.objects.visible_to(user).select_related("workspace").filter(slug=slug).first()


def find_release(slug: str, number: int, user: User | None) -> Release | None:
    """Return the release with its claim set, files and notices, None if there is none for the user.

    Three queries.
    """
    readable = ClaimSet.objects.visible_to(user).filter(slug=slug)
    return releases_with_all().filter(claim_set__in=readable, number=number).first()


def releases_with_all() -> QuerySet[Release]:
    """Return releases with claim set, workspace, previous one, files by name and notices by time loaded."""
    return Release.objects.select_related("claim_set", "workspace", "previous").prefetch_related(
        Prefetch("files", queryset=ReleaseFile.objects.order_by("name")),
        Prefetch("notices", queryset=Notice.objects.select_related("replaced_by").order_by("created_at", "id")),
    )


def last_release(claim_set: ClaimSet) -> Release | None:
    """Return the newest release of the claim set, None if it has none."""
    return Release.objects.filter(claim_set=claim_set).order_by("-number").first()


def files_needed(sha256s: Collection[str]) -> set[str]:
    """Return those of the hashes under which files of releases lie; one query."""
    return set(ReleaseFile.objects.filter(sha256__in=list(sha256s)).values_list("sha256", flat=True))
