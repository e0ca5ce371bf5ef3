"""Tables of the workspaces app."""

from workspaces.models.job import Job
from workspaces.models.token import ApiToken
from workspaces.models.user import User
from workspaces.models.workspace import Membership, Workspace

__all__ = ["ApiToken", "Job", "Membership", "User", "Workspace"]
