"""What can go wrong: one tree of exceptions."""

from __future__ import annotations

from typing import Any


class ParallaxError(Exception):
    """Anything that this package raises on purpose."""


class ConnectionFailed(ParallaxError):
    """The site could not be reached, or broke off, on every try."""


class Problem(ParallaxError):
    """The site answered with a problem (RFC 9457)."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        self.status = status
        self.code: str = body.get("code") or ""
        self.detail: str = body.get("detail") or body.get("title") or "no detail"
        self.errors: list[dict[str, Any]] = body.get("errors") or []
        self.body = body
        super().__init__(f"{status} {self.code}: {self.detail}".replace(" :", ":"))


class NotFound(Problem):
    """There is no such thing, or it is not yours to see: the two look the same."""


class FeedRenewed(Problem):
    """The feed was renewed since the place was given out: everything has to be read again."""


class HashMismatch(ParallaxError):
    """A file is not what its hash says. Nothing of it was kept."""


class FolderTaken(ParallaxError):
    """The folder holds another claim set, or another program is writing into it."""


PROBLEMS: dict[int, type[Problem]] = {404: NotFound, 410: FeedRenewed}
