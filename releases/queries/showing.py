"""What pages show of claim sets and their releases."""

from uuid import UUID

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from claims.models import Claim
from claims.querysets import ClaimQuerySet
from releases.models import ClaimSet, Notice, Release
from releases.querysets import ClaimSetQuerySet
from workspaces.models import Workspace


def list_sets(workspace: Workspace) -> ClaimSetQuerySet:
    """Return the workspace's claim sets with `last_number` and `last_at` of their last release, None without one."""
    last = Release.objects.filter(claim_set=OuterRef("pk")).order_by("-number")
    sets: ClaimSetQuerySet = ClaimSet.objects.filter(workspace=workspace)
    return sets.annotate(
        last_number=Subquery(last.values("number")[:1]), last_at=Subquery(last.values("created_at")[:1])
    )


def releases_of(claim_set: ClaimSet) -> QuerySet[Release]:
    """Return the set's releases with their notices, the last one first; two queries."""
    notices = Notice.objects.select_related("replaced_by")
    return Release.objects.filter(claim_set=claim_set).prefetch_related(Prefetch("notices", notices))


def find_public_set(slug: str) -> ClaimSet | None:
    """Return the claim set of that address with its workspace if everybody may read it, else None."""
    return ClaimSet.objects.public().select_related("workspace").filter(slug=slug).first()


def claims_after(claims: ClaimQuerySet, number: int, limit: int) -> list[Claim]:
    """Return the claims whose number comes after this one, at most so many, by number: as quick at any depth."""
    return list(claims.filter(number__gt=number).order_by("number")[:limit])


def next_numbers(claims: ClaimQuerySet, number: int) -> tuple[int | None, int | None]:
    """Return the numbers of the claims before and behind this one; two queries."""
    before = claims.filter(number__lt=number).order_by("-number").values_list("number", flat=True).first()
    behind = claims.filter(number__gt=number).order_by("number").values_list("number", flat=True).first()
    return before, behind


def identifiers(claims: list[Claim]) -> list[UUID]:
    """Return the claims' identifiers."""
    return [claim.pk for claim in claims]
