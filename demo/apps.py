"""The demonstration as a Django app; it has no tables of its own."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Makes the command `load_demo` known."""

    name = "demo"
