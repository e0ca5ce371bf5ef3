"""Reads over comments: the discussion of a claim, whom one can mention, and where one was mentioned."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from claims.domain.comment_text import excerpt_of, render_comment
from claims.domain.mentions import name_mentions, names_for_mentions
from claims.models import Claim, Comment, Evidence, Mention
from claims.policies import can_change_comment, can_delete_comment, can_undelete_comment
from workspaces.models import Membership, User, Workspace


@dataclass(frozen=True)
class ShownComment:
    """A comment with its text as HTML that is safe, and what the reader may do with it.

    `unread` says that it mentions the reader, who has not seen it; `typed` is the text as one types it.
    """

    comment: Comment
    html: str
    typed: str
    unread: bool
    may_edit: bool
    may_delete: bool
    may_undelete: bool


@dataclass(frozen=True)
class Thread:
    """A first comment and the answers to it, the oldest first."""

    first: ShownComment
    answers: tuple[ShownComment, ...]

    @property
    def comment_count(self) -> int:
        """How many of its comments are there to be read."""
        return sum(not shown.comment.is_deleted for shown in (self.first, *self.answers))


@dataclass(frozen=True)
class Discussion:
    """The threads about a claim, or about one piece of its evidence: those that are open, and those settled.

    `total` is the number of comments on the claim, whatever they are about.
    """

    open: tuple[Thread, ...]
    resolved: tuple[Thread, ...]
    total: int = 0

    @property
    def comment_count(self) -> int:
        """How many comments there are to be read."""
        return sum(thread.comment_count for thread in (*self.open, *self.resolved))

    @property
    def unread(self) -> list[UUID]:
        """Comments that mention the reader, who has not seen them."""
        shown = (one for thread in (*self.open, *self.resolved) for one in (thread.first, *thread.answers))
        return [one.comment.pk for one in shown if one.unread]


def discussion_of(claim: Claim, membership: Membership, evidence: Evidence | None = None) -> Discussion:
    """Return the discussion as this member sees it, in two queries however long it is."""
    answers: dict[UUID | None, list[ShownComment]] = defaultdict(list)
    for comment in _with_people(Comment.objects.filter(claim=claim)):
        answers[comment.parent_id].append(_shown(comment, membership))
    threads = [Thread(first, tuple(answers[first.comment.pk])) for first in answers[None]]
    total = sum(thread.comment_count for thread in threads)
    if evidence is not None:
        threads = [thread for thread in threads if thread.first.comment.evidence_id == evidence.pk]
    return Discussion(
        total=total,
        open=tuple(thread for thread in threads if not thread.first.comment.is_resolved),
        resolved=tuple(thread for thread in threads if thread.first.comment.is_resolved),
    )


def show_comment(comment: Comment, membership: Membership) -> ShownComment:
    """Return one comment as this member sees it."""
    return _shown(_with_people(Comment.objects.filter(pk=comment.pk)).get(), membership)


def find_comment(claim: Claim, comment_id: UUID) -> Comment | None:
    """Return the claim's comment of that id with its thread, or None."""
    found = Comment.objects.filter(claim=claim, pk=comment_id)
    return found.select_related("parent", "parent__evidence", "evidence", "claim", "workspace").first()


def names_of_members(workspace: Workspace, and_of: Comment | None = None) -> dict[UUID, str]:
    """Return what each member is called after an @; with `and_of` also whom that comment mentions already."""
    joined = Membership.objects.filter(workspace=workspace).order_by("created_at", "id")
    members = list(joined.values_list("user_id", "user__name"))
    if and_of is not None:
        known = {user for user, _name in members}
        mentioned = and_of.mentions.exclude(user__in=known).values_list("user_id", "user__name")
        members += list(mentioned)
    return names_for_mentions(members)


def list_mentions(workspace: Workspace, user: User, *, unread_only: bool) -> QuerySet[Mention]:
    """Return the user's mentions in the workspace, the newest first, with comment, claim and who wrote it."""
    mentions = Mention.objects.shown_to(user).filter(workspace=workspace)
    if unread_only:
        mentions = mentions.unread()
    return mentions.select_related("comment__claim", "comment__author").prefetch_related("comment__mentions__user")


def count_unread_mentions(workspace: Workspace, user: User) -> int:
    """Return how many mentions of the user in the workspace are unread."""
    return Mention.objects.shown_to(user).unread().filter(workspace=workspace).count()


def excerpt_of_comment(comment: Comment) -> str:
    """Return the start of the comment's text on one line; reads its prefetched mentions."""
    return excerpt_of(comment.body, _names_in(comment.mentions.all()))


def _with_people(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    people = Mention.objects.select_related("user")
    return comments.select_related(
        "author", "deleted_by", "resolved_by", "passage__source", "evidence__speaker"
    ).prefetch_related(Prefetch("mentions", queryset=people))


def _names_in(mentions: Iterable[Mention]) -> dict[UUID, str]:
    return {mention.user_id: mention.user.name for mention in mentions}


def _shown(comment: Comment, membership: Membership) -> ShownComment:
    mentions = list(comment.mentions.all())
    names = _names_in(mentions)
    gone = comment.is_deleted
    return ShownComment(
        comment=comment,
        html="" if gone else render_comment(comment.body, names, membership.user_id),
        typed="" if gone else name_mentions(comment.body, names),
        unread=not gone and any(one.user_id == membership.user_id and one.read_at is None for one in mentions),
        may_edit=can_change_comment(membership, comment),
        may_delete=can_delete_comment(membership, comment),
        may_undelete=can_undelete_comment(membership, comment),
    )
