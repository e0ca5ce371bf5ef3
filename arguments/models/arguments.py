"""Arguments between claims."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import F, Q

from arguments.enums import PremiseStatus, Relation
from claims.models import Claim
from common.models import IdentifiedModel
from sources.models import Author, Passage
from workspaces.models import User, Workspace
from workspaces.querysets import InWorkspaceQuerySet


@pghistory.track()
class Argument(IdentifiedModel):
    """Premises, needed together, and what they bear on: a conclusion, or another argument's inference."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="arguments")
    relation = models.CharField(max_length=10, choices=Relation.choices)
    conclusion = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.CASCADE, related_name="arguments")
    target = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="undercuts")
    author = models.ForeignKey(
        Author,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="arguments",
        help_text="Who draws the inference; nobody if the team does.",
    )
    passage = models.ForeignKey(
        Passage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="arguments",
        help_text="Where the author draws the inference.",
    )
    scheme = models.CharField(
        max_length=40, blank=True, help_text="Key of an argumentation scheme in `domain/schemes.py`; empty if none."
    )
    note = models.TextField(blank=True, help_text="Why the premises carry the step, in the team's words.")
    position = models.PositiveIntegerField(default=0, help_text="Order among those with the same aim.")
    version = models.PositiveIntegerField(
        default=1, help_text="Goes up with every change of the argument or its premises."
    )
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = InWorkspaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "created_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(relation__in=Relation.values), name="argument_relation_known"),
            models.CheckConstraint(
                condition=Q(relation=Relation.UNDERCUTS, target__isnull=False, conclusion__isnull=True)
                | (~Q(relation=Relation.UNDERCUTS) & Q(target__isnull=True, conclusion__isnull=False)),
                name="argument_aims_at_claim_or_inference",
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | ~Q(target=F("id")), name="argument_undercuts_another"
            ),
            models.UniqueConstraint(fields=["id", "workspace"], name="argument_id_with_workspace"),
        ]

    def __str__(self) -> str:
        return f"{self.relation} {self.conclusion_id or self.target_id}"


@pghistory.track()
class Premise(models.Model):
    """A claim's place in an argument."""

    argument = models.ForeignKey(Argument, on_delete=models.CASCADE, related_name="premises")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="premises")
    position = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=8, choices=PremiseStatus.choices, default=PremiseStatus.STATED)

    class Meta:
        ordering: ClassVar = ["argument", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["argument", "claim"], name="premise_once_an_argument"),
            models.UniqueConstraint(fields=["argument", "position"], name="premise_one_a_position"),
            models.CheckConstraint(condition=Q(status__in=PremiseStatus.values), name="premise_status_known"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} in {self.argument_id}"
