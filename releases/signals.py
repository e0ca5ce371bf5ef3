"""What claim sets tell, in the transaction that makes it true."""

from django.dispatch import Signal

release_begun = Signal()
"""A release of `claim_set` is about to be made; a receiver returns the token of the change feed before its snapshot."""

release_published = Signal()
"""There is a new release; argument `release`."""

release_noticed = Signal()
"""A release was retracted or corrected; argument `notice`."""
