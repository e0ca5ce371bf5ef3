"""Registers the app with Django."""

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    """What tells others that a claim set changed: the change feed, and webhooks."""

    name = "feeds"
