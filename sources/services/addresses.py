"""Adding works by their address on the web: the worker fetches them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from common.outbound import normal_url, read_web_address
from sources.errors import DuplicateSource, NoAddress
from sources.models import Source
from sources.queries import find_by_url, free_source_key
from sources.services.sources import FETCH_TASK, create_source
from sources.signals import source_added
from workspaces.models import Job, User, Workspace
from workspaces.services import enqueue_job


@transaction.atomic
def add_address(
    *,
    workspace: Workspace,
    url: str,
    item: Mapping[str, Any] | None = None,
    nature: str,
    by: User | None = None,
) -> Source:
    """Return a new source whose text the worker is going to fetch from the address.

    `item` is what is known of the work as CSL-JSON; without an `id` it gets a free one, without a title the address
    stands in until the document names itself. Refused before anything is asked: an address that is not of the web
    (AddressRefused), one that the workspace has (DuplicateSource).
    """
    url = url.strip()
    address = read_web_address(url)
    # One addition at a time in a workspace, so that two people cannot add the same address at once.
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    twin = find_by_url(workspace, url)
    if twin is not None:
        raise DuplicateSource(f"{url}: already in the library as “{twin.title}”.", source=str(twin.pk))
    known = dict(item or {})
    known.setdefault("id", free_source_key(workspace, slugify(f"{address.host} {address.target}")[:80] or "page"))
    source = create_source(
        workspace=workspace,
        item={"type": "webpage", "title": url, **known, "URL": url},
        nature=nature,
        by=by,
    )
    job = request_fetch(source=source, by=by)
    source_added.send(sender=Source, source=source, job=job, by=by)
    return source


def request_fetch(*, source: Source, by: User | None = None) -> Job:
    """Return the job that fetches what stands at the source's address; NoAddress if it has none of the web.

    Where the bytes changed, a new text follows and the source's passages are found again in it.
    """
    if not source.url:
        raise NoAddress(f"“{source.title}” has no address to fetch from.")
    read_web_address(source.url)
    return enqueue_job(
        workspace=source.workspace,
        task=FETCH_TASK,
        title=f"Fetch {normal_url(source.url)}",
        subject=source.pk,
        by=by,
    )
