"""What stands around a quotation, cut at words."""

from django import template

register = template.Library()


@register.filter
def last_words(text: str, length: int) -> str:
    """Return the end of the text, fewer than `length` characters behind an ellipsis if there was as much or more."""
    if len(text) < length:
        return text
    return "… " + text[-length:].partition(" ")[2].lstrip()


@register.filter
def first_words(text: str, length: int) -> str:
    """Return the beginning of the text, fewer than `length` characters and an ellipsis if there was as much or more."""
    if len(text) < length:
        return text
    return text[:length].rpartition(" ")[0].rstrip() + " …"
