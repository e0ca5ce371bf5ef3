"""Writes a workspace's library as a bibliography."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sources.domain.bibliography import FORMATS, dump
from sources.queries import bibliography_items, list_library
from workspaces.models import Workspace


class Command(BaseCommand):
    help = "Write the library of a workspace to standard output; what the format does not carry goes to standard error."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--workspace", required=True, metavar="SLUG")
        parser.add_argument("--style", choices=sorted(FORMATS), default="bibtex", help="Default: %(default)s.")

    def handle(self, *, workspace: str, style: str, **_options: Any) -> None:  # noqa: ANN401
        target = Workspace.objects.filter(slug=workspace).first()
        if target is None:
            raise CommandError(f"There is no workspace “{workspace}”.")
        dumped = dump(FORMATS[style], bibliography_items(list_library(target)))
        self.stdout.write(dumped.text)
        for loss in dumped.losses:
            self.stderr.write(f"{loss.key}: {loss.field}: {loss.reason}")
