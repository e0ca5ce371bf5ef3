"""Authors and their works."""

from typing import Any, ClassVar

import pghistory
from django.db import models
from django.db.models import Q

from common.models import IdentifiedModel
from sources.enums import AuthorKind, Credibility, Reliability, SourceNature, SourceStatus
from sources.querysets import AuthorQuerySet, SourceQuerySet
from workspaces.models import User, Workspace


@pghistory.track()
class Author(IdentifiedModel):
    """A person or organisation that writes or speaks in sources, and so can hold a stance."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, db_index=False, related_name="authors")
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
        indexes: ClassVar = [models.Index(fields=["workspace", "id"], name="author_in_order")]

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

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, db_index=False, related_name="sources")
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
    normal_url = models.CharField(
        max_length=2000, blank=True, help_text="The address without what does not choose a page, to tell twins by."
    )
    reliability = models.CharField(
        max_length=1, choices=Reliability.choices, default=Reliability.UNKNOWN, help_text="Of the source, A to F."
    )
    credibility = models.CharField(
        max_length=1, choices=Credibility.choices, default=Credibility.UNKNOWN, help_text="Of what it says, 1 to 6."
    )
    status = models.CharField(max_length=10, choices=SourceStatus.choices, default=SourceStatus.ACTIVE)
    status_on = models.DateField(null=True, blank=True, help_text="When it was corrected or retracted.")
    status_reason = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1, help_text="Goes up with every edit, so that none is lost.")
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
            models.CheckConstraint(condition=Q(reliability__in=Reliability.values), name="source_reliability_known"),
            models.CheckConstraint(condition=Q(credibility__in=Credibility.values), name="source_credibility_known"),
            models.CheckConstraint(condition=Q(status__in=SourceStatus.values), name="source_status_known"),
            models.CheckConstraint(
                condition=Q(status=SourceStatus.ACTIVE, status_on__isnull=True, status_reason="")
                | (~Q(status=SourceStatus.ACTIVE) & Q(status_on__isnull=False) & ~Q(status_reason="")),
                name="source_status_has_date_and_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "id"], name="source_in_order"),
            models.Index(fields=["workspace", "normal_url"], name="source_by_url", condition=~Q(normal_url="")),
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
    def grade(self) -> str:
        """Both grades as analysts write them, such as "B2"; "F6" says that neither was judged."""
        return f"{self.reliability.upper()}{self.credibility}"

    @property
    def is_graded(self) -> bool:
        """Whether somebody judged at least one of the two."""
        return self.reliability != Reliability.UNKNOWN or self.credibility != Credibility.UNKNOWN

    @property
    def is_retracted(self) -> bool:
        """Whether nobody stands by the work any more."""
        return self.status == SourceStatus.RETRACTED

    @property
    def is_unnamed(self) -> bool:
        """Whether nobody has given a title yet, so that the address stands in for it."""
        return bool(self.url) and self.title == self.url[: len(self.title)]

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
