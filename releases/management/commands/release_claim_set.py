"""Makes a release of a claim set, and writes its files where they are wanted."""

import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.errors import ParallaxError
from releases import storing
from releases.building import build_release
from releases.domain.canonical import sums
from releases.enums import FileRole
from releases.models import Release
from releases.queries.addressing import claim_set_at


class Command(BaseCommand):
    help = "Make a release of a claim set: what is in it now, numbered, immutable, with a hash of every file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="The claim set's address.")
        parser.add_argument("--notes", default="", help="What is new, in your words.")
        parser.add_argument("--force", action="store_true", help="Also if nothing changed since the last release.")
        parser.add_argument("--to", type=Path, metavar="FOLDER", help="Write the files and SHA256SUMS there too.")

    def handle(self, *, slug: str, notes: str, force: bool, to: Path | None, **_options: Any) -> None:  # noqa: ANN401
        claim_set = claim_set_at(slug)
        if claim_set is None:
            raise CommandError(f"There is no claim set at the address “{slug}”.")
        try:
            release = build_release(claim_set=claim_set, notes=notes, by=None, force=force)
        except ParallaxError as error:
            raise CommandError(error.message) from error
        counts = ", ".join(f"{word} {count}" for word, count in release.counts.items())
        self.stdout.write(f"Made release {release.number} of “{release.title}” ({counts}).")
        self.stdout.write(f"Root hash {release.root_hash}")
        if to is not None:
            _write(release, to)
            self.stdout.write(f"Wrote its files to {to}.")


def _write(release: Release, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    canonical: dict[str, str] = {}
    for file in release.files.all():
        with storing.open_stored(file.sha256) as source, (folder / file.name).open("wb") as target:
            shutil.copyfileobj(source, target)
        if file.role == FileRole.CANONICAL:
            canonical[file.name] = file.sha256
    (folder / "SHA256SUMS").write_text(sums(canonical))
