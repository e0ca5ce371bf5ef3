"""Registers the app with Django."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demonstration workspace."""

    name = "demo"
