"""Registers the app with Django."""

from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    """Claim sets, and the releases of them that can be cited."""

    name = "releases"
