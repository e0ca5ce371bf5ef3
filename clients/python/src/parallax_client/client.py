"""The entrance."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from parallax_client.claim_sets import ClaimSet
from parallax_client.transport import Transport

TIMEOUT = 60.0
TRIES = 6


class Client:
    """A site and who asks there. Public claim sets need no token; one in `PARALLAX_TOKEN` is used if none is given."""

    def __init__(
        self, base_url: str, token: str | None = None, *, timeout: float = TIMEOUT, tries: int = TRIES
    ) -> None:
        token = token or os.environ.get("PARALLAX_TOKEN")
        self.transport = Transport(base_url, token, timeout=timeout, tries=tries)

    def claim_set(self, slug: str) -> ClaimSet:
        """Return the claim set; `NotFound` if there is none of that slug for who asks."""
        return ClaimSet(self.transport, self.transport.json(f"api/v1/claim-sets/{slug}/"))

    def claim_sets(self) -> Iterator[ClaimSet]:
        """Yield all claim sets that who asks may read."""
        return (ClaimSet(self.transport, facts) for facts in self.rows("claim-sets"))

    def rows(self, resource: str, **filters: Any) -> Iterator[dict[str, Any]]:
        """Yield every row of a list of the API, such as `rows("claims", workspace="demo")`, page after page."""
        parameters = {name: str(value) for name, value in filters.items()}
        page = self.transport.json(f"api/v1/{resource}/", parameters)
        while True:
            yield from page["results"]
            if not page["next"]:
                return
            page = self.transport.json(page["next"])
