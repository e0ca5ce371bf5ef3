"""Asking for releases."""

from common.errors import InvalidInputError
from releases.errors import NothingToReleaseError
from releases.models import ClaimSet
from releases.queries.members import claims_of
from releases.tasks import BUILD_RELEASE
from workspaces.models import Job, User
from workspaces.services import enqueue_job

NOTES_MAX_LENGTH = 5000


def start_release(*, claim_set: ClaimSet, notes: str = "", force: bool = False, by: User | None) -> Job:
    """Return the job that will make the next release of the claim set; its result names the number.

    While one waits for its turn, that one is returned. Raises NothingToReleaseError for a set without claims and
    InvalidInputError for notes that are too long; that nothing changed since the last release, which `force` lets pass,
    is found by the job.
    """
    if len(notes) > NOTES_MAX_LENGTH or "\x00" in notes:
        raise InvalidInputError(f"Notes have at most {NOTES_MAX_LENGTH} characters.", field="notes")
    if not claims_of(claim_set).exists():
        raise NothingToReleaseError("There are no claims in this claim set.")
    return enqueue_job(
        workspace=claim_set.workspace,
        task=BUILD_RELEASE,
        title=f"Release “{claim_set.title}”",
        subject=claim_set.pk,
        options={"notes": notes.strip(), "force": force},
        by=by,
    )
