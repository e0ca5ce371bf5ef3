"""What agreement does when something below it happens."""

from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.dispatch import receiver
from django.urls import reverse

from agreement.enums import CandidateState, RunState
from agreement.models import AnalysisRun, CandidateClaim
from agreement.services import request_analysis
from sources.models import Source
from sources.signals import source_added
from workspaces.models import Job, User, Workspace
from workspaces.signals import HomePart, Task, home_opened


@receiver(source_added)
def analyse_after_extraction(source: Source, job: Job, by: User | None, **_kwargs: Any) -> None:  # noqa: ANN401
    """Have the workspace analysed once the new text is there; several additions share one analysis."""
    request_analysis(workspace=source.workspace, by=by, after=[job])


@receiver(home_opened)
def tell_home(workspace: Workspace, **_kwargs: Any) -> HomePart:  # noqa: ANN401
    """Say how many clusters and candidate claims of the last analysis wait for a person; one query."""
    clusters = reverse("agreement:clusters", args=[workspace.slug])
    candidates_page = reverse("agreement:candidates", args=[workspace.slug])
    candidates = (
        CandidateClaim.objects.filter(run=OuterRef("pk"), state=CandidateState.SUGGESTED).order_by().values("run")
    )
    latest = (
        AnalysisRun.objects.filter(workspace=workspace, state=RunState.DONE)
        .annotate(
            open_clusters=Count("clusters", filter=Q(clusters__claim__isnull=True)),
            candidate_count=Subquery(candidates.annotate(number=Count("pk")).values("number")),
        )
        .order_by("-created_at")
        .first()
    )
    if latest is None:
        return HomePart()
    return HomePart(
        tasks=(
            Task(
                number=latest.open_clusters,
                one="cluster of like statements to word",
                many="clusters of like statements to word",
                url=clusters,
                group="Suggestions",
                order=30,
                hint="Statements of different authors that seem to be about one thing: make a claim of them.",
            ),
            Task(
                number=latest.candidate_count or 0,
                one="candidate claim to word",
                many="candidate claims to word",
                url=candidates_page,
                group="Suggestions",
                order=40,
                hint="Sentences that look worth a claim.",
                keys=("a word it", "r put aside", "j next"),
            ),
        )
    )
