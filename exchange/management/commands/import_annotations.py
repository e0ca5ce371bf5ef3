"""Imports annotations from a file, or says what would become of them."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from common.errors import ParallaxError
from exchange.enums import ItemOutcome
from exchange.models import AnnotationImport, ImportedAnnotation
from exchange.queries import count_made, count_outcomes, items_of
from exchange.services import confirm_import, discard_import, start_import
from sources.models import Source
from workspaces.models import User, Workspace


class Command(BaseCommand):
    help = (
        "Import W3C Web Annotations, JSON lines of them, or an export of Hypothesis. Every quote is verified; one line "
        "names each annotation that is left out, and the exit status is then 1. Evidence comes in as suggestions, "
        "unless --own-judgement says that it is the judgement of the user given by --by."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--workspace", required=True, metavar="SLUG")
        parser.add_argument("--source", metavar="KEY", help="For annotations whose own source is not in the library.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would become of them; save nothing.")
        parser.add_argument("--by", metavar="EMAIL", help="The user who imports.")
        parser.add_argument("--own-judgement", action="store_true", help="Evidence is accepted under that user's name.")

    def handle(self, *, file: Path, **options: Any) -> None:  # noqa: ANN401 - Django's options
        workspace = Workspace.objects.filter(slug=options["workspace"]).first()
        if workspace is None:
            raise CommandError(f"There is no workspace “{options['workspace']}”.")
        by = _user(options["by"])
        if options["own_judgement"] and by is None:
            raise CommandError("--own-judgement needs --by: whose judgement it is.")
        try:
            batch = start_import(
                workspace=workspace, data=file.read_bytes(), origin=file.name,
                source=_source(workspace, options["source"]), own_judgement=options["own_judgement"], by=by,
                at_once=True,
            )  # fmt: skip
        except OSError as error:
            raise CommandError(f"{file}: {(error.strerror or str(error)).lower()}.") from error
        except ParallaxError as error:
            raise CommandError(f"{file.name}: {error.message}") from error
        self._finish(batch, by, dry=options["dry_run"])

    def _finish(self, batch: AnnotationImport, by: User | None, *, dry: bool) -> None:
        if not dry:
            confirm_import(batch=batch, by=by, at_once=True)
        for row in items_of(batch):
            self._tell(row)
        made, counts = count_made(batch), count_outcomes(batch)
        would = "would be saved" if dry else "saved"
        self.stdout.write(
            f"{made.passages} passages, {made.evidence} pieces of evidence and {made.claims} claims {would}; "
            f"{counts.get(ItemOutcome.KNOWN, 0)} imported before, {counts.get(ItemOutcome.REFUSED, 0)} refused."
        )
        if dry:
            discard_import(batch=batch)
        if counts.get(ItemOutcome.REFUSED):
            raise CommandError(f"{counts[ItemOutcome.REFUSED]} could not be imported, for the reasons above.")

    def _tell(self, row: ImportedAnnotation) -> None:
        name = row.iri or row.pointer
        if row.outcome == ItemOutcome.REFUSED:
            near = f" Nearest: “{row.nearest[:120]}”" if row.nearest else ""
            self.stderr.write(self.style.ERROR(f"{name}: refused. {row.reason}{near}"))
            return
        said = [row.get_outcome_display().lower(), row.position_words]
        if row.bearing:
            said.append(f"{row.bearing} {row.claim.label if row.claim else 'a new claim'}")
        said += [f"left behind: {'; '.join(row.losses)}"] if row.losses else []
        self.stdout.write(f"{name}: {', '.join(filter(None, said))}")


def _user(email: str | None) -> User | None:
    if not email:
        return None
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        raise CommandError(f"There is no user “{email}”.")
    return user


def _source(workspace: Workspace, key: str | None) -> Source | None:
    if not key:
        return None
    source = Source.objects.filter(workspace=workspace, key=key).first()
    if source is None:
        raise CommandError(f"The workspace has no source with the key “{key}”.")
    return source
