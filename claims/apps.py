"""Registers the app with Django."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Claims, the evidence that bears on them and who takes which stance."""

    name = "claims"
