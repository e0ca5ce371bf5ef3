"""Ends a key to the API."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from workspaces.models import ApiToken
from workspaces.queries import token_digest
from workspaces.services import revoke_token


class Command(BaseCommand):
    help = "Revoke an API token at once, named by how it begins (see list_tokens) or by the whole key."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key", help="The first letters of the key, or all of it, if it has leaked.")

    def handle(self, *, key: str, **_options: Any) -> None:  # noqa: ANN401 - Django's signature
        living = ApiToken.objects.filter(revoked_at__isnull=True).select_related("user")
        found = list(living.filter(digest=token_digest(key)) or living.filter(prefix=key))
        if not found:
            raise CommandError(f"No token that is not revoked yet begins with “{key[:8]}”.")
        if len(found) > 1:
            raise CommandError(f"{len(found)} tokens begin with “{key}”: give the whole key, or use the account page.")
        revoke_token(token=found[0])
        self.stdout.write(f"{found[0]} of {found[0].user.email} no longer works.")
