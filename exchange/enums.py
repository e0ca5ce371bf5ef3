"""Words of the exchange with other software."""

from django.db import models


class ImportState(models.TextChoices):
    """How far an import of annotations is."""

    RECEIVED = "received", "Being looked at"
    READY = "ready", "Waits for you"
    IMPORTING = "importing", "Being imported"
    DONE = "done", "Imported"
    UNDONE = "undone", "Taken back"


class ItemOutcome(models.TextChoices):
    """What becomes of one annotation: how its quote was found, or why it is left out."""

    EXACT = "exact", "Exact"
    NORMALISED = "normalised", "Normalised"
    ELIDED = "elided", "Elided"
    REFUSED = "refused", "Refused"
    KNOWN = "known", "Imported before"


TAKEN = (ItemOutcome.EXACT, ItemOutcome.NORMALISED, ItemOutcome.ELIDED)
"""Outcomes of annotations whose quote stands in the text."""
UNIT_WORDS = {"code_points": "code points", "utf16": "UTF-16 units", "bytes": "bytes"}
