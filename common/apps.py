"""Registers the shared kernel so that its templates' tags are found."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """The shared kernel, without tables."""

    name = "common"
