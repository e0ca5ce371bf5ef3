"""Prints what changed from one release of a claim set to another."""

from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from releases.comparing import compare_releases
from releases.domain.diffing import Change, ClaimChange, DiffCounts
from releases.models import Release
from releases.queries.addressing import release_at

SIGNS = {Change.ADDED: "+", Change.REMOVED: "-", Change.CHANGED: "~"}


class Command(BaseCommand):
    help = "Print what changed from one release of a claim set to another: claims, wordings, evidence, stances."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="The claim set's address.")
        parser.add_argument("old", type=int, help="The release to start from.")
        parser.add_argument("new", type=int, help="The release to compare with it.")

    def handle(self, *, slug: str, old: int, new: int, **_options: Any) -> None:  # noqa: ANN401
        counts = DiffCounts()
        for change in compare_releases(_find(slug, old), _find(slug, new)):
            counts.count(change)
            for line in _tell(change):
                self.stdout.write(line)
        said = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in asdict(counts).items() if count)
        self.stdout.write(said or "The two hold the same claims.")


def _find(slug: str, number: int) -> Release:
    release = release_at(slug, number)
    if release is None:
        raise CommandError(f"There is no release {number} of a claim set “{slug}”.")
    return release


def _tell(change: ClaimChange) -> list[str]:
    lines = [f"{SIGNS[change.change]} {change.label} {change.text}"]
    lines += [f"    {field.name}: {field.old} → {field.new}" for field in change.fields]
    lines += [
        f"    {SIGNS[part.change]} evidence: {(part.new or part.old or {})['bearing']} "
        f"“{(part.new or part.old or {})['quote']}”"
        for part in change.evidence
    ]
    lines += [
        f"    {SIGNS[part.change]} stance: {(part.new or part.old or {})['author']['name']} "
        f"{(part.new or part.old or {})['position']}"
        for part in change.stances
    ]
    return lines
