"""The project's wiring: settings, routes, servers and background worker."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
