"""Authors and their works."""

from typing import Any, ClassVar

import pghistory
from django.db import models
from django.db.models import Q

from common.models import IdentifiedModel
from sources.enums import AuthorKind, SourceNature
from sources.querysets import AuthorQuerySet, SourceQuerySet
from workspaces.models import User, Workspace


@pghistory.track()
class Author(IdentifiedModel):
    """A person or organisation that writes or speaks in sources, and so can hold a stance."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="authors")
    slug = models.SlugField(max_length=80)
    kind = models.CharField(max_length=12, choices=AuthorKind.choices, default=AuthorKind.PERSON)
    family = models.CharField(max_length=120, help_text="Family name, or the organisation's whole name.")
    given = models.CharField(max_length=120, blank=True)

    objects = AuthorQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["family", "given", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "slug"], name="author_slug_once_a_workspace"),
            models.UniqueConstraint(fields=["id", "workspace"], name="author_id_with_workspace"),
            models.CheckConstraint(condition=Q(kind__in=AuthorKind.values), name="author_kind_known"),
            models.CheckConstraint(condition=~Q(family=""), name="author_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Name in reading order."""
        return f"{self.given} {self.family}".strip()

    @property
    def initials(self) -> str:
        """At most two letters for a badge."""
        words = self.name.split()
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


@pghistory.track()
class Source(IdentifiedModel):
    """A work: title, ordered authors, date, container and identifiers (CSL-JSON in `csl`)."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="sources")
    key = models.CharField(max_length=120, help_text="Citation key, the `id` of the CSL-JSON item.")
    nature = models.CharField(max_length=10, choices=SourceNature.choices, default=SourceNature.ORIGINAL)
    title = models.CharField(max_length=500)
    container = models.CharField(max_length=300, blank=True)
    issued_on = models.DateField(null=True, blank=True, help_text="First day of the date stated.")
    issued_precision = models.PositiveSmallIntegerField(
        default=0, help_text="How much of the date is stated: 0 nothing, 1 year, 2 month, 3 day."
    )
    url = models.URLField(max_length=2000, blank=True)
    doi = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=12, blank=True)
    csl = models.JSONField(default=dict, help_text="The whole item as CSL-JSON.")
    authors = models.ManyToManyField(Author, through="Authorship", related_name="sources")
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "key"], name="source_key_once_a_workspace"),
            models.UniqueConstraint(fields=["id", "workspace"], name="source_id_with_workspace"),
            models.CheckConstraint(condition=~Q(title=""), name="source_has_a_title"),
            models.CheckConstraint(condition=Q(nature__in=SourceNature.values), name="source_nature_known"),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True, issued_precision=0)
                | Q(issued_on__isnull=False, issued_precision__in=[1, 2, 3]),
                name="source_date_has_a_precision",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def issued_label(self) -> str:
        """The date as far as it is stated, "n.d." without one."""
        if self.issued_on is None:
            return "n.d."
        return self.issued_on.strftime(("%Y", "%B %Y", "%-d %B %Y")[self.issued_precision - 1])

    @property
    def ordered_authors(self) -> list[Any]:
        """Authors in the order of the byline; reads the prefetched rows of `with_authors`."""
        return [authorship.author for authorship in self.authorships.all()]


@pghistory.track()
class Authorship(models.Model):
    """An author's place in the byline of a source."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="authorships")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="authorships")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["source", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "author"], name="authorship_once_a_source"),
            models.UniqueConstraint(fields=["source", "position"], name="authorship_one_a_position"),
        ]

    def __str__(self) -> str:
        return f"{self.author_id} at {self.position} of {self.source_id}"
