"""Ends the life of all change feeds, after the database was put back to an earlier state."""

from typing import Any

from django.core.management.base import BaseCommand

from feeds.services import renew_feeds


class Command(BaseCommand):
    help = "Make consumers read everything again, after an earlier state was loaded into the same server."

    def handle(self, **_options: Any) -> None:  # noqa: ANN401 - Django's signature
        self.stdout.write(f"Change feeds renewed: those of {renew_feeds()} workspace(s).")
