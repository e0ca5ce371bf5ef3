"""The one way out to the web."""

from common.outbound.addresses import normal_url, read_web_address
from common.outbound.errors import NotFetched
from common.outbound.fetch import Fetched, Guard, Limits, fetch
from common.outbound.post import Answered, check_target, post

__all__ = [
    "Answered", "Fetched", "Guard", "Limits", "NotFetched", "check_target", "fetch", "normal_url", "post",
    "read_web_address",
]  # fmt: skip
