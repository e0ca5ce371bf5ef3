"""What was received, and the immutable texts extracted from it."""

from typing import ClassVar

import pghistory
import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q

from common.models import IdentifiedModel
from sources.domain.media_types import ending_note
from sources.enums import BlockKind, Section
from sources.models.source import Source
from sources.querysets import TextVersionQuerySet
from workspaces.models import User

SENTENCE_VECTOR = SearchVector("text", config="english") + SearchVector("text", config="simple")
"""Words of a sentence as its index keeps them: by stem, so that "harbour" finds "harbours", and as they stand."""


@pghistory.track(exclude=["content"])
@pgtrigger.register(pgtrigger.Protect(name="capture_is_immutable", operation=pgtrigger.Update))
class Capture(IdentifiedModel):
    """The bytes of a source as received once. Never changed: a new reception is a new capture."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="captures")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="Bytes.")
    media_type = models.CharField(max_length=100)
    origin = models.CharField(max_length=2000, help_text="File name or address it came from.")
    fetched = models.JSONField(
        default=dict, blank=True, help_text="Of one that was fetched: address asked, final address, redirects, headers."
    )
    received_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "sha256"], name="capture_bytes_once_a_source"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="capture_has_sha256"),
            models.CheckConstraint(condition=Q(size__gt=0), name="capture_not_empty"),
        ]
        indexes: ClassVar = [models.Index(fields=["sha256"], name="capture_by_sha256")]

    def __str__(self) -> str:
        return f"{self.origin} ({self.size} bytes)"

    @property
    def note(self) -> str:
        """One sentence if the name of the file claims another format than the bytes are of, "" if not."""
        return ending_note(self.origin, self.media_type)


@pghistory.track(exclude=["text"])
@pgtrigger.register(pgtrigger.Protect(name="text_version_is_immutable", operation=pgtrigger.Update))
class TextVersion(IdentifiedModel):
    """The canonical text that one extractor made of a capture. Immutable: offsets into it hold for ever.

    Offsets are Unicode code points, start inclusive, end exclusive.
    """

    capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="text_versions")
    extractor = models.CharField(max_length=80)
    extractor_version = models.CharField(max_length=40)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    length = models.PositiveIntegerField(help_text="Code points.")
    furniture = models.JSONField(default=list, help_text="Lines left out of the text: raw line number, text, reason.")
    found = models.JSONField(default=dict, help_text="What the document says of itself, as a CSL-JSON item.")

    objects = TextVersionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["capture", "extractor", "extractor_version"], name="text_version_once_an_extractor"
            ),
            models.CheckConstraint(condition=Q(length__gt=0), name="text_version_not_empty"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="text_version_has_sha256"),
        ]
        indexes: ClassVar = [models.Index(fields=["sha256"], name="text_version_by_sha256")]

    def __str__(self) -> str:
        return f"{self.extractor} {self.extractor_version}, {self.length} characters"


class Preview(models.Model):
    """The first pages of a capture, shown while the rest of it is read; gone when its text version is there.

    It is a glance and no text: nothing points into it, so it has no history.
    """

    capture = models.OneToOneField(Capture, on_delete=models.CASCADE, related_name="preview", primary_key=True)
    blocks = models.JSONField(help_text="In order: kind, level, text, label of the page.")
    pages = models.PositiveIntegerField(help_text="Pages that are shown.")
    page_count = models.PositiveIntegerField(help_text="Pages that the document has.")

    def __str__(self) -> str:
        return f"{self.pages} of {self.page_count} pages"


@pghistory.track()
class Page(models.Model):
    """A page of a paged document: what is printed on it is `text[start:end]` of its version, empty for a bare picture.

    Pages follow one another and do not overlap; a border may lie inside a block. Only documents that have pages of
    their own (PDF, some EPUB) have rows here.
    """

    text_version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="pages")
    position = models.PositiveIntegerField(help_text="From 0.")
    label = models.CharField(max_length=40, help_text="The number as it is printed or stated, such as “iv” or “12”.")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["text_version", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["text_version", "position"], name="page_one_a_position"),
            models.CheckConstraint(condition=Q(start__lte=F("end")), name="page_not_backwards"),
            models.CheckConstraint(condition=~Q(label=""), name="page_has_a_label"),
        ]

    def __str__(self) -> str:
        return f"p. {self.label}"


@pghistory.track()
class Block(models.Model):
    """A heading, paragraph, list item, footnote … or entry of the reference list: `text[start:end]` of its version."""

    text_version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="blocks")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=BlockKind.choices)
    section = models.CharField(max_length=12, choices=Section.choices)
    level = models.PositiveSmallIntegerField(default=0, help_text="Depth of a heading, 1 the highest; else 0.")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["text_version", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["text_version", "position"], name="block_one_a_position"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="block_not_empty"),
            models.CheckConstraint(condition=Q(kind__in=BlockKind.values), name="block_kind_known"),
            models.CheckConstraint(condition=Q(section__in=Section.values), name="block_section_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.start}–{self.end}"


@pghistory.track()
class Sentence(models.Model):
    """A sentence, `text[start:end]` of its version."""

    text_version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="sentences")
    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="sentences")
    position = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField(help_text="Copy of the slice, for search.")

    class Meta:
        ordering: ClassVar = ["text_version", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["text_version", "position"], name="sentence_one_a_position"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="sentence_not_empty"),
        ]
        indexes: ClassVar = [GinIndex(SENTENCE_VECTOR, name="sentence_words")]

    def __str__(self) -> str:
        return self.text
