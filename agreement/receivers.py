"""What agreement does when something below it happens."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Subquery
from django.dispatch import receiver
from django.urls import reverse

from agreement.enums import AliasState, RunState
from agreement.models import AgreementCluster, AnalysisRun, CandidateClaim, WorkspaceAlias
from agreement.queries.decisions import alias_groups_of
from agreement.queries.nearness import claims_near
from agreement.queries.open_passages import open_passages, open_silences
from agreement.services import reopen_candidates, request_analysis, request_claim_vectors, settle_candidates
from claims.models import Claim
from claims.signals import (
    CandidateSentence,
    FittingClaim,
    OtherNames,
    Wanted,
    claim_made_of_text,
    claim_unmade,
    claim_worded,
    claims_wanted,
    names_wanted,
    text_opened,
)
from sources.models import Source, TextVersion
from sources.signals import source_added
from workspaces.models import Job, User, Workspace
from workspaces.signals import HomePart, Task, home_opened

CLAIMS_OFFERED = 5
LEAST_CANDIDATES = 5
CLAUSES_READ = 2
CHARACTERS_A_CANDIDATE = 2_000
"""A quiet mark for every candidate would mark every third sentence, and then it marks nothing."""


@receiver(source_added)
def analyse_after_extraction(source: Source, job: Job, by: User | None, **_kwargs: Any) -> None:  # noqa: ANN401
    """Have the workspace analysed once the new text is there; several additions share one analysis."""
    request_analysis(workspace=source.workspace, by=by, after=[job])


@receiver(claim_worded)
def read_wording(claim: Claim, by: User | None, **_kwargs: Any) -> None:  # noqa: ANN401
    """Have the vector of the new wording made."""
    request_claim_vectors(workspace=claim.workspace, by=by)


@receiver(claim_made_of_text)
def settle(claim: Claim, text_version: TextVersion, spans: Sequence[tuple[int, int]], **_kwargs: Any) -> None:  # noqa: ANN401
    """A candidate of which a claim was made in the reader is decided."""
    settle_candidates(claim=claim, text_version=text_version, spans=spans)


@receiver(claim_unmade)
def reopen(claim: Claim, **_kwargs: Any) -> None:  # noqa: ANN401
    """A candidate whose claim was taken back waits again."""
    reopen_candidates(claim=claim)


@receiver(claims_wanted)
def offer_near_claims(wanted: Wanted, **_kwargs: Any) -> list[FittingClaim]:  # noqa: ANN401
    """Return the claims that are near in meaning to what is marked or typed."""
    return [
        FittingClaim(near.claim_id, near.cosine, f"by meaning {near.cosine:.2f}")
        for near in claims_near(wanted, CLAIMS_OFFERED)
    ]


@receiver(text_opened)
def show_candidates(text_version: TextVersion, **_kwargs: Any) -> list[CandidateSentence]:  # noqa: ANN401
    """Return the likeliest undecided candidates of the text; so many that one meets one every screen or so."""
    slug = text_version.capture.source.workspace.slug
    most = max(LEAST_CANDIDATES, text_version.length // CHARACTERS_A_CANDIDATE)
    # Of the clauses of one sentence the best one is marked.
    best = CandidateClaim.objects.filter(sentence__text_version=text_version).waiting().order_by("-score", "pk")
    marked: dict[int, CandidateSentence] = {}
    for pk, position, score in best.values_list("pk", "sentence__position", "score")[: most * CLAUSES_READ]:
        address = reverse("agreement:candidate_reject", args=[slug, pk])
        marked.setdefault(position, CandidateSentence(position, score, address))
    return list(marked.values())[:most]


@receiver(names_wanted)
def tell_names(workspace: Workspace, **_kwargs: Any) -> list[OtherNames]:  # noqa: ANN401
    """Return the names that fold into one in the workspace; one query."""
    return [OtherNames(group.name, group.forms) for group in alias_groups_of(workspace)]


@receiver(home_opened)
def tell_home(workspace: Workspace, user: User, **_kwargs: Any) -> HomePart:  # noqa: ANN401
    """Say how many found passages, clusters and candidate claims wait for a person."""
    clusters = reverse("agreement:clusters", args=[workspace.slug])
    candidates_page = reverse("agreement:candidates", args=[workspace.slug])
    done = AnalysisRun.objects.filter(workspace=workspace, state=RunState.DONE)
    latest = Subquery(done.order_by("-created_at").values("pk")[:1])
    return HomePart(
        tasks=(
            Task(
                rows=open_passages(workspace, user),
                one="found passage to answer",
                many="found passages to answer",
                url=reverse("agreement:answers", args=[workspace.slug]),
                group="Suggestions",
                order=15,
                hint="The nearest passages of every author on the claims that you worded: two questions, one key.",
                keys=("s supports", "c contradicts", "x cannot tell", "n neither", "u undo"),
            ),
            Task(
                rows=open_silences(workspace),
                one="author who is perhaps silent on a claim",
                many="times that an author is perhaps silent on a claim",
                url=reverse("agreement:answers", args=[workspace.slug]) + "#silent-title",
                group="Suggestions",
                order=16,
                hint="Look at the nearest sentences and say whether they speak.",
                keys=("n none of these",),
            ),
            Task(
                rows=AgreementCluster.objects.filter(run=latest).waiting(),
                one="cluster of like statements to decide",
                many="clusters of like statements to decide",
                url=clusters,
                group="Suggestions",
                order=30,
                hint="Statements of different authors that seem to be about one thing: are they one claim?",
                keys=("s same", "n narrower", "o opposite", "r related", "d different", "c make it a claim", "u undo"),
            ),
            Task(
                rows=WorkspaceAlias.objects.filter(workspace=workspace, state=AliasState.PROPOSED),
                one="name to look at",
                many="names to look at",
                url=reverse("agreement:names", args=[workspace.slug]),
                group="Suggestions",
                order=45,
                hint="Forms that the texts seem to use for one thing.",
                keys=("a accept", "r reject", "e edit", "u undo"),
            ),
            Task(
                rows=CandidateClaim.objects.filter(workspace=workspace).waiting().leading(),
                one="candidate claim to word",
                many="candidate claims to word",
                url=candidates_page,
                group="Suggestions",
                order=40,
                hint="Sentences and clauses that look worth a claim.",
                keys=("a word it", "l link it", "r put aside", "j next"),
            ),
        )
    )
