"""What claims ask of the apps above, which they may not import, and tell them."""

from django.dispatch import Signal

claim_unmade = Signal()
"""Sent before a claim is deleted because the person who made it took that back, with `claim`."""
