"""Who cites what: entries of reference lists, and citations in the text. Made by rules, decided on by people."""

from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from common.models import IdentifiedModel
from sources.enums import CitationDecision, CitationProblem, CitationStyle, ReferenceDecision
from sources.models.source import Source
from sources.models.text import TextVersion
from workspaces.models import User, Workspace
from workspaces.querysets import InWorkspaceQuerySet


@pghistory.track()
class ReferenceReading(models.Model):
    """By which rules the references of a text version were read last; without a row they never were."""

    text_version = models.OneToOneField(TextVersion, on_delete=models.CASCADE, related_name="reference_reading")
    rules = models.CharField(max_length=20)
    read_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"rules {self.rules}"


@pghistory.track()
class Reference(IdentifiedModel):
    """An entry of a reference list, `text[start:end]` of its version; the work that it names is CSL-JSON in `csl`."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="references")
    text_version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="references")
    position = models.PositiveIntegerField(help_text="Place in the list, from 0.")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    number = models.PositiveIntegerField(null=True, blank=True, help_text="The entry's own number, if it has one.")
    label = models.CharField(max_length=300, help_text="How a text would cite it: Moss and Reed 2021a.")
    csl = models.JSONField(default=dict)
    year = models.CharField(max_length=12, blank=True)
    title = models.TextField(blank=True)
    doi = models.CharField(max_length=200, blank=True)
    url = models.TextField(blank=True)
    keys = ArrayField(models.TextField(), default=list, help_text="Works that share one are the same work.")
    decision = models.CharField(max_length=12, choices=ReferenceDecision.choices, blank=True)
    source = models.ForeignKey(
        Source,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The work in the library, where a person said so; else it follows from the keys.",
    )
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = InWorkspaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["text_version", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["text_version", "start"], name="reference_once_a_place"),
            models.UniqueConstraint(fields=["id", "workspace"], name="reference_id_with_workspace"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="reference_not_empty"),
            models.CheckConstraint(condition=Q(decision__in=ReferenceDecision.values), name="reference_decision_known"),
        ]

    def __str__(self) -> str:
        return self.label


@pghistory.track()
class Citation(IdentifiedModel):
    """A mention of one work, `text[start:end]` of its version.

    `found_reference` and `problem` are the machine's; `reference` is what counts: a person's where one decided.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="citations")
    text_version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="citations")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    reach_start = models.PositiveIntegerField(help_text="The text from here to `reach_end` leans on the work.")
    reach_end = models.PositiveIntegerField()
    style = models.CharField(max_length=16, choices=CitationStyle.choices)
    names = ArrayField(models.TextField(), default=list, help_text="Authors as the text names them.")
    others = models.BooleanField(default=False, help_text="Whether it says “et al.”.")
    year = models.CharField(max_length=14, blank=True, help_text="With its letter: 2021a.")
    number = models.PositiveIntegerField(null=True, blank=True, help_text="Of a numbered entry.")
    locator = models.CharField(max_length=200, blank=True, help_text="Page or the like.")
    found_reference = models.ForeignKey(
        Reference, null=True, blank=True, on_delete=models.SET_NULL, related_name="found_citations"
    )
    problem = models.CharField(max_length=16, choices=CitationProblem.choices, blank=True)
    candidates = ArrayField(models.UUIDField(), default=list, help_text="References that it may mean instead.")
    spelling = models.BooleanField(default=False, help_text="Whether the list writes the names another way.")
    reference = models.ForeignKey(
        Reference, null=True, blank=True, on_delete=models.SET_NULL, related_name="citations", help_text="What counts."
    )
    decision = models.CharField(max_length=12, choices=CitationDecision.choices, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = InWorkspaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["text_version", "start", "number", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["text_version", "start", "end", "number"], nulls_distinct=False, name="citation_once_a_place"
            ),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="citation_not_empty"),
            models.CheckConstraint(
                condition=Q(reach_start__lte=F("start"), reach_end__gte=F("end")), name="citation_lies_in_its_reach"
            ),
            models.CheckConstraint(condition=Q(style__in=CitationStyle.values), name="citation_style_known"),
            models.CheckConstraint(condition=Q(problem__in=CitationProblem.values), name="citation_problem_known"),
            models.CheckConstraint(condition=Q(decision__in=CitationDecision.values), name="citation_decision_known"),
            models.CheckConstraint(
                condition=~Q(decision=CitationDecision.NO_CITATION, reference__isnull=False),
                name="citation_that_is_none_has_no_reference",
            ),
        ]

    def __str__(self) -> str:
        return f"{', '.join(self.names)} {self.year}".strip() or str(self.number)

    @property
    def is_open(self) -> bool:
        """Whether its problem waits for a person."""
        return bool(self.problem) and not self.decision
