"""How much one token, member or address may ask for in a minute, and the headers that say how much is left.

What is asked for has a cost: reading 1, writing 5, what reads whole workspaces more. It is counted in a window of fixed
length, in the cache `rates`, with no query of the database. At the border of two windows a program may spend both: a
limit keeps one from taking the site away from the others, and does not need to be exact.
"""

import logging
import time
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import BaseCache, caches
from django.http import HttpRequest
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from workspaces.models import ApiToken

if TYPE_CHECKING:  # the framework reads the name of the throttle while it is loading its views
    from rest_framework.views import APIView

logger = logging.getLogger(__name__)

READ, WRITE, EXPORT = 1, 5, 20
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
LOCAL_AFTER_FAILURE = 10.0
"""Seconds for which each process counts for itself when the shared cache cannot be reached."""


@dataclass(frozen=True)
class Quota:
    """So many units of cost in so many seconds, under a name of the policy."""

    name: str
    units: int
    seconds: int


@dataclass(frozen=True)
class Standing:
    """Where somebody stands after a request: what is left of the quota, and in how many seconds it is whole again."""

    quota: Quota
    spent: int
    resets_in: int

    @property
    def is_exceeded(self) -> bool:
        """Whether more was asked for than the quota has."""
        return self.spent > self.quota.units

    @property
    def headers(self) -> dict[str, str]:
        """The headers of draft-ietf-httpapi-ratelimit-headers."""
        name = self.quota.name
        left = max(0, self.quota.units - self.spent)
        return {
            "RateLimit-Policy": f'"{name}";q={self.quota.units};w={self.quota.seconds}',
            "RateLimit": f'"{name}";r={left};t={self.resets_in}',
        }


class CostThrottle(BaseThrottle):
    """Refuses with 429 who has spent the quota. A view says in `costs` which of its actions cost more."""

    def allow_request(self, request: Request, view: "APIView") -> bool:
        """Count the request; whether it may go on."""
        standing = spend(request._request, _identity(request), _cost(request, view))  # noqa: SLF001 - DRF's own
        self.resets_in = standing.resets_in if standing else 0
        return standing is None or not standing.is_exceeded

    def wait(self) -> float:
        """Return in how many seconds to go on."""
        return self.resets_in


def spend(request: HttpRequest, identity: tuple[str, str], cost: int) -> Standing | None:
    """Return where the identity stands after the cost, which the request then carries; None where there is no limit."""
    kind, who = identity
    quota = _quota("public" if kind == "address" else "member")
    if quota is None:
        return None
    now = time.time()
    window, into = divmod(now, quota.seconds)
    spent = _count(f"{kind}:{who}:{int(window)}", cost, quota.seconds)
    standing = Standing(quota, spent, max(1, round(quota.seconds - into)))
    request.rate_standing = standing  # type: ignore[attr-defined]
    return standing


def address_of(request: HttpRequest) -> tuple[str, str]:
    """Return the address that asks, as the nearest proxy that is ours saw it."""
    return "address", BaseThrottle().get_ident(request) or "local"  # type: ignore[arg-type]


def _identity(request: Request) -> tuple[str, str]:
    if isinstance(request.auth, ApiToken):
        return "token", str(request.auth.pk)
    if request.user and request.user.is_authenticated:
        return "user", str(request.user.pk)
    return address_of(request._request)  # noqa: SLF001 - DRF's own


def _cost(request: Request, view: "APIView") -> int:
    usual = READ if request.method in SAFE_METHODS else WRITE
    return getattr(view, "costs", {}).get(getattr(view, "action", None), usual)


def _quota(name: str) -> Quota | None:
    return parse_quota(name, settings.PARALLAX_API_RATES[name])


@cache
def parse_quota(name: str, rate: str) -> Quota | None:
    """Return the quota of a rate such as `3000/min` (s, min, hour, day); None if it is empty: no limit."""
    if not rate:
        return None
    units, _, period = rate.partition("/")
    return Quota(name, int(units), SECONDS[period[0]])


def _count(key: str, cost: int, seconds: int) -> int:
    """Return what the key has spent with this cost; where the shared cache fails, what it has in this process."""
    if time.monotonic() >= _Failure.until:
        try:
            return _added(caches["rates"], key, cost, seconds)
        except (RedisError, OSError) as failure:
            _Failure.until = time.monotonic() + LOCAL_AFTER_FAILURE
            logger.warning("Rate limits are counted in each process for a while: %s", failure)
    return _added(caches["default"], f"rates:{key}", cost, seconds)


def _added(counters: BaseCache, key: str, cost: int, seconds: int) -> int:
    try:
        return counters.incr(key, cost)
    except ValueError:  # the first in this window
        counters.add(key, 0, timeout=2 * seconds)
        return counters.incr(key, cost)


class _Failure:
    """Until when the shared cache is left alone, by the monotonic clock of this process."""

    until = 0.0


DESCRIPTIONS = {
    "RateLimit-Policy": (
        "The quota: its name, and `q` units in `w` seconds. Reading costs one unit, writing 5, reading much at once 20."
    ),
    "RateLimit": "What is left: `r` units, whole again in `t` seconds.",
}
COMPONENTS = {name.replace("-", ""): (name, text) for name, text in DESCRIPTIONS.items()}


def add_rate_limits(result: dict[str, Any], **_: object) -> dict[str, Any]:
    """Return the schema in which every answer says how much is left."""
    components = result["components"]
    components.setdefault("headers", {}).update(
        {key: {"description": text, "schema": {"type": "string"}} for key, (_name, text) in COMPONENTS.items()}
    )
    references = {name: {"$ref": f"#/components/headers/{key}"} for key, (name, _text) in COMPONENTS.items()}
    for response in components.get("responses", {}).values():
        response.setdefault("headers", {}).update(references)
    for operations in result["paths"].values():
        for operation in operations.values():
            for response in operation["responses"].values():
                if "$ref" not in response:
                    response.setdefault("headers", {}).update(references)
    return result
