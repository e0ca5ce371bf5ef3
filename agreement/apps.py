"""Registers the app with Django."""

from django.apps import AppConfig


class AgreementConfig(AppConfig):
    """What statements of different authors seem to be about one claim."""

    name = "agreement"
