"""Writes a message when something happens that webhooks are told of, and keeps deletions apart from settling."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from feeds.enums import EventType
from feeds.queries import head_token
from feeds.sequencing import hold_feeds, settle
from feeds.services import announce
from feeds.signals import claim_set_moved
from releases.models import ClaimSet, Notice, Release
from releases.signals import release_begun, release_noticed, release_published

API = "/api/v1/claim-sets"


@receiver(claim_set_moved)
def tell_of_changes(sender: type, claim_set: ClaimSet, position: int, **_: Any) -> None:  # noqa: ANN401, ARG001
    """Say that the claim set changed, and where to read what."""
    data = {"claim_set": claim_set.slug, "position": position, "changes": f"{API}/{claim_set.slug}/changes/"}
    announce(workspace=claim_set.workspace, claim_set=claim_set, event=EventType.CLAIM_SET_CHANGED, data=data)


@receiver(release_begun)
def give_place_in_feed(sender: type, claim_set: ClaimSet, **_: Any) -> str:  # noqa: ANN401, ARG001
    """Return the token from which on the feed tells what comes after now: nothing that a later snapshot lacks."""
    settle(claim_set.workspace_id)
    return head_token(claim_set)


@receiver(release_published)
def tell_of_release(sender: type, release: Release, **_: Any) -> None:  # noqa: ANN401, ARG001
    """Say that there is a new release."""
    announce(
        workspace=release.workspace,
        claim_set=release.claim_set,
        event=EventType.RELEASE_PUBLISHED,
        data=_facts(release),
    )


@receiver(release_noticed)
def tell_of_notice(sender: type, notice: Notice, **_: Any) -> None:  # noqa: ANN401, ARG001
    """Say that a release was retracted or corrected."""
    release = notice.release
    announce(
        workspace=release.workspace,
        claim_set=release.claim_set,
        event=EventType.RELEASE_NOTICED,
        data={**_facts(release), "kind": notice.kind, "text": notice.text},
    )


@receiver(pre_delete, sender=ClaimSet)
def wait_for_settling(instance: ClaimSet, **_: Any) -> None:  # noqa: ANN401 - Django's signature
    """Let nobody settle changes of a claim set while it is deleted: each would wait for rows that the other holds."""
    hold_feeds(instance.workspace_id)


def _facts(release: Release) -> dict[str, Any]:
    slug = release.claim_set.slug
    address = f"{API}/{slug}/releases/{release.number}/"
    return {"claim_set": slug, "number": release.number, "root_hash": release.root_hash, "release": address}
