"""Registers the app with Django."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Claims, the evidence that bears on them and who takes which stance."""

    name = "claims"

    def ready(self) -> None:
        """Connect the receivers."""
        from claims import receivers  # noqa: F401, PLC0415 - models must be loaded first
