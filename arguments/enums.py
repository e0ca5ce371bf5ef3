"""Words of arguments."""

from django.db import models


class Relation(models.TextChoices):
    """What an argument does to what it aims at: a claim, or for an undercut another argument's inference."""

    SUPPORTS = "supports", "Supports"
    OPPOSES = "opposes", "Opposes"
    UNDERCUTS = "undercuts", "Undercuts"


class PremiseStatus(models.TextChoices):
    """Whether somebody says the premise or the argument only needs it."""

    STATED = "stated", "Stated"
    IMPLICIT = "implicit", "Implicit"
