"""Who asks: a program with a token, or a person in a browser."""

from django.utils import timezone
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from workspaces.models import ApiToken, User
from workspaces.queries import find_token
from workspaces.services import note_token_use

KEYWORD = "Bearer"


class TokenAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer <key>`; 401 when the key is wrong, expired or revoked.

    The user of the request carries the token, which limits all that the clause of the lists and the policies give.
    A view that has a `find_token` of its own is asked instead of the query: it may look up more at once.
    """

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """Return the user and token of the key, or None if the request carries no key."""
        words = authentication.get_authorization_header(request).decode("latin-1").split()
        if not words or words[0].lower() != KEYWORD.lower():
            return None
        now = timezone.now()
        find = getattr(request.parser_context["view"], "find_token", find_token)
        token = find(words[1], now) if len(words) == 2 else None
        if token is None:
            raise exceptions.AuthenticationFailed("The token is unknown, expired or revoked.")
        note_token_use(token=token, now=now)
        token.user.token = token
        return token.user, token

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002 - the framework's signature
        """Return what a 401 asks for."""
        return KEYWORD


class SessionAuthentication(authentication.SessionAuthentication):
    """The log-in of the pages, with protection against forged requests."""
