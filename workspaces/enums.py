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
