"""Recomputes all hashes of a release from the store."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from releases.queries.addressing import release_at
from releases.verifying import find_faults


class Command(BaseCommand):
    help = "Read all files of a release again and compare their hashes and the root hash; fails if one differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="The claim set's address.")
        parser.add_argument("number", type=int, help="The release's number.")

    def handle(self, *, slug: str, number: int, **_options: Any) -> None:  # noqa: ANN401
        release = release_at(slug, number)
        if release is None:
            raise CommandError(f"There is no release {number} of a claim set “{slug}”.")
        faults = find_faults(release)
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write(f"All {release.files.count()} files of {release} are what was released.")
        self.stdout.write(f"Root hash {release.root_hash}")
