"""What members say about claims and evidence: writing, changing, taking back, settling, and who is mentioned."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from claims.domain.mentions import link_mentions, mentioned_users
from claims.enums import EvidenceState
from claims.errors import CommentGoneError
from claims.models import COMMENT_MAX_LENGTH, Claim, Comment, Evidence, Mention
from claims.queries import names_of_members
from common.errors import InvalidInputError
from common.history import recorded_as
from common.ids import new_id
from workspaces.models import User, Workspace


@transaction.atomic
def write_comment(  # noqa: PLR0913 - keyword-only: what is said, on what, in answer to what, by whom
    *,
    claim: Claim,
    evidence: Evidence | None = None,
    parent: Comment | None = None,
    body: str,
    token: UUID | None = None,
    by: User,
) -> Comment:
    """Return a new comment on the claim, or on one piece of its evidence, and tell whom it mentions.

    An answer to an answer joins the same thread, and an answer is about what its thread is about; one in a settled
    thread opens it again. `token` is the form's: sent twice, the first comment is returned and nothing written.
    Raises `InvalidInputError` for an empty or too long text, or for evidence or a parent of another claim.
    """
    parent = (parent.parent or parent) if parent else None
    evidence = parent.evidence if parent else evidence
    if any(other is not None and other.claim_id != claim.pk for other in (evidence, parent)):
        raise InvalidInputError("A comment and what it is about must be on one claim.")
    if evidence is not None and evidence.state == EvidenceState.JUDGING:
        raise InvalidInputError("Annotators judge this passage on their own. Discuss it once they have.")
    names = names_of_members(claim.workspace)
    body = _clean(body, names)
    with recorded_as(by):
        comment, is_new = Comment.objects.get_or_create(
            author=by,
            token=token or new_id(),
            defaults={
                "workspace": claim.workspace,
                "claim": claim,
                "evidence": evidence,
                "passage_id": parent.passage_id if parent else getattr(evidence, "passage_id", None),
                "parent": parent,
                "body": body,
            },
        )
        if is_new:
            _mention(comment, names)
            if parent is not None and parent.is_resolved:
                settle_thread(comment=parent, settled=False, by=by)
    return comment


@transaction.atomic
def edit_comment(*, comment: Comment, body: str, by: User) -> Comment:
    """Return the comment with another text; one that says the same writes nothing.

    Whom it newly mentions is told, whom it no longer mentions is not. Raises `CommentGoneError` for a deleted
    comment and `InvalidInputError` for an empty or too long text.
    """
    stored = _locked(comment)
    if stored.is_deleted:
        raise CommentGoneError("This comment was deleted meanwhile. Undo that first, or write a new one.")
    names = names_of_members(stored.workspace, and_of=stored)
    body = _clean(body, names)
    if body == stored.body:
        return stored
    stored.body, stored.edited_at = body, timezone.now()
    with recorded_as(by):
        stored.save(update_fields=["body", "edited_at"])
        stored.mentions.exclude(user__in=mentioned_users(body)).delete()
        _mention(stored, names)
    return stored


@transaction.atomic
def delete_comment(*, comment: Comment, by: User) -> Comment:
    """Return the comment as a tombstone that says who deleted it; its answers stay. Twice changes nothing."""
    stored = _locked(comment)
    if not stored.is_deleted:
        stored.deleted_at, stored.deleted_by = timezone.now(), by
        _save_deletion(stored, by)
    return stored


@transaction.atomic
def undelete_comment(*, comment: Comment, by: User) -> Comment:
    """Return the comment with its words shown again. Twice changes nothing."""
    stored = _locked(comment)
    if stored.is_deleted:
        stored.deleted_at = stored.deleted_by = None
        _save_deletion(stored, by)
    return stored


@transaction.atomic
def settle_thread(*, comment: Comment, settled: bool, by: User) -> Comment:
    """Return the first comment of a thread, resolved or open again. Raises `InvalidInputError` for an answer."""
    stored = _locked(comment)
    if stored.parent_id is not None:
        raise InvalidInputError("A thread is resolved at its first comment.")
    if stored.is_resolved != settled:
        stored.resolved_at = timezone.now() if settled else None
        stored.resolved_by = by if settled else None
        with recorded_as(by):
            stored.save(update_fields=["resolved_at", "resolved_by"])
    return stored


def read_mentions(*, workspace: Workspace, user: User, comments: list[UUID] | None = None) -> int:
    """Mark the user's mentions in these comments, or all of them, as read; return how many were not."""
    unread = Mention.objects.unread().filter(workspace=workspace, user=user)
    if comments is not None:
        unread = unread.filter(comment__in=comments)
    return unread.update(read_at=timezone.now())


def _mention(comment: Comment, names: dict[UUID, str]) -> None:
    """Write the mentions of the text that are not there yet; whoever names themselves need not be told."""
    now = timezone.now()
    Mention.objects.bulk_create(
        [
            Mention(
                comment=comment,
                workspace_id=comment.workspace_id,
                user_id=user,
                read_at=now if user == comment.author_id else None,
            )
            for user in mentioned_users(comment.body)
            if user in names
        ],
        ignore_conflicts=True,
    )


def _clean(typed: str, names: dict[UUID, str]) -> str:
    text = typed.replace("\x00", "").replace("\r\n", "\n").strip()
    if not text:
        raise InvalidInputError("Write something first.", field="body")
    if len(text) > COMMENT_MAX_LENGTH:
        raise InvalidInputError(
            f"A comment has at most {COMMENT_MAX_LENGTH} characters; this has {len(text)}.", field="body"
        )
    return link_mentions(text, names)


def _locked(comment: Comment) -> Comment:
    return Comment.objects.select_for_update(of=("self",), no_key=True).select_related("workspace").get(pk=comment.pk)


def _save_deletion(comment: Comment, by: User) -> None:
    with recorded_as(by):
        comment.save(update_fields=["deleted_at", "deleted_by"])
