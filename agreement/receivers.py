"""What agreement does when something below it happens."""

from typing import Any

from django.dispatch import receiver

from agreement.services import request_analysis
from sources.models import Source
from sources.signals import source_added
from workspaces.models import Job, User


@receiver(source_added)
def analyse_after_extraction(source: Source, job: Job, by: User | None, **_kwargs: Any) -> None:  # noqa: ANN401
    """Have the workspace analysed once the new text is there; several additions share one analysis."""
    request_analysis(workspace=source.workspace, by=by, after=[job])
