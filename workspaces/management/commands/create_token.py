"""Makes a key to the API."""

from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from common.errors import InvalidInputError
from workspaces.enums import Scope
from workspaces.models import User, Workspace
from workspaces.queries import end_of_day
from workspaces.services import create_token


class Command(BaseCommand):
    help = "Make an API token for a user and print its key, which is shown this once and never again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="The user's e-mail address.")
        parser.add_argument("--name", default="command line", help="What the token is for.")
        parser.add_argument("--scope", choices=Scope.values, default=Scope.EDIT, help="What a program may with it.")
        parser.add_argument("--workspace", metavar="SLUG", help="The one that it opens; all of the user's if left out.")
        end = parser.add_mutually_exclusive_group()
        end.add_argument("--days", type=int, help="Ends after so many days; never if left out.")
        end.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD", help="Its last day, by UTC.")

    def handle(self, *, email: str, name: str, scope: str, workspace: str | None, **options: Any) -> None:  # noqa: ANN401
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody logs in as {email}.")
        now, days, until = timezone.now(), options["days"], options["until"]
        expires_at = end_of_day(until) if until else now + timedelta(days=days) if days is not None else None
        if expires_at is not None and expires_at <= now:
            raise CommandError("That is over already: a token has to live for some time.")
        opens = Workspace.objects.filter(slug=workspace).first() if workspace else None
        if workspace and opens is None:
            raise CommandError(f"There is no workspace “{workspace}”.")
        try:
            new = create_token(user=user, name=name, scope=scope, workspace=opens, expires_at=expires_at)
        except InvalidInputError as refusal:
            raise CommandError(f"{user.email} is not a member of “{workspace}”.") from refusal
        self.stdout.write(new.key)
