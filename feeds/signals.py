"""What feeds tell, in the transaction that makes it true."""

from django.dispatch import Signal

claim_set_moved = Signal()
"""The head of a claim set's feed moved; arguments `claim_set`, `position`."""
