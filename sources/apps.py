"""Registers the app with Django."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Authors, sources, their texts and the passages in them."""

    name = "sources"
