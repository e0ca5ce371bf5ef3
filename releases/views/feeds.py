"""Atom feeds of releases: what came out, and what was said of it afterwards."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from common.publishing import kept
from releases.models import ClaimSet, Notice, Release
from releases.presenters import licence_of, set_address
from releases.queries.showing import releases_of
from releases.views.public import find_public_or_404
from workspaces.gates import public_page

ENTRIES = 100
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Entry:
    """A release or a notice as an entry: identifier, what it says, where, when it came and when it last changed."""

    identifier: str
    title: str
    summary: str
    path: str
    published: datetime
    updated: datetime
    category: str


@public_page
@require_safe
def releases_feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Return the releases of a public claim set and their notices as an Atom feed (RFC 4287), the latest first."""
    claim_set = find_public_or_404(slug)
    entries = [entry for release in releases_of(claim_set)[:ENTRIES] for entry in _entries(claim_set, release)]
    entries.sort(key=lambda one: (one.published, one.identifier), reverse=True)
    feed = Atom1Feed(
        title=_plain(f"{claim_set.title}: releases"),
        link=request.build_absolute_uri(set_address(claim_set)),
        description=None,
        subtitle=_plain(claim_set.description) or None,
        author_name=_plain(claim_set.workspace.name),
        feed_url=request.build_absolute_uri(request.path),
        feed_guid=f"urn:uuid:{claim_set.pk}",
        feed_copyright=licence_of(claim_set.licence).url,
        language="en",
    )
    for entry in entries[:ENTRIES]:
        feed.add_item(
            title=_plain(entry.title),
            link=request.build_absolute_uri(entry.path),
            description=_plain(entry.summary),
            unique_id=entry.identifier,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=[entry.category],
        )
    if not entries:
        # A feed without entries was last changed when its claim set was made, and not when somebody asked.
        feed.latest_post_date = lambda: claim_set.created_at  # type: ignore[method-assign]
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return kept(request, response)


def _entries(claim_set: ClaimSet, release: Release) -> list[Entry]:
    """Return the release as an entry, changed by its last notice, and each notice as one of its own."""
    path = f"{set_address(claim_set)}releases/{release.number}/"
    notices = list(release.notices.all())
    told = Entry(
        identifier=f"urn:uuid:{release.pk}",
        title=f"{release.title}, release {release.number}" + _said_of(notices),
        summary=release.notes or f"{release.counts.get('claims', 0)} claims.",
        path=path,
        published=release.created_at,
        updated=max([release.created_at, *(one.created_at for one in notices)]),
        category="release",
    )
    return [told, *(_notice(release, one, path) for one in notices)]


def _notice(release: Release, notice: Notice, path: str) -> Entry:
    title = f"{notice.get_kind_display()} of release {release.number}"
    if notice.replaced_by is not None:
        title += f", replaced by release {notice.replaced_by.number}"
    moment = notice.created_at
    return Entry(f"urn:uuid:{notice.pk}", title, notice.text, f"{path}#notices", moment, moment, notice.kind)


def _said_of(notices: list[Notice]) -> str:
    kinds = {one.kind for one in notices}
    if "retraction" in kinds:
        return " (retracted)"
    return " (corrected)" if kinds else ""


def _plain(text: str) -> str:
    """Return the text without the characters that no XML document may hold."""
    return NOT_IN_XML.sub("", text)
