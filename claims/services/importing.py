"""Bringing a file of claims: a small one at once, a large one by a job."""

import zlib

from django.db import transaction

from claims import importing
from claims.enums import ClaimFileForm
from claims.errors import ImportEndedError
from claims.importing import ImportResult, check_size
from claims.models import ClaimImport
from workspaces.models import Job, User, Workspace
from workspaces.services import enqueue_job

IMPORT_TASK = "claims.import_claims"
AT_ONCE_BYTES = 1_000_000
"""A file up to this size a person or a program waits for: some thousand claims, a second or two."""


def import_claims_now(  # noqa: PLR0913 - keyword-only, and each is a fact of the import
    *,
    workspace: Workspace,
    data: bytes,
    form: str,
    may_decide: bool,
    validate_only: bool = False,
    origin: str,
    by: User | None,
) -> ImportResult:
    """Return what became of the file once it is imported; see `claims.importing.import_claims`."""
    return importing.import_claims(
        workspace, data, form, may_decide=may_decide, validate_only=validate_only, origin=origin, by=by
    )


@transaction.atomic
def start_claim_import(  # noqa: PLR0913 - the same
    *,
    workspace: Workspace,
    data: bytes,
    form: str,
    may_decide: bool,
    validate_only: bool = False,
    origin: str,
    by: User | None,
) -> Job:
    """Return the job that imports the file, which is kept until then. Raises `ClaimsTooManyError`."""
    check_size(data)
    brought = ClaimImport.objects.create(
        workspace=workspace,
        origin=origin[:200] or "claims",
        form=ClaimFileForm(form),
        content=zlib.compress(data, level=1),
        may_decide=may_decide,
        validate_only=validate_only,
        created_by=by,
    )
    return _enqueue(brought, by)


def confirm_claim_import(*, brought: ClaimImport, by: User | None) -> Job:
    """Return the job that imports what was only looked at so far; `ImportEndedError` if it was imported."""
    with transaction.atomic():
        locked = ClaimImport.objects.select_for_update().get(pk=brought.pk)
        if locked.ended_at is not None:
            raise ImportEndedError(f"“{locked.origin}” was imported already.")
        locked.validate_only = False
        locked.save(update_fields=["validate_only"])
        return _enqueue(locked, by)


def _enqueue(brought: ClaimImport, by: User | None) -> Job:
    verb = "Look at" if brought.validate_only else "Import"
    return enqueue_job(
        workspace=brought.workspace,
        task=IMPORT_TASK,
        title=f"{verb} the claims in {brought.origin}",
        subject=brought.pk,
        by=by,
    )
