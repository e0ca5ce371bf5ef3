"""Makes a release of a claim set: a snapshot of the database in files, stored by content, then recorded.

See docs/algorithms/releases.md. Killed at any moment it leaves no release or a whole one, and run again it goes on as
if it had not been there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from releases import storing
from releases.domain.metadata.facts import FileFacts, ReleaseFacts
from releases.enums import FileRole
from releases.errors import NothingToReleaseError
from releases.exporting import write_derived
from releases.models import ClaimSet, Release, ReleaseFile
from releases.queries.facts import release_address
from releases.queries.releases import files_needed, last_release
from releases.signals import release_begun, release_published
from releases.snapshotting import CLAIMS, Snapshot, take_snapshot
from workspaces.jobs import Progress
from workspaces.models import User

NDJSON = "application/x-ndjson"
TRIES = 3
"""How often a release is made anew because another one of the same claim set was recorded meanwhile."""


@dataclass(frozen=True)
class Made:
    """A file that lies in the store and belongs to the release that is being made."""

    name: str
    role: FileRole
    media_type: str
    stored: storing.Stored
    records: int | None


def build_release(
    *, claim_set: ClaimSet, notes: str = "", by: User | None, progress: Progress | None = None, force: bool = False
) -> Release:
    """Return a new release of the claim set with the next number.

    Raises NothingToReleaseError if the set has no claims, or if nothing in the canonical files changed since the last
    release, which `force` lets pass. Must not be called inside a transaction, which would be the one that it reads in.
    """
    progress = progress or Progress()
    for _ in range(TRIES):
        since = _place_in_feed(claim_set)
        with storing.workshop() as folder:
            snapshot = take_snapshot(claim_set, folder, progress)
            _refuse_nothing_new(snapshot, force=force)
            made = _make_files(snapshot, folder, notes, progress)
            release = _record(snapshot, made, notes=notes, since=since, by=by)
        if release is not None:
            storing.sweep(files_needed)
            return release
    raise NothingToReleaseError("Others keep releasing this claim set: try again when they are done.")


def _place_in_feed(claim_set: ClaimSet) -> str:
    """Return the token from which on the change feed tells all that this release will not have, "" if there is none."""
    answers = release_begun.send(sender=ClaimSet, claim_set=claim_set)
    return next((token for _receiver, token in answers if token), "")


def _refuse_nothing_new(snapshot: Snapshot, *, force: bool) -> None:
    if not snapshot.counts[CLAIMS.removesuffix(".ndjson")]:
        raise NothingToReleaseError("There are no claims in this claim set.")
    previous = snapshot.previous
    if previous is not None and previous.root_hash == snapshot.root_hash and not force:
        raise NothingToReleaseError(f"Nothing changed since release {previous.number}.", release=previous.number)


def _make_files(snapshot: Snapshot, folder: Path, notes: str, progress: Progress) -> list[Made]:
    """Make what follows from the canonical files, then put all into the store."""
    progress.report(stage="Writing other formats")
    derived = write_derived(folder, _facts(snapshot, notes))
    progress.report(stage="Storing")
    made = [
        Made(file.name, FileRole.CANONICAL, NDJSON, storing.store_away(folder / file.name, file.sha256), file.records)
        for file in snapshot.files
    ]
    for file in derived:
        stored = storing.store_away(folder / file.name)
        made.append(Made(file.name, FileRole.DERIVED, file.media_type, stored, file.records))
    return made


def _facts(snapshot: Snapshot, notes: str) -> ReleaseFacts:
    """Return what the metadata say of the release, which has the next number."""
    claim_set, previous = snapshot.claim_set, snapshot.previous
    number = previous.number + 1 if previous else 1
    return ReleaseFacts(
        slug=claim_set.slug,
        number=number,
        title=claim_set.title,
        publisher=claim_set.workspace.name,
        licence=claim_set.licence,
        released_on=timezone.now().date(),
        root_hash=snapshot.root_hash,
        description=claim_set.description,
        creators=tuple(claim_set.creators),
        notes=notes,
        address=release_address(claim_set.slug, number),
        previous=previous.number if previous else None,
        counts=snapshot.counts,
        files=tuple(
            FileFacts(file.name, NDJSON, file.sha256, file.size, file.records, is_canonical=True)
            for file in snapshot.files
        ),
    )


@transaction.atomic
def _record(snapshot: Snapshot, made: Sequence[Made], *, notes: str, since: str, by: User | None) -> Release | None:
    """Insert the release with its files; None if another one came between, whose content may be newer than ours."""
    claim_set = snapshot.claim_set
    ClaimSet.objects.select_for_update(no_key=True).get(pk=claim_set.pk)
    previous = last_release(claim_set)
    if previous != snapshot.previous:
        return None
    release = Release.objects.create(
        workspace=claim_set.workspace,
        claim_set=claim_set,
        number=previous.number + 1 if previous else 1,
        root_hash=snapshot.root_hash,
        previous=previous,
        title=claim_set.title,
        description=claim_set.description,
        licence=claim_set.licence,
        creators=claim_set.creators or [claim_set.workspace.name],
        notes=notes,
        since=since,
        counts=dict(snapshot.counts),
        released_by=by,
    )
    ReleaseFile.objects.bulk_create(
        ReleaseFile(
            release=release,
            name=file.name,
            role=file.role,
            media_type=file.media_type,
            sha256=file.stored.sha256,
            size=file.stored.size,
            records=file.records,
        )
        for file in made
    )
    release_published.send(sender=Release, release=release)
    return release
