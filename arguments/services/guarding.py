"""What every change of arguments begins with."""

from collections.abc import Iterable

from arguments.errors import OtherWorkspaceError
from arguments.models import Argument
from claims.models import Claim
from sources.models import Author
from workspaces.models import Workspace


def refuse_strangers(workspace: Workspace, rows: Iterable[Claim | Argument | Author | None]) -> None:
    """Raise `OtherWorkspaceError` unless all rows belong to the workspace; None belongs everywhere."""
    if any(row is not None and row.workspace_id != workspace.pk for row in rows):
        raise OtherWorkspaceError("Everything in an argument belongs to one workspace.")


def lock_graph(workspace: Workspace) -> None:
    """Make this workspace's other writers of maps and positions wait for the end of the transaction."""
    Workspace.objects.select_for_update(no_key=True).only("pk").get(pk=workspace.pk)
