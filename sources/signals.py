"""What sources announce to the apps above them."""

from django.dispatch import Signal

source_added = Signal()
"""A source's text is about to be extracted. Arguments: `source`, `job` (the extraction) and `by` (a user or None)."""

library_listed = Signal()
"""A page of the library is drawn. Argument: `sources`; a receiver returns {source id: suggestions that wait}."""
