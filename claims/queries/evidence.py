"""Reads over evidence."""

from django.db.models import F, Prefetch

from claims.enums import EvidenceState
from claims.models import Claim, Evidence
from sources.models import Anchor, Authorship, Passage


def list_evidence(claim: Claim) -> list[Evidence]:
    """Return the evidence on the claim with quote, anchors, source, byline and decider, but for what is being judged.

    Suggestions come by score, the surest first; the rest in the order of its sources' dates.
    """
    newest_first = Anchor.objects.order_by("-text_version__created_at", "-text_version__id")
    byline = Authorship.objects.select_related("author").order_by("position")
    return list(
        Evidence.objects.filter(claim=claim)
        .exclude(state=EvidenceState.JUDGING)
        .with_quotes()
        .with_comment_counts()
        .select_related("decided_by")
        .prefetch_related(
            Prefetch("passage__anchors", queryset=newest_first),
            Prefetch("passage__source__authorships", queryset=byline),
        )
        .order_by(F("score").desc(nulls_last=True), F("passage__source__issued_on").asc(nulls_last=True), "id")
    )


def list_uses(passage: Passage) -> list[Evidence]:
    """Return the evidence that the passage is, by the claims' numbers, but for what is being judged."""
    decided = Evidence.objects.filter(passage=passage).exclude(state=EvidenceState.JUDGING)
    uses = decided.select_related("claim", "speaker").with_comment_counts()
    return list(uses.order_by("claim__number", "id"))
