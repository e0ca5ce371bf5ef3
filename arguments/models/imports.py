"""Files of maps that somebody brought: first looked at, then imported if a person says so."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q

from arguments.enums import MapImportState
from arguments.models.edits import GraphEdit
from arguments.models.maps import ArgumentMap
from common.models import IdentifiedModel
from workspaces.models import User, Workspace
from workspaces.querysets import InWorkspaceQuerySet


@pghistory.track(exclude=["content"])
class MapImport(IdentifiedModel):
    """A file as it was received. What would become of it is found anew whenever somebody looks.

    `map` is where it goes, None for a map of its own, which the import then makes. `edit` is what it did; taking that
    edit back takes the import back.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="map_imports")
    map = models.ForeignKey(ArgumentMap, null=True, blank=True, on_delete=models.SET_NULL, related_name="imports")
    origin = models.CharField(max_length=200, help_text="Name of the file.")
    format = models.CharField(max_length=20, help_text="Key in `domain/interchange/formats.py`.")
    content = models.BinaryField(help_text="The file as it was received.")
    state = models.CharField(max_length=8, choices=MapImportState.choices, default=MapImportState.READY)
    edit = models.ForeignKey(GraphEdit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = InWorkspaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=MapImportState.values), name="map_import_state_known"),
        ]

    def __str__(self) -> str:
        return self.origin
