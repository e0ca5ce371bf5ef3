"""Registers the app with Django."""

from django.apps import AppConfig


class AgreementConfig(AppConfig):
    """What statements of different authors seem to be about one claim."""

    name = "agreement"

    def ready(self) -> None:
        """Connect the receivers."""
        from agreement import receivers  # noqa: F401, PLC0415 - models must be loaded first
