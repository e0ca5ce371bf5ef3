"""Registers the app with Django."""

from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    """Claim sets, and the releases of them that can be cited."""

    name = "releases"

    def ready(self) -> None:
        """Connect the receivers."""
        from releases import receivers  # noqa: F401, PLC0415 - models must be loaded first
