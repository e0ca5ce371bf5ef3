"""Who asks: a program with a token, or a person in a browser."""

from django.utils import timezone
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from workspaces.models import ApiToken, User
from workspaces.queries import find_token

KEYWORD = "Bearer"


class TokenAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer <key>`; 401 when the key is wrong, expired or revoked."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """Return the user and token of the key, or None if the request carries no key."""
        words = authentication.get_authorization_header(request).decode("latin-1").split()
        if not words or words[0].lower() != KEYWORD.lower():
            return None
        token = find_token(words[1], timezone.now()) if len(words) == 2 else None
        if token is None:
            raise exceptions.AuthenticationFailed("The token is unknown, expired or revoked.")
        return token.user, token

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002 - the framework's signature
        """Return what a 401 asks for."""
        return KEYWORD


class SessionAuthentication(authentication.SessionAuthentication):
    """The log-in of the pages, with protection against forged requests."""
