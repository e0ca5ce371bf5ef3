"""The vocabulary of arguments."""

from django.db import models


class Relation(models.TextChoices):
    """What an argument does to a claim, or to another argument's inference."""

    SUPPORTS = "supports", "Supports"
    OPPOSES = "opposes", "Opposes"
    UNDERCUTS = "undercuts", "Undercuts"


class PremiseStatus(models.TextChoices):
    """Whether somebody says the premise or the argument only needs it."""

    STATED = "stated", "Stated"
    IMPLICIT = "implicit", "Implicit"


class MapLayoutView(models.TextChoices):
    """How a map opens."""

    COLUMNS = "columns", "Columns"
    TOP_DOWN = "top-down", "Top-down"
    OUTLINE = "outline", "Outline"


class GradualSemantics(models.TextChoices):
    """How strengths are computed; see docs/algorithms/semantics.md."""

    QUADRATIC_ENERGY = "quadratic-energy", "Quadratic energy"
    DF_QUAD = "df-quad", "DF-QuAD"
    EULER = "euler", "Euler-based"


class QuestionVerdict(models.TextChoices):
    """How a critical question about an argument stands."""

    OPEN = "open", "Open"
    ANSWERED_WELL = "answered_well", "Answered well"
    ANSWERED_BADLY = "answered_badly", "Answered badly"


class EditKind(models.TextChoices):
    """Whether an edit was made, or takes one back, or makes it again."""

    MADE = "made", "Made"
    UNDONE = "undone", "Undone"
    REDONE = "redone", "Made again"


class MapImportState(models.TextChoices):
    """How far a file of a map has come."""

    READY = "ready", "Not imported yet"
    DONE = "done", "Imported"
