"""Writes the decisions on statements as labelled pairs."""

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agreement.queries.labelled import labelled_pairs
from workspaces.models import Workspace


class Command(BaseCommand):
    help = (
        "Write a workspace's decisions on statements as labelled pairs (CSV), the table that "
        "`python -m benchmarks.quality same-claim` measures the machine on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--workspace", required=True, metavar="SLUG")
        parser.add_argument("--output", type=Path, metavar="FILE", help="By default the standard output.")

    def handle(self, *, workspace: str, output: Path | None, **_options: Any) -> None:  # noqa: ANN401
        found = Workspace.objects.filter(slug=workspace).first()
        if found is None:
            raise CommandError(f"There is no workspace “{workspace}”.")
        if output is None:
            csv.writer(self.stdout, lineterminator="\n").writerows(labelled_pairs(found))
            return
        with output.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(labelled_pairs(found))
