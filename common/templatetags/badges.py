"""Badges and icons, rendered once and kept: a long table repeats the same few of them hundreds of times.

Both tags are built in, so templates load nothing.
"""

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def badge(name: str, value: str) -> SafeString:
    """Return `badges/_<name>.html` for a value of its vocabulary, the same as including it.

    The fragment's variable is the last word of its name: `{% badge "claim_status" claim.status %}` sets `status`.
    """
    return _rendered(name, str(value)) if settings.DEBUG else _kept(name, str(value))


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return the drawing `icons/_<name>.html`, the same as including it."""
    return _drawn(name) if settings.DEBUG else _kept_drawing(name)


def _drawn(name: str) -> SafeString:
    return SafeString(render_to_string(f"icons/_{name}.html").rstrip("\n"))


def _rendered(name: str, value: str) -> SafeString:
    rendered = render_to_string(f"badges/_{name}.html", {name.rpartition("_")[2]: value})
    return SafeString(rendered.rstrip("\n"))


# Badges are for closed vocabularies, some thirty words in all; the bound only guards against a mistake.
_kept = lru_cache(maxsize=256)(_rendered)
_kept_drawing = lru_cache(maxsize=256)(_drawn)
