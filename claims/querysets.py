"""Filters over claims, evidence and stances."""

from typing import Self

from django.db.models import Count, Q

from claims.enums import Bearing, ClaimStatus, EvidenceState
from workspaces.querysets import InWorkspaceQuerySet


class ClaimQuerySet(InWorkspaceQuerySet):
    """Filters over claims."""

    def current(self) -> Self:
        """Claims that the team still works with."""
        return self.exclude(status=ClaimStatus.RETIRED)

    def with_waiting_suggestions(self) -> Self:
        """Claims with suggested evidence that waits for a person's decision."""
        waiting = self.model._default_manager.filter(evidence__state=EvidenceState.SUGGESTED)  # noqa: SLF001 - Django's API
        return self.filter(pk__in=waiting.values("pk"))

    def with_evidence_counts(self) -> Self:
        """Claims with `supporting_count`, `contradicting_count` and `suggested_count`."""
        accepted = Q(evidence__state=EvidenceState.ACCEPTED)
        return self.annotate(
            supporting_count=Count("evidence", filter=accepted & Q(evidence__bearing=Bearing.SUPPORTS)),
            contradicting_count=Count("evidence", filter=accepted & Q(evidence__bearing=Bearing.CONTRADICTS)),
            suggested_count=Count("evidence", filter=Q(evidence__state=EvidenceState.SUGGESTED)),
        )


class EvidenceQuerySet(InWorkspaceQuerySet):
    """Filters over evidence."""

    def accepted(self) -> Self:
        """Evidence that a person decided on: the only kind that counts in any total."""
        return self.filter(state=EvidenceState.ACCEPTED)

    def suggested(self) -> Self:
        """Evidence that waits for a person's decision."""
        return self.filter(state=EvidenceState.SUGGESTED)

    def with_quotes(self) -> Self:
        """Evidence with its passage, source and speaker loaded."""
        return self.select_related("passage__source", "speaker")
