"""Reads the references of texts that are in the library already."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sources.citing import RULES_VERSION, ensure_references
from sources.models import TextVersion
from sources.queries.references import unread_versions
from workspaces.models import Workspace


class Command(BaseCommand):
    help = "Read references and citations of texts that the present rules have not been over; texts stay as they are."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--workspace", help="Slug of one workspace; all without it.")
        parser.add_argument("--again", action="store_true", help="Read every text, also those that are up to date.")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Read them one by one, each in its own transaction: killed in the middle, it goes on where it stopped."""
        workspace, again = options["workspace"], options["again"]
        team = Workspace.objects.filter(slug=workspace).first() if workspace else None
        if workspace and team is None:
            raise CommandError(f"There is no workspace “{workspace}”.")
        versions = unread_versions(team, "" if again else RULES_VERSION).values_list("pk", flat=True)
        read = 0
        for pk in list(versions):
            version = TextVersion.objects.select_related("capture__source").defer("capture__content").get(pk=pk)
            read += ensure_references(version, again=again)
        self.stdout.write(f"{read} text{'s' if read != 1 else ''} read by rules {RULES_VERSION}.")
