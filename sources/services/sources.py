"""Adding works and their authors."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q

from common.outbound import normal_url
from sources.bylines import add_byline
from sources.domain.csl import SourceRecord, read_item
from sources.domain.received import recognised_type
from sources.enums import SourceNature
from sources.errors import DuplicateSource
from sources.models import Capture, Source
from sources.queries import find_by_url
from sources.signals import source_added
from workspaces.models import Job, User, Workspace
from workspaces.services import enqueue_job

EXTRACT_TASK = "sources.extract_text"
FETCH_TASK = "sources.fetch_source"


@transaction.atomic
def add_source(  # noqa: PLR0913 - keyword-only, and each is a fact of the reception
    *,
    workspace: Workspace,
    item: Mapping[str, Any],
    data: bytes,
    media_type: str = "",
    origin: str,
    nature: str = SourceNature.ORIGINAL,
    by: User | None = None,
) -> Source:
    """Return a new source with its first capture, and queue the extraction of its text.

    `item` is CSL-JSON. The format is recognised by the bytes; `media_type`, what somebody stated, and the ending of
    `origin` only tell apart what looks alike. Refused, with nothing written: bytes of no format that is read
    (UnreadableText), bytes or a key that the workspace already has (DuplicateSource), an item without id or title
    (InvalidCslItem).
    """
    record = read_item(item)
    media_type = recognised_type(data, origin, media_type)
    digest = hashlib.sha256(data).hexdigest()
    # One addition at a time in a workspace, so that two people cannot add the same bytes at once.
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    _refuse_duplicates(workspace, record, digest, origin)
    source = create_source(workspace=workspace, item=item, nature=nature, by=by)
    receive_capture(source=source, data=data, media_type=media_type, origin=origin, by=by)
    return source


def receive_capture(*, source: Source, data: bytes, media_type: str, origin: str, by: User | None) -> Capture:
    """Return a new capture of the bytes, queue the reading of its text and announce it.

    For callers in a transaction that have recognised the format and refused bytes that the workspace has.
    """
    capture = Capture.objects.create(
        source=source,
        content=data,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        media_type=media_type,
        origin=origin[:2000],
        received_by=by,
    )
    job = request_extraction(capture=capture, by=by)
    source_added.send(sender=Source, source=source, job=job, by=by)
    return capture


def create_source(*, workspace: Workspace, item: Mapping[str, Any], nature: str, by: User | None) -> Source:
    """Return a new source with its authors and without any capture; duplicates are for the caller to refuse."""
    record = read_item(item)
    source = Source.objects.create(
        workspace=workspace,
        key=record.key,
        nature=nature,
        title=record.title,
        container=record.container,
        issued_on=record.issued.day if record.issued else None,
        issued_precision=record.issued.precision if record.issued else 0,
        url=record.url,
        normal_url=normal_url(record.url)[:2000],
        doi=record.doi,
        language=record.language,
        csl={key: value for key, value in item.items() if key != "file"},
        created_by=by,
    )
    add_byline(source, record.authors)
    return source


def request_extraction(*, capture: Capture, by: User | None = None) -> Job:
    """Return the job that makes the capture's text."""
    source = capture.source
    return enqueue_job(
        workspace=source.workspace,
        task=EXTRACT_TASK,
        title=f"Read “{source.title}”",
        subject=capture.pk,
        by=by,
    )


def extraction_job(*, source: Source) -> Job | None:
    """Return the newest job that fetches the source or reads a capture of it, None if there never was one."""
    reads = Q(task=EXTRACT_TASK, subject__in=source.captures.values("pk"))
    jobs = Job.objects.filter(reads | Q(task=FETCH_TASK, subject=source.pk)).select_related("created_by")
    return jobs.order_by("-created_at").first()


def _refuse_duplicates(workspace: Workspace, record: SourceRecord, digest: str, origin: str) -> None:
    same_bytes = Source.objects.filter(workspace=workspace, captures__sha256=digest).first()
    if same_bytes is not None:
        raise DuplicateSource(f"{origin}: already in the library as “{same_bytes.title}”.", source=str(same_bytes.pk))
    same_url = find_by_url(workspace, record.url)
    if same_url is not None:
        raise DuplicateSource(
            f"{origin}: its address {record.url} is that of “{same_url.title}”, which is in the library.",
            source=str(same_url.pk),
        )
    same_key = Source.objects.filter(workspace=workspace, key=record.key).first()
    if same_key is not None:
        raise DuplicateSource(
            f"{origin}: the key “{record.key}” belongs to “{same_key.title}”, whose text differs.",
            source=str(same_key.pk),
        )
