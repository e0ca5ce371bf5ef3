"""When a message that did not arrive is sent again.

The intervals are those that Standard Webhooks 1.0 (2023) recommends: ten tries in some three days, so that a server
that is away over a weekend gets what it missed. A random part keeps many messages from coming back at the same moment
(exponential backoff with jitter: Brooker, 2015).
"""

INTERVALS = (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
"""Seconds between one try and the next; after the last there is none."""
JITTER = 0.2
"""The wait is longer by up to this share of it."""
LONGEST_ASKED = 86_400
"""Seconds: how long a receiver may ask to be left alone (`Retry-After`)."""
GONE = 410


def seconds_until_next(attempts: int, *, chance: float, asked: int | None = None) -> float | None:
    """Return how many seconds to wait after so many failed attempts (1 or more), None when it is given up.

    `chance` is a number from 0 to 1 that chooses the jitter; `asked` is what the receiver asked for, which only
    lengthens the wait. Never less than the interval, never more than 1.2 times the longest of both.
    """
    if attempts > len(INTERVALS):
        return None
    wait = INTERVALS[attempts - 1] * (1 + JITTER * chance)
    return max(wait, min(asked or 0, LONGEST_ASKED))


def is_success(status: int) -> bool:
    """Return whether the receiver took the message: any 2xx. Redirects count as failures."""
    return 200 <= status < 300
