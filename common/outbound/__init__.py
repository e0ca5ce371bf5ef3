"""The one way out to the web."""

from common.outbound.addresses import normal_url, read_web_address
from common.outbound.errors import NotFetched
from common.outbound.fetch import Fetched, Guard, Limits, fetch

__all__ = ["Fetched", "Guard", "Limits", "NotFetched", "fetch", "normal_url", "read_web_address"]
