"""Registers the app with Django."""

from django.apps import AppConfig


class ArgumentsConfig(AppConfig):
    """Arguments and the maps that show how claims hang together."""

    name = "arguments"
