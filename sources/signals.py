"""What sources announce to the apps above them."""

from dataclasses import dataclass

from django.dispatch import Signal

source_added = Signal()
"""A source's text is about to be extracted. Arguments: `source`, `job` (the extraction) and `by` (a user or None)."""

library_listed = Signal()
"""A page of the library is drawn. Argument: `sources`; a receiver returns {source id: suggestions that wait}."""

source_weighed = Signal()
"""Somebody is about to retract or correct a source. Argument: `source`; a receiver returns an `Impact` or a list."""


@dataclass(frozen=True)
class Dependent:
    """One thing that hangs on a source: what people call it ("C-12"), what it says, and where it is."""

    label: str
    text: str
    url: str


@dataclass(frozen=True)
class Impact:
    """All of one kind that hangs on a source, in the singular and the plural; `order` places it on the page."""

    order: int
    one: str
    many: str
    dependents: tuple[Dependent, ...]
