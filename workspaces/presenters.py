"""How tokens are shown to their user."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from workspaces.enums import TokenState
from workspaces.models import ApiToken


@dataclass(frozen=True)
class TokenRow:
    """A token and whether it still opens anything."""

    token: ApiToken
    state: TokenState

    @property
    def opens(self) -> str:
        """Where programs get in with it."""
        return self.token.workspace.name if self.token.workspace else "all your workspaces"


def token_rows(tokens: Iterable[ApiToken], now: datetime) -> tuple[list[TokenRow], list[TokenRow]]:
    """Return the tokens that work and those that no longer do, each in the given order."""
    rows = [TokenRow(token, token.state(now)) for token in tokens]
    return [row for row in rows if row.state.is_living], [row for row in rows if not row.state.is_living]
