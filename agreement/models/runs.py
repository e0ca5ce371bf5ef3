"""The analysis run: by which model and parameters, when, and what came out."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q

from agreement.enums import RunState
from common.models import IdentifiedModel
from workspaces.models import Job, Workspace
from workspaces.querysets import InWorkspaceQuerySet


@pghistory.track()
class AnalysisRun(IdentifiedModel):
    """One analysis of a workspace: by which model and parameters, when, and what came out."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="analysis_runs")
    job = models.OneToOneField(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="analysis_run")
    model = models.CharField(max_length=80)
    parameters = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.RUNNING)
    sentence_count = models.PositiveIntegerField(default=0)
    rest_count = models.PositiveIntegerField(default=0, help_text="Statements that are in no cluster.")
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = InWorkspaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="analysis_run_state_known"),
            models.CheckConstraint(
                condition=~Q(state=RunState.DONE) | Q(finished_at__isnull=False),
                name="analysis_run_done_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} on {self.workspace_id} ({self.state})"
