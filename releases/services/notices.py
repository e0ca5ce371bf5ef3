"""Saying of a release that was made what is wrong with it."""

from django.db import transaction

from common.errors import InvalidInputError
from common.history import recorded_as
from releases.enums import NoticeKind
from releases.models import Notice, Release
from releases.signals import release_noticed
from workspaces.models import User

NOTICE_MAX_LENGTH = 2000


@transaction.atomic
def add_notice(
    *, release: Release, kind: str, text: str, replaced_by: Release | None = None, by: User | None
) -> Notice:
    """Return a new notice of the release: that it is retracted or corrected, why, and which one stands instead.

    No byte of the release changes. `replaced_by` is another release of the same claim set; anything else raises
    InvalidInputError, as do an empty or too long text and an unknown kind.
    """
    text = text.strip()
    if kind not in NoticeKind.values:
        raise InvalidInputError(f"“{kind}” is no kind of notice.", field="kind")
    if not text or len(text) > NOTICE_MAX_LENGTH or "\x00" in text:
        raise InvalidInputError(f"A notice has 1 to {NOTICE_MAX_LENGTH} characters.", field="text")
    if replaced_by is not None and (replaced_by.claim_set_id != release.claim_set_id or replaced_by.pk == release.pk):
        raise InvalidInputError("What stands instead is another release of the same claim set.", field="replaced_by")
    with recorded_as(by):
        notice = Notice.objects.create(
            workspace=release.workspace, release=release, kind=kind, text=text, replaced_by=replaced_by, made_by=by
        )
    release_noticed.send(sender=Notice, notice=notice)
    return notice
