"""Importing annotations: look first, then import, and take it back as a whole."""

from django.db import transaction

from exchange import examining, importing
from exchange.domain.documents import Item, parse_document, read_items
from exchange.enums import ImportState
from exchange.errors import ImportNotReady, UnreadableAnnotations
from exchange.models import AnnotationImport
from sources.models import Source
from workspaces.jobs import Progress
from workspaces.models import Job, User, Workspace
from workspaces.services import enqueue_job

EXAMINE_TASK = "exchange.examine_annotations"
IMPORT_TASK = "exchange.import_annotations"
UNDO_TASK = "exchange.undo_annotations"
MAX_BYTES = 16 * 2**20
"""A file of annotations: some 20,000 with their words around."""
MAX_ITEMS = 20_000
AT_ONCE = 40
"""Up to so many annotations a person waits for; more are a job with progress."""


def start_import(  # noqa: PLR0913 - keyword-only, and each is a fact of the import
    *,
    workspace: Workspace,
    data: bytes,
    origin: str,
    source: Source | None = None,
    own_judgement: bool = False,
    by: User | None,
    at_once: bool = False,
) -> AnnotationImport:
    """Return an import whose annotations have been looked at, or are being looked at by a job; nothing is imported.

    `source` is where annotations belong whose own source is not in the library. With `at_once` no job is made.
    Raises UnreadableAnnotations with the reason.
    """
    content = _decoded(data)
    number = _count(content)
    batch = AnnotationImport.objects.create(
        workspace=workspace,
        source=source,
        origin=origin[:200] or "annotations",
        content=content,
        own_judgement=own_judgement,
        created_by=by,
    )
    if at_once or number <= AT_ONCE:
        examining.examine(batch, Progress())
        batch.refresh_from_db()
    else:
        _enqueue(batch, EXAMINE_TASK, f"Look at the annotations in {batch.origin}", by)
    return batch


def confirm_import(*, batch: AnnotationImport, by: User | None, at_once: bool = False) -> AnnotationImport:
    """Return the import that is being imported, or is; ImportNotReady if it is past that.

    Confirming one that was cut off goes on where it was.
    """
    _advance(batch, (ImportState.READY, ImportState.IMPORTING), ImportState.IMPORTING)
    if at_once or batch.items.count() <= AT_ONCE:
        importing.apply(batch, Progress(), by)
    else:
        _enqueue(batch, IMPORT_TASK, f"Import the annotations in {batch.origin}", by)
    return batch


def undo_import(*, batch: AnnotationImport, by: User | None, at_once: bool = False) -> AnnotationImport:
    """Return the import that is being taken back, or is; ImportNotReady unless it was imported."""
    _advance(batch, (ImportState.DONE,), ImportState.DONE)
    if at_once or batch.items.count() <= AT_ONCE:
        importing.undo(batch, Progress(), by)
    else:
        _enqueue(batch, UNDO_TASK, f"Take back the annotations in {batch.origin}", by)
    return batch


def discard_import(*, batch: AnnotationImport) -> None:
    """Delete an import that nothing was made of yet; ImportNotReady otherwise."""
    with transaction.atomic():
        _advance(batch, (ImportState.RECEIVED, ImportState.READY), ImportState.READY)
        batch.delete()


def import_job(*, batch: AnnotationImport) -> Job | None:
    """Return the newest job of the import, None if there never was one."""
    return Job.objects.filter(workspace=batch.workspace_id, subject=batch.pk).order_by("-created_at").first()


@transaction.atomic
def _advance(batch: AnnotationImport, wanted: tuple[ImportState, ...], following: ImportState) -> None:
    locked = AnnotationImport.objects.select_for_update().get(pk=batch.pk)
    if locked.state not in wanted:
        raise ImportNotReady(
            f"The import of {locked.origin} is in another state: {locked.get_state_display().lower()}."
        )
    locked.state = following
    locked.save(update_fields=["state"])
    batch.state = following


def _enqueue(batch: AnnotationImport, task: str, title: str, by: User | None) -> None:
    enqueue_job(workspace=batch.workspace, task=task, title=title, subject=batch.pk, by=by)


def _decoded(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise UnreadableAnnotations(f"The file has more than {MAX_BYTES // 2**20} MB.", field="annotations")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableAnnotations("The file is not text in UTF-8.", field="annotations") from error


def _count(content: str) -> int:
    """Return how many entries the file has; UnreadableAnnotations if it has none that is an annotation."""
    try:
        found = list(read_items(parse_document(content)))
    except ValueError as error:
        raise UnreadableAnnotations(f"This is not JSON: {error}.", field="annotations") from error
    if not any(isinstance(one, Item) for one in found):
        raise UnreadableAnnotations("There is no annotation in this file.", field="annotations")
    if len(found) > MAX_ITEMS:
        message = f"The file has {len(found)} annotations; {MAX_ITEMS} at once are taken."
        raise UnreadableAnnotations(message, field="annotations")
    return len(found)
