"""Deletes the demonstration workspace."""

from django.db import transaction

from workspaces.models import Workspace


@transaction.atomic
def remove_demo(workspace: Workspace) -> None:
    """Delete the workspace and all that stands in it; its users stay, and the history keeps what was.

    Maps, arguments, evidence and stances go first: they protect the claims and authors that they name.
    """
    workspace.maps.all().delete()
    workspace.arguments.all().delete()
    workspace.evidence.all().delete()
    workspace.stances.all().delete()
    workspace.sources.all().delete()
    workspace.delete()
