"""Filters over the tables of agreement."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, TextField
from django.db.models.functions import Cast

from agreement.domain.likeness.bands import Band
from agreement.enums import CandidateState
from claims.enums import ClaimStatus
from sources.models import Capture
from workspaces.querysets import InWorkspaceQuerySet

if TYPE_CHECKING:
    from workspaces.models import User


class ClaimEmbeddingQuerySet(models.QuerySet):
    """Filters over vectors of claims."""

    def of_current_wording(self) -> Self:
        """Vectors of the words that the claims have now."""
        return self.filter(wording=F("claim__text"))


class AnswerQuerySet(InWorkspaceQuerySet):
    """Filters over answers."""

    def seen_by(self, user: "User") -> Self:
        """Answers that count for all, and the user's own where annotators judge alone."""
        return self.filter(Q(judge__isnull=True) | Q(judge=user))

    def readable_by(self, user: "User") -> Self:
        """Answers of the user's workspaces that the user may see."""
        return super().readable_by(user).seen_by(user)

    def of_current_wording(self) -> Self:
        """Answers that were given for the words that the claim has now."""
        return self.filter(wording=F("claim__text"))


class FoundQuerySet(models.QuerySet):
    """Filters over what the finder found."""

    def of_current_wording(self) -> Self:
        """What was found for the words that the claims have now."""
        return self.filter(wording=F("claim__text"))

    def near(self) -> Self:
        """Passages that rather bear on their claim than not, of claims that are not retired."""
        near = self.of_current_wording().filter(band__in=[Band.LIKELY_SAME, Band.PERHAPS])
        return near.exclude(claim__status=ClaimStatus.RETIRED)


class CandidateQuerySet(InWorkspaceQuerySet):
    """Filters over candidate claims."""

    def waiting(self) -> Self:
        """Candidates that nobody decided on."""
        return self.filter(state=CandidateState.SUGGESTED)

    def leading(self) -> Self:
        """Of waiting candidates of one author that say the same, the first one alone."""
        twins = self.model._default_manager.filter(  # noqa: SLF001 - Django's name for it
            author=OuterRef("author"),
            fold_key=OuterRef("fold_key"),
            state=CandidateState.SUGGESTED,
            pk__lt=OuterRef("pk"),
        )
        return self.exclude(Exists(twins.exclude(fold_key="")))

    def with_cue(self, kind: str) -> Self:
        """Candidates with a sign of that kind."""
        return self.filter(cues__contains=[{"kind": kind}])


IS_WAITING = Q(claim__isnull=True) & (Q(open_count__isnull=True) | Q(open_count__gt=0))
"""A cluster of which no claim was made, with a statement that nobody has decided on."""


class ClusterQuerySet(InWorkspaceQuerySet):
    """Filters over agreement clusters."""

    def waiting(self) -> Self:
        """Clusters that wait for a person."""
        return self.filter(IS_WAITING)


class SilenceQuerySet(InWorkspaceQuerySet):
    """Filters over findings of silence."""

    def with_new_text(self) -> Self:
        """Silences with `has_new_text`: whether a source that the author leads has a capture that was not there yet."""
        led = Capture.objects.filter(source__authorships__author=OuterRef("author"), source__authorships__position=0)
        known = Func(
            OuterRef("captures"), Cast("pk", TextField()), function="jsonb_exists", output_field=BooleanField()
        )
        return self.annotate(has_new_text=Exists(led.annotate(was_known=known).filter(was_known=False)))

    def standing(self) -> Self:
        """Silences found for the claim's present words and for all that there is of the author."""
        return self.with_new_text().filter(wording=F("claim__text"), has_new_text=False)
