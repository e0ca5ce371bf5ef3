"""Suggests what was found for a worded claim as evidence for it."""

from collections.abc import Mapping, Sequence
from typing import Any

from agreement.domain.likeness.bands import Band
from agreement.models import AnalysisRun, FoundPassage
from agreement.queries.spans import overlaps, spans_of_evidence
from agreement.statements import LocatedStatement
from claims.enums import Bearing, EvidenceState
from claims.models import Claim, Evidence
from claims.services import suggest_evidence
from sources.models import Passage, TextVersion
from sources.services import create_passage
from workspaces.jobs import Progress

TOP = 3
"""Passages suggested of each author for a claim: with more of them fewer than one in five are right."""
LEAST = Band.UNCLEAR.meaning.least
"""Below this probability a passage is likelier about something else: it is shown where answers are given, and not
put on the claim's page."""


def suggest_for_claims(run: AnalysisRun, places: Mapping[int, LocatedStatement], progress: Progress) -> int:
    """Suggest what the finder found best for every current claim; return how many suggestions are new.

    Likeness says "same issue", never "same side": a suggestion has the bearing `context` until a person says
    which way it points. Suggestions of earlier runs that nobody answered are withdrawn first.
    """
    _withdraw_unanswered(run)
    claims = list(Claim.objects.current().filter(workspace=run.workspace))
    found = _worth_showing(claims)
    versions = TextVersion.objects.select_related("capture__source").in_bulk(
        {place.text_version_id for place in places.values()}
    )
    judged = spans_of_evidence(claims)
    made = 0
    for number, row in enumerate(found, start=1):
        progress.report(stage="Suggesting evidence for claims", done=number, total=len(found))
        place = places.get(row.sentence_id)
        if place is None:
            continue
        end = place.start + len(place.statement.text)
        # What overlaps evidence in any state needs no second question.
        if overlaps((place.text_version_id, place.start, end), judged[row.claim_id]):
            continue
        evidence = suggest_evidence(
            claim=row.claim,
            passage=create_passage(
                text_version=versions[place.text_version_id], exact=place.statement.text, start=place.start
            ),
            bearing=Bearing.CONTEXT,
            speaker=row.author,
            score=round(row.probability, 4),
            why=_why(run, row),
        )
        made += evidence is not None
    return made


def _worth_showing(claims: Sequence[Claim]) -> Sequence[FoundPassage]:
    found = FoundPassage.objects.filter(claim__in=claims, rank__lte=TOP, probability__gte=LEAST)
    return list(
        found.of_current_wording().select_related("claim", "author").order_by("claim__number", "author_id", "rank")
    )


def _why(run: AnalysisRun, row: FoundPassage) -> dict[str, Any]:
    """Return what the suggestion rests on: words in common, reasons, its word of likelihood and that word's record."""
    meaning = Band(row.band).meaning
    shared = [reason["statement"]["text"] for reason in row.reasons if reason["claim"] and reason["rarity"]]
    return {
        "run": str(run.pk),
        "shared": shared,
        "words": meaning.words,
        "record": f"Of ten such suggestions {meaning.of_ten} were right (of {meaning.count} held back).",
        "reasons": row.reasons,
    }


def _withdraw_unanswered(run: AnalysisRun) -> None:
    unanswered = Evidence.objects.filter(workspace=run.workspace, state=EvidenceState.SUGGESTED, why__has_key="run")
    passages = list(unanswered.values_list("passage_id", flat=True))
    unanswered.delete()
    # The machine's own passages that now serve nothing; one that a person made stays.
    Passage.objects.filter(pk__in=passages, created_by__isnull=True, evidence__isnull=True).delete()
