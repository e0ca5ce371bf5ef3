"""Fetches a source from its address, keeps the bytes and reads them. Running it twice changes nothing."""

import hashlib
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from common.outbound import Fetched, Guard, Limits, fetch
from sources.domain.media_types import FORMAT_OF_TYPE
from sources.domain.received import recognised_type
from sources.errors import DuplicateSource
from sources.ingest import ensure_text_version
from sources.models import Capture, Source
from sources.reanchoring import reanchor_source
from workspaces.jobs import Progress
from workspaces.models import Job, User, Workspace

GUARD = Guard()
LIMITS = Limits()
TAKEN = frozenset(FORMAT_OF_TYPE) | {"application/octet-stream", "application/x-pdf", "text/x-markdown"}
"""What a server may call the formats that are read; the bytes decide which one it is."""


def fetch_source(job: Job, progress: Progress) -> dict[str, Any]:
    """Fetch the address of the job's source, keep what came as a capture, and make its text."""
    source = Source.objects.select_related("workspace").get(pk=cast("UUID", job.subject))
    progress.report(stage=f"Asking {source.url}")
    answer = fetch(
        source.url,
        media_types=TAKEN,
        limits=LIMITS,
        guard=GUARD,
        report=lambda received: progress.report(stage=f"Fetching: {received / 1e6:.1f} MB so far"),
    )
    capture, is_new = _keep(source, answer, job.created_by)
    version = ensure_text_version(capture, progress)
    found = reanchor_source(source, progress)
    return {"bytes": capture.size, "changed": is_new, "characters": version.length, **found}


@transaction.atomic
def _keep(source: Source, answer: Fetched, by: User | None) -> tuple[Capture, bool]:
    """Return the capture of these bytes, and whether they are new; another source's are refused."""
    stated = answer.headers.get("content-type", answer.media_type)
    media_type = recognised_type(answer.data, answer.url, stated)
    digest = hashlib.sha256(answer.data).hexdigest()
    Workspace.objects.select_for_update().get(pk=source.workspace_id)
    known = Capture.objects.filter(source=source, sha256=digest).first()
    if known is not None:
        return known, False
    twin = Source.objects.filter(workspace=source.workspace_id, captures__sha256=digest).first()
    if twin is not None:
        raise DuplicateSource(
            f"{answer.url}: the same bytes are already in the library as “{twin.title}”.", source=str(twin.pk)
        )
    capture = Capture.objects.create(
        source=source,
        content=answer.data,
        sha256=digest,
        size=len(answer.data),
        media_type=media_type,
        origin=answer.url[:2000],
        fetched={
            "asked": answer.asked,
            "url": answer.url,
            "redirects": list(answer.redirects),
            "headers": answer.headers,
            "at": timezone.now().isoformat(timespec="seconds"),
        },
        received_by=by,
    )
    return capture, True
