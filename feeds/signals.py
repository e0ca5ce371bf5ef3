"""What the change feed tells."""

from django.dispatch import Signal

claim_set_moved = Signal()
"""Sent when changes of a claim set got their places, with `claim_set` and the `position` of the last of them.

In the transaction that gives them their places: what a receiver writes is there if and only if they are.
"""
