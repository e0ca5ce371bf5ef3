"""Registers the app with Django."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Authors, sources, their texts and the passages in them."""

    name = "sources"

    def ready(self) -> None:
        """Connect the receivers."""
        from sources import receivers  # noqa: F401, PLC0415 - models must be loaded first
