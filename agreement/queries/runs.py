"""What the analyses of a workspace were, and which statements the newest one left in no cluster."""

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, QuerySet

from agreement.models import AnalysisRun, ClusterMember, FittedCalibration, SentenceEmbedding
from agreement.queries.proposals import with_sources
from claims.queries.independence import byline_of
from sources.models import Authorship, Sentence, TextVersion
from workspaces.models import Workspace


def list_runs(workspace: Workspace) -> QuerySet[AnalysisRun]:
    """Return the analyses, the newest first, with `cluster_count`, `decision_count` and who asked for them."""
    return (
        AnalysisRun.objects.filter(workspace=workspace)
        .select_related("job__created_by")
        .annotate(cluster_count=Count("clusters", distinct=True), decision_count=Count("decisions", distinct=True))
        .order_by("-created_at", "-id")
    )


def list_rest(run: AnalysisRun, author: str = "", sought: str = "") -> QuerySet[Sentence]:
    """Return the sentences of the newest texts that were compared and are in no cluster of the run, text by text.

    `author` is the slug of the first of a byline, `sought` words that the sentence holds.
    """
    current = TextVersion.objects.current().filter(capture__source__workspace=run.workspace_id)
    rest = Sentence.objects.filter(
        # What was compared has a vector.
        Exists(SentenceEmbedding.objects.filter(sentence=OuterRef("pk"))),
        ~Exists(ClusterMember.objects.filter(cluster__run=run, sentence=OuterRef("pk"))),
        text_version__in=current.values("pk"),
    )
    if author:
        lead = Authorship.objects.filter(position=0, author__slug=author).values("source")
        rest = rest.filter(text_version__capture__source__in=lead)
    if sought:
        rest = rest.filter(text__icontains=sought)
    shown = with_sources(rest).prefetch_related(byline_of("text_version__capture__source"))
    return shown.order_by("text_version__capture__source__title", "text_version", "position")


def find_sentences(workspace: Workspace, ids: Iterable[int]) -> QuerySet[Sentence]:
    """Return those of the sentences that stand in texts of the workspace, with source and byline."""
    found = Sentence.objects.filter(pk__in=list(ids), text_version__capture__source__workspace=workspace)
    return with_sources(found).prefetch_related(byline_of("text_version__capture__source"))


def newest_calibration(workspace: Workspace) -> FittedCalibration | None:
    """Return the calibration fitted last, whether it is used or not."""
    return FittedCalibration.objects.filter(workspace=workspace).first()
