"""The facts of a release that was made, from its rows: what its metadata and its citation say."""

from django.conf import settings

from releases.domain.metadata.facts import ReleaseFacts
from releases.models import Release


def release_address(slug: str, number: int) -> str:
    """Return where the world reads the release, "" where the site's address is not known."""
    site = settings.PARALLAX_URL
    return f"{site}/sets/{slug}/releases/{number}/" if site else ""


def facts_of(release: Release) -> ReleaseFacts:
    """Return the facts of a release but for its files; no query if claim set, workspace and previous are loaded."""
    slug = release.claim_set.slug
    return ReleaseFacts(
        slug=slug,
        number=release.number,
        title=release.title,
        publisher=release.workspace.name,
        licence=release.licence,
        released_on=release.created_at.date(),
        root_hash=release.root_hash,
        description=release.description,
        creators=tuple(release.creators),
        notes=release.notes,
        address=release_address(slug, release.number),
        previous=release.previous.number if release.previous else None,
        counts=release.counts,
    )
