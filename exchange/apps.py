"""Registers the app with Django."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """What leaves for and comes from other software: W3C Web Annotations."""

    name = "exchange"

    def ready(self) -> None:
        """Connect the receivers."""
        from exchange import receivers  # noqa: F401, PLC0415 - models must be loaded first
