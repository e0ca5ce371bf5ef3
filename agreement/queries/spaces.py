"""Whether a workspace's texts were read with the model that is configured now."""

from dataclasses import dataclass

from agreement.engines import configured_model, is_configured
from agreement.models import VectorSpace
from workspaces.models import Job, Workspace


@dataclass(frozen=True)
class OtherModel:
    """The model that the texts were read with, the configured one, and the newest job that reads them again, if any."""

    stored: VectorSpace
    configured: str
    job: Job | None


def other_model(workspace: Workspace, task: str) -> OtherModel | None:
    """Return what differs if the workspace's texts were read with another model than the configured one, else None.

    `task` names the job that reads them again. One query, two if they differ. No model is loaded.
    """
    stored = VectorSpace.objects.filter(workspace=workspace).first()
    if stored is None or is_configured(stored.name):
        return None
    job = Job.objects.filter(workspace=workspace, task=task).first()
    return OtherModel(stored=stored, configured=configured_model(), job=job)
