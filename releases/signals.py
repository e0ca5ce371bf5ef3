"""What claim sets tell, in the transaction that makes it true."""

from django.dispatch import Signal

release_published = Signal()
"""There is a new release; argument `release`."""

release_noticed = Signal()
"""A release was retracted or corrected; argument `notice`."""
