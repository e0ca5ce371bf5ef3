"""Which addresses messages may go to: those of the public web, and what the operator exempts."""

from django.conf import settings

from common.outbound import Guard


def guard() -> Guard:
    """Return the guard of outgoing messages; pairs of host and port in PARALLAX_WEBHOOK_EXEMPT need not be public."""
    return Guard(exempt=frozenset(settings.PARALLAX_WEBHOOK_EXEMPT))
