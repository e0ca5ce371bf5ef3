"""Registers the app with Django."""

from django.apps import AppConfig


class WorkspacesConfig(AppConfig):
    """Teams, their members and roles, API tokens and background jobs."""

    name = "workspaces"
