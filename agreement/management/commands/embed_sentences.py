"""Reads the texts of workspaces with the configured model."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError, OutputWrapper

from agreement.engines import model_identity
from agreement.reembedding import read_again
from agreement.services import request_analysis
from common.errors import ParallaxError
from workspaces.jobs import Progress
from workspaces.models import Workspace


class PrintedProgress(Progress):
    """Progress that a person at a terminal reads."""

    def __init__(self, out: OutputWrapper) -> None:
        super().__init__()
        self._out = out

    def report(self, *, stage: str, done: int = 0, total: int = 0) -> None:
        """Print the step."""
        super().report(stage=stage, done=done, total=total)
        self._out.write(f"  {stage}: {done} of {total}")


class Command(BaseCommand):
    help = (
        "Read all texts with the configured model, here and now, and queue an analysis; killed, it goes on next time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--workspace", help="Slug of one workspace; all without it.")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Read workspace by workspace; the former vectors of each stay in use until all of its new ones are there."""
        slug = options["workspace"]
        teams = Workspace.objects.filter(slug=slug) if slug else Workspace.objects.order_by("slug")
        if slug and not teams:
            raise CommandError(f"There is no workspace “{slug}”.")
        try:
            identity = model_identity()
            for team in teams:
                self.stdout.write(f"{team.slug}: by {identity.space}")
                count = read_again(team, PrintedProgress(self.stdout))
                request_analysis(workspace=team)
                self.stdout.write(f"  {count} statement{'s' if count != 1 else ''} read")
        except ParallaxError as error:
            raise CommandError(error.message) from error
