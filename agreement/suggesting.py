"""Suggests sentences as evidence for the claims that people have worded."""

from collections.abc import Mapping

import numpy.typing as npt

from agreement.claim_vectors import ensure_claim_vectors
from agreement.domain.finder import RankedStatement, find_evidence
from agreement.domain.similarity import StatementIndex
from agreement.models import AnalysisRun
from agreement.queries.spans import overlaps, spans_of_evidence
from agreement.statements import LocatedStatement
from claims.enums import Bearing, EvidenceState
from claims.models import Claim, Evidence
from claims.services import suggest_evidence
from sources.models import Author, Passage, TextVersion
from sources.services import create_passage
from workspaces.jobs import Progress

TOP = 3
"""Passages suggested of each author for a claim: on two real documents the right one is among the first three for
84 % of the shared claims."""
LEAST_COSINE = 0.55
"""Below this even an author's best passage is rather about something else. The fused score ranks better, but its
standard deviations grow with the number of statements, so the floor is the plain cosine."""


def suggest_for_claims(
    run: AnalysisRun, index: StatementIndex, places: Mapping[int, LocatedStatement], progress: Progress
) -> int:
    """Suggest each author's best sentences for every current claim; return how many suggestions are new.

    Likeness says "same issue", never "same side": a suggestion has the bearing `context` until a person says
    which way it points. Suggestions of earlier runs that nobody answered are withdrawn first.
    """
    _withdraw_unanswered(run)
    claims = list(Claim.objects.current().filter(workspace=run.workspace))
    if not claims or not index.statements:
        return 0
    authors = {str(author.pk): author for author in Author.objects.filter(workspace=run.workspace)}
    versions = TextVersion.objects.select_related("capture__source").in_bulk(
        {place.text_version_id for place in places.values()}
    )
    judged = spans_of_evidence(claims)
    vectors = ensure_claim_vectors(claims)
    made = 0
    for number, (claim, vector) in enumerate(zip(claims, vectors, strict=True), start=1):
        progress.report(stage="Suggesting evidence for claims", done=number, total=len(claims))
        for ranked in _worth_showing(index, claim, vector):
            place = places[ranked.statement]
            # What overlaps evidence in any state needs no second question.
            if overlaps(
                (place.text_version_id, place.start, place.start + len(place.statement.text)), judged[claim.pk]
            ):
                continue
            passage = create_passage(
                text_version=versions[place.text_version_id], exact=place.statement.text, start=place.start
            )
            evidence = suggest_evidence(
                claim=claim,
                passage=passage,
                bearing=Bearing.CONTEXT,
                speaker=authors[ranked.author],
                score=round(min(ranked.cosine, 1.0), 4),
                why={"run": str(run.pk), "shared": list(ranked.shared), "fused": round(ranked.score, 3)},
            )
            made += evidence is not None
    return made


def _worth_showing(index: StatementIndex, claim: Claim, vector: npt.ArrayLike) -> list[RankedStatement]:
    ranked = find_evidence(index, claim.text, vector, top=TOP)
    return [best for rows in ranked.values() for best in rows if best.cosine >= LEAST_COSINE]


def _withdraw_unanswered(run: AnalysisRun) -> None:
    unanswered = Evidence.objects.filter(workspace=run.workspace, state=EvidenceState.SUGGESTED, why__has_key="run")
    passages = list(unanswered.values_list("passage_id", flat=True))
    unanswered.delete()
    # The machine's own passages that now serve nothing; one that a person made stays.
    Passage.objects.filter(pk__in=passages, created_by__isnull=True, evidence__isnull=True).delete()
