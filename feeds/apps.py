"""Registers the app with Django."""

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    """What tells others that a claim set changed: the change feed, and webhooks."""

    name = "feeds"

    def ready(self) -> None:
        """Connect the receivers."""
        from feeds import receivers  # noqa: F401, PLC0415 - models must be loaded first
