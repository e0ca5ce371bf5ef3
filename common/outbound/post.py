"""Sends a body to one address of the public web, under the same guard as `fetch`. See docs/outbound-fetch.md."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from common.outbound.addresses import read_web_address
from common.outbound.errors import AddressRefused
from common.outbound.fetch import Asking, Guard, Limits, check_address, open_answer

USER_AGENT = "Parallax-Webhooks/0.1"
PUBLIC_WEB = Guard()
LIMITS = Limits(max_bytes=64 * 1024, connect_seconds=5.0, read_seconds=15.0, total_seconds=20.0, max_redirects=0)


@dataclass(frozen=True)
class Answered:
    """What came back: the status, and the seconds that the server asks to wait, if it does."""

    status: int
    retry_after: int | None


def post(
    url: str, body: bytes, *, headers: Mapping[str, str], guard: Guard = PUBLIC_WEB, limits: Limits = LIMITS
) -> Answered:
    """Return how the address answered the body; a subclass of NotFetched says why nothing came back.

    Redirects are not followed, since a body is only for whom it is addressed to, and the answer's body is not read.
    """
    address = read_web_address(url)
    asking = Asking("POST", {"User-Agent": USER_AGENT, **headers}, body)
    with open_answer(address, limits, guard, time.monotonic() + limits.total_seconds, asking) as answer:
        return Answered(answer.status, _seconds(answer.headers.get("Retry-After", "")))


def check_target(url: str, *, guard: Guard = PUBLIC_WEB, limits: Limits = LIMITS) -> None:
    """Raise a subclass of NotFetched unless bodies may be sent to the address now: https, and a public host."""
    address = read_web_address(url)
    if address.scheme != "https" and (address.host, address.port) not in guard.exempt:
        raise AddressRefused("Messages are sent to addresses that begin with https:// only.")
    check_address(address, guard, limits.connect_seconds)


def _seconds(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else None
