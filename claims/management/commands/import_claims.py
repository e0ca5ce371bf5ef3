"""Imports claims from a file, or says what would become of them."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.enums import ClaimFileForm
from claims.importing import MAX_BYTES, ImportResult, told
from claims.services import import_claims_now
from common.errors import ParallaxError
from workspaces.models import User, Workspace

COUNTED = (
    ("claims", "created", "known"),
    ("pieces of evidence", "evidence_created", "evidence_known"),
    ("stances", "stances_created", "stances_known"),
)


class Command(BaseCommand):
    help = (
        "Import claims, one a line (NDJSON) or row (CSV), with the quotes and stances on them. One line names each "
        "that is refused, and the exit status is then 1; the others are imported. Twice the same file adds nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--workspace", required=True, metavar="SLUG")
        parser.add_argument("--dry-run", action="store_true", help="Say what would become of them; save nothing.")
        parser.add_argument("--by", metavar="EMAIL", help="The user who imports.")

    def handle(self, *, file: Path, **options: Any) -> None:  # noqa: ANN401 - Django's options
        workspace = Workspace.objects.filter(slug=options["workspace"]).first()
        if workspace is None:
            raise CommandError(f"There is no workspace “{options['workspace']}”.")
        try:
            # Not `check_size` alone: what is too large is not even read.
            if file.stat().st_size > MAX_BYTES:
                raise CommandError(f"{file.name} has more than {MAX_BYTES // 2**20} MB; import it in parts.")
            result = import_claims_now(
                workspace=workspace,
                data=file.read_bytes(),
                form=ClaimFileForm.CSV if file.suffix.lower() == ".csv" else ClaimFileForm.NDJSON,
                may_decide=True,
                validate_only=options["dry_run"],
                origin=file.name,
                by=_user(options["by"]),
            )
        except OSError as error:
            raise CommandError(f"{file}: {(error.strerror or str(error)).lower()}.") from error
        except ParallaxError as error:
            raise CommandError(f"{file.name}: {error.message}") from error
        self._tell(result, dry=options["dry_run"])

    def _tell(self, result: ImportResult, *, dry: bool) -> None:
        for line in told(sorted(result.refusals, key=lambda fault: fault.line)):
            self.stderr.write(self.style.ERROR(line))
        verb = "would be imported" if dry else "imported"
        self.stdout.write(
            "; ".join(
                f"{getattr(result, made)} {noun} {verb}, {getattr(result, known)} known"
                for noun, made, known in COUNTED
                if getattr(result, made) or getattr(result, known) or made == "created"
            )
            + "."
        )
        refused = result.refused + result.parts_refused
        if refused:
            raise CommandError(
                f"{refused} could not be imported; the reasons of the first {len(result.refusals)} stand above."
            )


def _user(email: str | None) -> User | None:
    if not email:
        return None
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        raise CommandError(f"There is no user “{email}”.")
    return user
