"""Makes a key to the API."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from workspaces.models import User
from workspaces.services import create_token


class Command(BaseCommand):
    help = "Make an API token for a user and print its key, which is shown this once and never again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="The user's e-mail address.")
        parser.add_argument("--name", default="command line", help="What the token is for.")
        parser.add_argument("--days", type=int, help="Ends after so many days; never if left out.")

    def handle(self, *, email: str, name: str, days: int | None, **_options: Any) -> None:  # noqa: ANN401
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody logs in as {email}.")
        if days is not None and days <= 0:
            raise CommandError("A token lives at least one day.")
        expires_at = timezone.now() + timedelta(days=days) if days is not None else None
        self.stdout.write(create_token(user=user, name=name, expires_at=expires_at).key)
