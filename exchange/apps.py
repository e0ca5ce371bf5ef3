"""Registers the app with Django."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """What leaves for and comes from other software: W3C Web Annotations."""

    name = "exchange"
