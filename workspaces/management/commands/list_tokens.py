"""Lists keys to the API."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from workspaces.models import ApiToken, User

HEAD = ("BEGINS", "STATE", "SCOPE", "OPENS", "EXPIRES", "LAST USED", "USER", "NAME")


class Command(BaseCommand):
    help = "List API tokens: how each begins, whether it works, what it opens, when it ends and was last used."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", nargs="?", help="Of one user only.")
        parser.add_argument("--all", action="store_true", help="Revoked and expired ones too.")

    def handle(self, *, email: str | None, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        now = timezone.now()
        tokens = ApiToken.objects.select_related("user", "workspace")
        if email:
            if not User.objects.filter(email__iexact=email).exists():
                raise CommandError(f"Nobody logs in as {email}.")
            tokens = tokens.filter(user__email__iexact=email)
        if not options["all"]:
            tokens = tokens.living(now)
        rows = [HEAD, *(_cells(token, now) for token in tokens)]
        widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
        for row in rows:
            self.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _cells(token: ApiToken, now: datetime) -> tuple[str, ...]:
    return (
        token.prefix,
        token.state(now).value,
        token.scope,
        token.workspace.slug if token.workspace else "all",
        f"{token.expires_at:%Y-%m-%d}" if token.expires_at else "never",
        f"{token.last_used_at:%Y-%m-%d}" if token.last_used_at else "never",
        token.user.email,
        token.name,
    )
