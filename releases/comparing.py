"""Compares two releases of a claim set from their files."""

from collections.abc import Iterator
from contextlib import ExitStack

from releases import storing
from releases.domain.diffing import ClaimChange, diff_claims
from releases.models import Release
from releases.snapshotting import CLAIMS


def compare_releases(old: Release | None, new: Release) -> Iterator[ClaimChange]:
    """Yield what happened to each claim from one release to the other, by identifier; None as `old` is nothing yet.

    Memory stays the same whatever the size. Raises FileNotFoundError if the store has lost the claims of one.
    """
    with ExitStack() as stack:
        lines = [
            stack.enter_context(storing.open_stored(_claims_of(release))) if release is not None else ()
            for release in (old, new)
        ]
        yield from diff_claims(*lines)


def _claims_of(release: Release) -> str:
    return next(file.sha256 for file in release.files.all() if file.name == CLAIMS)
