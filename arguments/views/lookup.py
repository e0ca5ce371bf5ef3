"""What an address of the arguments app names, 404 where there is no such thing in the workspace."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from arguments.models import Argument, ArgumentMap
from arguments.queries import list_maps
from workspaces.models import Workspace


def find_map(workspace: Workspace, slug: str) -> ArgumentMap:
    """Return the map at an address, with its lead claim."""
    shown: ArgumentMap = get_object_or_404(list_maps(workspace), slug=slug)
    shown.workspace = workspace
    return shown


def find_argument(workspace: Workspace, argument_id: UUID) -> Argument:
    """Return an argument with its conclusion, author and premises."""
    rows = Argument.objects.select_related("conclusion", "author", "workspace").prefetch_related("premises__claim")
    found: Argument = get_object_or_404(rows, workspace=workspace, pk=argument_id)
    return found
