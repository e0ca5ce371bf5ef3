"""Words of the workspace: roles and the states of a job."""

from django.db import models


class Role(models.TextChoices):
    """What a member may do; each role may do what the ones before it may."""

    VIEWER = "viewer", "Viewer"
    ANNOTATOR = "annotator", "Annotator"
    EDITOR = "editor", "Editor"
    ADMIN = "admin", "Admin"

    @property
    def rank(self) -> int:
        """Position in the order of power, 0 for a viewer."""
        return list(type(self)).index(self)

    def within(self, scope: str | None) -> "Role":
        """Return the lower of this role and what the scope allows; None is no token, which takes nothing away."""
        return self if scope is None else min(self, Scope(scope).highest_role, key=lambda role: role.rank)


class Scope(models.TextChoices):
    """What a token leaves of its user's role; no token administers."""

    READ = "read", "Read"
    ANNOTATE = "annotate", "Read and annotate"
    EDIT = "edit", "Read, annotate and edit"

    @property
    def highest_role(self) -> Role:
        """The highest role that a program may act in with such a token."""
        return {Scope.READ: Role.VIEWER, Scope.ANNOTATE: Role.ANNOTATOR, Scope.EDIT: Role.EDITOR}[self]


class TokenState(models.TextChoices):
    """Whether a token opens anything."""

    VALID = "valid", "Valid"
    EXPIRING = "expiring", "Expires soon"
    EXPIRED = "expired", "Expired"
    REVOKED = "revoked", "Revoked"

    @property
    def is_living(self) -> bool:
        """Whether programs still get in with it."""
        return self in {TokenState.VALID, TokenState.EXPIRING}


class JobState(models.TextChoices):
    """Where a background job stands."""

    WAITING = "waiting", "Waiting for other jobs"
    QUEUED = "queued", "Queued"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    QUARANTINED = "quarantined", "Quarantined"


PENDING_JOB_STATES = (JobState.WAITING, JobState.QUEUED)
"""States of a job that has not begun."""
ACTIVE_JOB_STATES = (JobState.WAITING, JobState.QUEUED, JobState.RUNNING)
"""States of a job that still has work ahead of it."""
