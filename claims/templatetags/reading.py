"""Links into the reader. A long table repeats the same few sources hundreds of times, so addresses are kept."""

from functools import lru_cache
from uuid import UUID

from django import template
from django.urls import reverse

from sources.models import Passage

register = template.Library()


@register.simple_tag
def reader_url(workspace_slug: str, passage: Passage) -> str:
    """Return the address of the passage in its source's reader."""
    return f"{_source_url(workspace_slug, passage.source_id)}#p-{passage.pk}"


@lru_cache(maxsize=4096)
def _source_url(workspace_slug: str, source_id: UUID) -> str:
    return reverse("claims:source_detail", args=[workspace_slug, source_id])
