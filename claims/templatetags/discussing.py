"""What comments and histories show: how long ago something was, and what forms of comments carry."""

from datetime import datetime
from uuid import UUID

from django import template
from django.utils.timesince import timesince

from common.ids import new_id

register = template.Library()


@register.simple_tag
def fresh_token() -> UUID:
    """Return a token for one form: sent twice with it, a comment is written once."""
    return new_id()


@register.filter
def ago(moment: datetime) -> str:
    """Return how long ago it was in its largest unit: “3 hours ago”, within the last minute “just now”."""
    largest = timesince(moment, depth=1)
    return "just now" if largest.startswith("0") else f"{largest} ago"
