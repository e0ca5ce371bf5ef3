"""Where processes of the site share what need not be kept."""

from typing import Any

SOCKET = "redis+socket://"
SERVERS = ("redis://", "rediss://")
SECONDS = 1.0
"""A request does not wait longer for a count that could not be had at once."""


def rates_cache(broker_url: str) -> dict[str, Any]:
    """Return Django's settings of the cache that counts rates: in the broker if it is Redis, else in each process."""
    if broker_url.startswith(SOCKET):
        path, _, query = broker_url.removeprefix(SOCKET).partition("?")
        database = query.removeprefix("virtual_host=") or "0"
        location = f"unix://{path}?db={database}"
    elif broker_url.startswith(SERVERS):
        location = broker_url
    else:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "rates"}
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": location,
        "KEY_PREFIX": "parallax-rates",
        "OPTIONS": {"socket_connect_timeout": SECONDS, "socket_timeout": SECONDS},
    }
