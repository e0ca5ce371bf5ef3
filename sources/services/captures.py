"""Receiving a source again: new bytes make a new text, and its passages are found in that."""

import hashlib

from django.db import transaction

from sources.domain.received import recognised_type
from sources.errors import DuplicateSource, SameCapture
from sources.models import Capture, Source
from sources.services.sources import receive_capture
from workspaces.models import Job, User, Workspace
from workspaces.services import enqueue_job

REANCHOR_TASK = "sources.reanchor_passages"


@transaction.atomic
def add_capture(*, source: Source, data: bytes, media_type: str = "", origin: str, by: User | None = None) -> Capture:
    """Return a new capture of the source; queue the reading of its text, which re-anchors the passages.

    Same checks as for a new source. Refused, with nothing written: bytes of no format that is read (UnreadableText),
    bytes that this source has already (SameCapture) or another one of the workspace (DuplicateSource).
    """
    media_type = recognised_type(data, origin, media_type)
    digest = hashlib.sha256(data).hexdigest()
    # One addition at a time in a workspace, so that two people cannot add the same bytes at once.
    Workspace.objects.select_for_update().get(pk=source.workspace_id)
    known = Capture.objects.filter(source__workspace=source.workspace_id, sha256=digest).select_related("source")
    for twin in known.defer("content").order_by("created_at")[:1]:
        if twin.source_id == source.pk:
            raise SameCapture(
                f"{origin}: these are the very bytes received on {twin.created_at:%-d %B %Y} as {twin.origin}. "
                "Nothing is new in them.",
                capture=str(twin.pk),
            )
        raise DuplicateSource(f"{origin}: already in the library as “{twin.source.title}”.", source=str(twin.source_id))
    return receive_capture(source=source, data=data, media_type=media_type, origin=origin, by=by)


def request_reanchoring(*, source: Source, by: User | None = None) -> Job:
    """Return the job that finds the source's passages in its newest text where they have no anchor there yet."""
    return enqueue_job(
        workspace=source.workspace,
        task=REANCHOR_TASK,
        title=f"Find passages again in “{source.title}”",
        subject=source.pk,
        by=by,
    )
