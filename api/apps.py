"""Registers the app with Django."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ApiConfig(AppConfig):
    """The HTTP API."""

    name = "api"

    def ready(self) -> None:
        """Load every app's errors, so that the catalogue of problems is whole whichever page asks first."""
        autodiscover_modules("errors")
