"""What is known about the newest analysis, and what rows about its sentences are loaded with."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from agreement.enums import RunState
from agreement.models import AnalysisRun
from sources.models import Authorship, Sentence
from workspaces.models import Job, Workspace

# The longest columns there are: never needed to say where a sentence stands.
UNREAD = (
    "sentence__text_version__text",
    "sentence__text_version__furniture",
    "sentence__text_version__capture__content",
)


@dataclass(frozen=True)
class AnalysisFacts:
    """What a page needs to know before it shows proposals.

    `run` is the newest one that is done, `job` the newest analysis job whatever its state, both None if there is
    none; `author_count` counts the first authors of its sources.
    """

    run: AnalysisRun | None
    job: Job | None
    author_count: int


def analysis_facts(workspace: Workspace, task: str) -> AnalysisFacts:
    """Return what is known about the workspace's analysis, in three queries; `task` names the job's task."""
    return AnalysisFacts(
        run=AnalysisRun.objects.filter(workspace=workspace, state=RunState.DONE).first(),
        job=Job.objects.filter(workspace=workspace, task=task).select_related("created_by").first(),
        author_count=Authorship.objects.filter(source__workspace=workspace, position=0).aggregate(
            n=Count("author", distinct=True)
        )["n"],
    )


def with_places(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return rows about a sentence with its author and source, without the long columns."""
    return rows.select_related("author", "sentence__text_version__capture__source").defer(*UNREAD)


def with_sources(sentences: QuerySet[Sentence]) -> QuerySet[Sentence]:
    """Return sentences with their sources, without the long columns."""
    unread = (name.removeprefix("sentence__") for name in UNREAD)
    return sentences.select_related("text_version__capture__source").defer(*unread)
