"""Imports a bibliography into a workspace."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from common.errors import ParallaxError
from sources.domain.decoding import decode
from sources.enums import EntryOutcome
from sources.services import import_bibliography
from workspaces.models import Workspace


class Command(BaseCommand):
    help = (
        "Import BibTeX, RIS or CSL-JSON into a workspace: each entry becomes a source without a text or is found to be "
        "one that is there. Refused entries are named with the reason, the rest is taken, and the exit status is 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--workspace", required=True, metavar="SLUG")

    def handle(self, *, files: list[Path], workspace: str, **_options: Any) -> None:  # noqa: ANN401
        target = Workspace.objects.filter(slug=workspace).first()
        if target is None:
            raise CommandError(f"There is no workspace “{workspace}”.")
        refused = sum(self._import(target, path) for path in files)
        if refused:
            raise CommandError(f"{refused} could not be imported, for the reasons above.")

    def _import(self, workspace: Workspace, path: Path) -> int:
        """Import one file and return how much of it was refused."""
        try:
            report = import_bibliography(workspace=workspace, text=decode(path.read_bytes()).text, name=path.name)
        except (ParallaxError, OSError) as error:
            self.stderr.write(self.style.ERROR(f"{path.name}: {error}"))
            return 1
        for entry in report.entries:
            if entry.outcome == EntryOutcome.REFUSED:
                self.stderr.write(self.style.ERROR(f"{path.name}: {entry.number}, {entry.entry}: {entry.reason}"))
        counts = ", ".join(f"{report.count(outcome)} {outcome.label.lower()}" for outcome in EntryOutcome)
        self.stdout.write(f"{path.name} ({report.style.label}): {counts}.")
        return report.count(EntryOutcome.REFUSED)
