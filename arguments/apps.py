"""Registers the app with Django."""

from django.apps import AppConfig


class ArgumentsConfig(AppConfig):
    """Arguments and the maps that show how claims hang together."""

    name = "arguments"

    def ready(self) -> None:
        """Connect the receivers."""
        from arguments import receivers  # noqa: F401, PLC0415 - models must be loaded first
