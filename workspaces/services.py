"""What people do with workspaces, their members, tokens and jobs."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from common.errors import InvalidInputError
from workspaces import dispatch
from workspaces.enums import ACTIVE_JOB_STATES, PENDING_JOB_STATES, JobState, Role, Scope
from workspaces.errors import JobNotRetryableError
from workspaces.models import ApiToken, Job, Membership, User, Workspace
from workspaces.queries import token_digest

KEY_PREFIX = "plx_"
"""Says to a scanner of leaked keys whose key it is."""
PREFIX_LENGTH = 12
"""So many letters of a key are kept to know it by; some 200 random bits of it stay unknown."""
USE_IS_NOTED_EVERY = timedelta(minutes=10)


@dataclass(frozen=True)
class NewToken:
    """A token just made, with the key that is never shown again."""

    token: ApiToken
    key: str


@transaction.atomic
def create_workspace(*, slug: str, name: str, description: str = "", owner: User) -> Workspace:
    """Return a new workspace with its owner as admin; InvalidInputError if the address is taken."""
    if Workspace.objects.filter(slug=slug).exists():
        raise InvalidInputError(f"There is already a workspace at the address “{slug}”.", field="slug")
    workspace = Workspace.objects.create(slug=slug, name=name, description=description)
    Membership.objects.create(workspace=workspace, user=owner, role=Role.ADMIN)
    return workspace


@transaction.atomic
def set_role(*, workspace: Workspace, user: User, role: str) -> Membership:
    """Make the user a member with that role, or change the role; the last admin keeps theirs."""
    if role not in Role.values:
        raise InvalidInputError(f"There is no role “{role}”.", field="role")
    if role != Role.ADMIN:
        _keep_an_admin(workspace, user)
    membership, _created = Membership.objects.update_or_create(workspace=workspace, user=user, defaults={"role": role})
    return membership


@transaction.atomic
def remove_member(*, workspace: Workspace, user: User) -> None:
    """End the user's membership; refused for the last admin."""
    _keep_an_admin(workspace, user)
    Membership.objects.filter(workspace=workspace, user=user).delete()


def _keep_an_admin(workspace: Workspace, leaving: User) -> None:
    admins = Membership.objects.select_for_update().filter(workspace=workspace, role=Role.ADMIN)
    if [admin.user_id for admin in admins] == [leaving.pk]:
        raise InvalidInputError("A workspace needs an admin: make somebody else one first.", field="role")


def rename_user(*, user: User, name: str) -> User:
    """Return the user under another name."""
    user.name = name
    user.save(update_fields=["name"])
    return user


def create_token(
    *,
    user: User,
    name: str,
    scope: str = Scope.EDIT,
    workspace: Workspace | None = None,
    expires_at: datetime | None = None,
) -> NewToken:
    """Return a new token and its key: 256 random bits, of which only the SHA-256 is stored.

    Without a workspace it opens all of the user's, those that they join later too. InvalidInputError for a workspace
    that the user is no member of and for a scope that is none.
    """
    if scope not in Scope.values:
        raise InvalidInputError(f"There is no scope “{scope}”.", field="scope")
    if workspace is not None and not Membership.objects.of(user).filter(workspace=workspace).exists():
        raise InvalidInputError("You are not a member of that workspace.", field="workspace")
    key = KEY_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=user,
        name=name,
        scope=scope,
        workspace=workspace,
        prefix=key[:PREFIX_LENGTH],
        digest=token_digest(key),
        expires_at=expires_at,
    )
    return NewToken(token=token, key=key)


def note_token_use(*, token: ApiToken, now: datetime) -> None:
    """Note that the token was used, once in `USE_IS_NOTED_EVERY`: most requests with it write nothing."""
    if token.last_used_at is not None and token.last_used_at > now - USE_IS_NOTED_EVERY:
        return
    ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def revoke_token(*, token: ApiToken) -> None:
    """End the token at once. Doing it twice changes nothing."""
    ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())


def enqueue_job(  # noqa: PLR0913 - keyword-only, and each is a column
    *,
    workspace: Workspace,
    task: str,
    title: str,
    subject: UUID | None = None,
    options: Mapping[str, Any] | None = None,
    after: Sequence[Job] = (),
    by: User | None = None,
) -> Job:
    """Return the job that will do this work, once the open transaction is safe.

    While one for the same task and subject waits for its turn, that one is returned: asking twice does it once, by the
    options of the first.
    One that is already running may have missed what is asked for now, so a new one follows it.
    It starts when every job in `after` has ended, well or not.
    """
    same = {"workspace": workspace, "task": task, "subject": subject}
    with transaction.atomic():
        before = [*after, *Job.objects.filter(state=JobState.RUNNING, **same)]
        try:
            with transaction.atomic():
                job = Job.objects.create(
                    title=title[:200],
                    options=dict(options or {}),
                    created_by=by,
                    state=JobState.WAITING if before else JobState.QUEUED,
                    **same,
                )
        except IntegrityError:
            pending = Job.objects.filter(state__in=PENDING_JOB_STATES, **same).first()
            if pending is None:  # it began between the two statements
                return enqueue_job(
                    workspace=workspace, task=task, title=title, subject=subject, options=options, after=after, by=by
                )
            if before and pending.state == JobState.WAITING:
                pending.after.add(*before)
            return pending
        if before:
            job.after.set(before)
            dispatch.release([job])
        else:
            dispatch.send_on_commit(job)
    return job


@transaction.atomic
def retry_job(*, job: Job, by: User | None = None) -> Job:
    """Queue a failed or quarantined job again with its deaths forgiven; JobNotRetryableError otherwise."""
    locked = Job.objects.select_for_update().get(pk=job.pk)
    if not locked.is_retryable:
        raise JobNotRetryableError(f"“{locked.title}” is {locked.get_state_display().lower()}: nothing to retry.")
    if locked.twins().filter(state__in=ACTIVE_JOB_STATES).exists():
        raise JobNotRetryableError(f"“{locked.title}” is already being tried again.")
    locked.state, locked.reason, locked.stage = JobState.QUEUED, "", "Waiting for a worker"
    locked.deaths, locked.finished_at, locked.sent_at = 0, None, None
    locked.created_by = by or locked.created_by
    locked.save()
    dispatch.send_on_commit(locked)
    return locked
