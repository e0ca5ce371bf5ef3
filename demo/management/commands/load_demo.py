"""Loads the demonstration workspace."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from common.errors import ParallaxError
from demo.loading import LoadReport, find_demo, load_demo, release_demo
from demo.reading import read_demo
from demo.resetting import remove_demo
from demo.tables import DemoDataError
from demo.values import DemoData


class Command(BaseCommand):
    help = "Make the demonstration workspace. One that is there is left as people have changed it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--reset",
            action="store_true",
            help="Delete the demonstration workspace with all that people did in it, then make it anew.",
        )
        parser.add_argument("--yes", action="store_true", help="Do not ask before a reset.")

    def handle(self, *, reset: bool, yes: bool, **_options: Any) -> None:  # noqa: ANN401
        try:
            data = read_demo()
            if reset and not yes and not self._confirm(data):
                raise CommandError("Nothing was changed.")
            report = self._load(data, reset=reset)
            release_demo(data, report.workspace)
        except (DemoDataError, ParallaxError) as error:
            raise CommandError(str(error)) from error
        self._print(report)

    @transaction.atomic
    def _load(self, data: DemoData, *, reset: bool) -> LoadReport:
        existing = find_demo(data) if reset else None
        if existing is not None:
            remove_demo(existing)
        return load_demo(data)

    def _confirm(self, data: DemoData) -> bool:
        existing = find_demo(data)
        if existing is None:
            return True
        self.stdout.write(f"This deletes “{existing.name}” and everything that people did in it.")
        try:
            return input("Type “yes” to go on: ").strip().casefold() == "yes"
        except EOFError:  # nobody is there to ask
            self.stdout.write("")
            return False

    def _print(self, report: LoadReport) -> None:
        verb = "Made" if report.is_new else "Kept"
        counts = ", ".join(f"{word} {count}" for word, count in report.counts.items())
        self.stdout.write(f"{verb} the demonstration workspace “{report.workspace.name}” ({counts}).")
