"""Words of analysis runs and what they propose."""

from django.db import models


class RunState(models.TextChoices):
    """Where an analysis run stands. The newest one that is done is what pages show."""

    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


class CandidateState(models.TextChoices):
    """What a person decided about a candidate claim."""

    SUGGESTED = "suggested", "Suggested"
    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Rejected"
