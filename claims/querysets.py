"""Filters over claims, evidence, stances and comments."""

from typing import Self

from django.apps import apps
from django.db.models import Count, IntegerField, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from claims.enums import Bearing, ClaimStatus, EvidenceState
from sources.enums import SourceStatus
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
        """Claims with `supporting_count`, `contradicting_count`, `suggested_count` and `retracted_count`.

        The last one counts accepted evidence from sources that were retracted.
        """
        accepted = Q(evidence__state=EvidenceState.ACCEPTED)
        return self.annotate(
            supporting_count=Count("evidence", filter=accepted & Q(evidence__bearing=Bearing.SUPPORTS)),
            contradicting_count=Count("evidence", filter=accepted & Q(evidence__bearing=Bearing.CONTRADICTS)),
            suggested_count=Count("evidence", filter=Q(evidence__state=EvidenceState.SUGGESTED)),
            retracted_count=Count(
                "evidence", filter=accepted & Q(evidence__passage__source__status=SourceStatus.RETRACTED)
            ),
        )

    def with_comment_counts(self) -> Self:
        """Claims with `comment_count`: living comments on them and their evidence, by no join that multiplies."""
        return self.annotate(comment_count=_count_comments("claim"))


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

    def with_comment_counts(self) -> Self:
        """Evidence with `comment_count`: living comments on it."""
        return self.annotate(comment_count=_count_comments("evidence"))


class CommentQuerySet(InWorkspaceQuerySet):
    """Filters over comments."""

    def living(self) -> Self:
        """Comments that nobody has deleted."""
        return self.filter(deleted_at__isnull=True)


class MentionQuerySet(InWorkspaceQuerySet):
    """Filters over mentions."""

    def shown_to(self, user: Model) -> Self:
        """Mentions of the user in comments that are there to be read."""
        return self.filter(user=user, comment__deleted_at__isnull=True)

    def unread(self) -> Self:
        """Mentions that their user has not seen."""
        return self.filter(read_at__isnull=True)


def _count_comments(field: str) -> Coalesce:
    comments: QuerySet = apps.get_model("claims", "Comment")._default_manager.living()  # noqa: SLF001 - Django's API
    counted = comments.filter(**{field: OuterRef("pk")}).order_by().values(field).annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0, output_field=IntegerField())
