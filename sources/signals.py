"""What sources announce to the apps above them."""

from django.dispatch import Signal

source_added = Signal()
"""A source's text is about to be extracted. Arguments: `source`, `job` (the extraction) and `by` (a user or None)."""
