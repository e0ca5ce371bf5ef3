"""Filters over claims, evidence, judgements, stances and comments."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Case, Count, Exists, F, IntegerField, Model, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from claims.enums import Answer, Bearing, ClaimStatus, EvidenceState
from sources.enums import AnchorState, SourceStatus
from workspaces.querysets import InWorkspaceQuerySet

if TYPE_CHECKING:
    from workspaces.models import User


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
        accepted = Q(state=EvidenceState.ACCEPTED)
        return self.annotate(
            supporting_count=_count_evidence(accepted & Q(bearing=Bearing.SUPPORTS)),
            contradicting_count=_count_evidence(accepted & Q(bearing=Bearing.CONTRADICTS)),
            suggested_count=_count_evidence(Q(state=EvidenceState.SUGGESTED)),
            retracted_count=_count_evidence(accepted & Q(passage__source__status=SourceStatus.RETRACTED)),
        )

    def with_shaken_counts(self) -> Self:
        """Claims with `shaken_count`: accepted evidence that moved, changed or vanished in its source's newest text."""
        anchors: QuerySet = apps.get_model("sources", "Anchor")._default_manager.current()  # noqa: SLF001 - Django's API
        shaken = anchors.filter(state__in=AnchorState.shaken()).values("passage")
        evidence: QuerySet = apps.get_model("claims", "Evidence")._default_manager.accepted()  # noqa: SLF001 - the same
        counted = evidence.filter(claim=OuterRef("pk"), passage__in=shaken).order_by().values("claim")
        number = Subquery(counted.annotate(number=Count("pk")).values("number"))
        return self.annotate(shaken_count=Coalesce(number, 0, output_field=IntegerField()))

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

    def judging(self) -> Self:
        """Pairs that annotators judge, or that wait for an editor between them."""
        return self.filter(state=EvidenceState.JUDGING)

    def readable_by(self, user: "User") -> Self:
        """Evidence of the user's workspaces without what others still judge: the blind rule of all lists."""
        return super().readable_by(user).seen_by(user)

    def with_own_answer(self, user: "User") -> Self:
        """Evidence with `own_answer`: what the user answered last, "" if nothing or taken back."""
        answers = _judgements().filter(evidence=OuterRef("pk"), judge=user).order_by("-created_at", "-id")
        standing = answers.values("answer")[:1]
        return self.annotate(last_answer=Coalesce(Subquery(standing), Value(""))).annotate(
            own_answer=_unless_withdrawn("last_answer")
        )

    def seen_by(self, user: "User") -> Self:
        """Evidence without the pairs that others judge: whoever still has to judge must not know of them."""
        return self.with_own_answer(user).exclude(state=EvidenceState.JUDGING, own_answer="")

    def marked_for(self, user: "User") -> Self:
        """Evidence that a text shows this user as decided: accepted, or being judged and the user says how it bears."""
        own = Q(state=EvidenceState.JUDGING, own_answer__in=Bearing.values)
        return self.with_own_answer(user).filter(Q(state=EvidenceState.ACCEPTED) | own)

    def answered_by(self, user: "User", *, answered: bool = True) -> Self:
        """Evidence of which a judgement of the user's stands, or none does."""
        found = self.with_own_answer(user)
        return found.exclude(own_answer="") if answered else found.filter(own_answer="")

    def judged_by(self, *, at_least: int, fewer_than: int | None = None) -> Self:
        """Evidence of which so many annotators' judgements stand."""
        standing = _judgements().standing().filter(evidence=OuterRef("pk")).order_by().values("evidence")
        count = Subquery(standing.annotate(number=Count("pk")).values("number"))
        found = self.annotate(standing_count=Coalesce(count, 0)).filter(standing_count__gte=at_least)
        return found if fewer_than is None else found.filter(standing_count__lt=fewer_than)

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


def _count_evidence(condition: Q) -> Coalesce:
    """Return the count in a query of its own: of a page's claims alone, where a join would count them all first."""
    evidence: QuerySet = apps.get_model("claims", "Evidence")._default_manager.filter(condition)  # noqa: SLF001 - Django's API
    counted = evidence.filter(claim=OuterRef("pk")).order_by().values("claim").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0, output_field=IntegerField())


def _count_comments(field: str) -> Coalesce:
    comments: QuerySet = apps.get_model("claims", "Comment")._default_manager.living()  # noqa: SLF001 - Django's API
    counted = comments.filter(**{field: OuterRef("pk")}).order_by().values(field).annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0, output_field=IntegerField())


class JudgementQuerySet(InWorkspaceQuerySet):
    """Filters over judgements."""

    def standing(self) -> Self:
        """Each annotator's last judgement of a pair, unless it takes back the one before."""
        later = self.model._default_manager.filter(  # noqa: SLF001 - Django's API
            evidence=OuterRef("evidence"), judge=OuterRef("judge")
        ).filter(Q(created_at__gt=OuterRef("created_at")) | Q(created_at=OuterRef("created_at"), pk__gt=OuterRef("pk")))
        return self.filter(~Exists(later)).exclude(answer=Answer.WITHDRAWN)

    def seen_by(self, user: "User") -> Self:
        """The user's own judgements, and of others only those of pairs that are no longer judged by one alone."""
        judges = _judgements().standing().filter(evidence=OuterRef("evidence")).order_by().values("evidence")
        both = judges.annotate(number=Count("judge", distinct=True)).values("number")
        return self.annotate(judge_count=Coalesce(Subquery(both), 0)).filter(
            Q(judge=user) | ~Q(evidence__state=EvidenceState.JUDGING) | Q(judge_count__gte=2)
        )

    def readable_by(self, user: "User") -> Self:
        """Judgements of the user's workspaces that the user may see."""
        return super().readable_by(user).seen_by(user)


def _judgements() -> "JudgementQuerySet":
    manager = apps.get_model("claims", "Judgement")._default_manager  # noqa: SLF001 - Django's API
    return manager.all()


def _unless_withdrawn(field: str) -> Case:
    return Case(When(**{field: Answer.WITHDRAWN}, then=Value("")), default=F(field))
