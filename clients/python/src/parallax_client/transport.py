"""Requests: to one site only, tried again where that is safe, and not answered twice with the same bytes."""

from __future__ import annotations

import http.client
import json
import random
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import IO, Any, cast
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from parallax_client.errors import PROBLEMS, ConnectionFailed, ParallaxError, Problem

TRIED_AGAIN = frozenset({429, 502, 503, 504})
LONGEST_WAIT = 120.0
"""Seconds: who is told to wait for longer is told so by the exception."""
KEPT_ANSWERS = 64
BROKEN = (OSError, http.client.HTTPException)


class Transport:
    """Reads from one site. `sleep` waits for so many seconds; tests give another."""

    def __init__(
        self,
        base_url: str,
        token: str | None,
        *,
        timeout: float,
        tries: int,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        parts = urlsplit(base_url)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise ParallaxError(f"The address of a site begins with http:// or https://: {base_url!r}")
        self.base_url = base_url.rstrip("/") + "/"
        self._token, self._timeout, self._tries, self._sleep = token, timeout, tries, sleep
        self._opener: OpenerDirector = build_opener(_SameSite(self._origin(self.base_url)))
        # Answer of each address with its ETag, the oldest first.
        self._kept: dict[str, tuple[str, Any]] = {}

    def json(self, path: str, parameters: Mapping[str, str] | None = None) -> Any:
        """Return the answer; one that the site says has not changed is taken from the last time."""
        address = self.address(path, parameters)
        etag, body = self._kept.get(address, ("", None))
        response = self._open(address, {"Accept": "application/json", **({"If-None-Match": etag} if etag else {})})
        if response is None:
            return body
        with response:
            body, etag = self._read(response, address), response.headers.get("ETag", "")
        if etag:
            self._kept.pop(address, None)
            self._kept[address] = (etag, body)
            if len(self._kept) > KEPT_ANSWERS:
                del self._kept[next(iter(self._kept))]
        return body

    def stream(self, path: str) -> IO[bytes]:
        """Return the open answer, to be read and closed."""
        return cast("IO[bytes]", self._open(self.address(path), {"Accept": "*/*"}))

    def address(self, path: str, parameters: Mapping[str, str] | None = None) -> str:
        """Return the address below the site; one of another site is refused, since the token is sent there."""
        address = urljoin(self.base_url, path.lstrip("/") if "://" not in path else path)
        if self._origin(address) != self._origin(self.base_url):
            raise ParallaxError(f"{address} is not on {self.base_url}")
        return f"{address}?{urlencode(parameters)}" if parameters else address

    def _open(self, address: str, headers: Mapping[str, str]) -> Any:
        """Return the answer, or None for 304. Raises `Problem`, or `ConnectionFailed` after the last try."""
        request = Request(address, headers={"User-Agent": "parallax-client/0.1", **headers})  # noqa: S310 - checked
        if self._token:
            request.add_unredirected_header("Authorization", f"Bearer {self._token}")
        for attempt in range(1, self._tries + 1):
            try:
                return self._opener.open(request, timeout=self._timeout)
            except HTTPError as answer:
                with answer:
                    if answer.code == http.client.NOT_MODIFIED:
                        return None
                    problem = _problem(answer)
                    wait = _wait(answer.headers.get("Retry-After"), attempt)
                if answer.code not in TRIED_AGAIN or attempt == self._tries or wait > LONGEST_WAIT:
                    raise problem from None
            except BROKEN as failure:
                if attempt == self._tries:
                    raise ConnectionFailed(f"{address}: {failure}") from failure
                wait = _wait(None, attempt)
            self._sleep(wait)
        raise AssertionError("unreachable")  # pragma: no cover

    def _read(self, response: IO[bytes], address: str) -> Any:
        try:
            return json.loads(response.read())
        except (*BROKEN, ValueError) as failure:
            raise ConnectionFailed(f"{address} broke off or answered no JSON: {failure}") from failure

    @staticmethod
    def _origin(address: str) -> tuple[str, str]:
        parts = urlsplit(address)
        return parts.scheme, parts.netloc


class _SameSite(HTTPRedirectHandler):
    """Follows no redirect that leads to another site."""

    def __init__(self, origin: tuple[str, str]) -> None:
        self._origin = origin

    def redirect_request(  # noqa: PLR0913, PLR0917 - their signature
        self, req: Any, fp: Any, code: Any, msg: Any, headers: Any, newurl: str
    ) -> Request | None:
        parts = urlsplit(newurl)
        if (parts.scheme, parts.netloc) != self._origin:
            raise ParallaxError(f"The site sends elsewhere, to {newurl}: give that address if you trust it.")
        redirected = super().redirect_request(req, fp, code, msg, headers, newurl)
        if redirected is not None and req.has_header("Authorization"):
            redirected.add_unredirected_header("Authorization", req.get_header("Authorization"))
        return redirected


def _problem(answer: HTTPError) -> Problem:
    try:
        body = json.loads(answer.read())
    except (*BROKEN, ValueError):
        body = {}
    if not isinstance(body, dict):
        body = {}
    body.setdefault("title", answer.reason)
    return PROBLEMS.get(answer.code, Problem)(answer.code, body)


def _wait(retry_after: str | None, attempt: int) -> float:
    """Return for how many seconds to wait: what the site says, else twice as long each time, not all at once."""
    if retry_after and retry_after.strip().isdigit():
        return float(retry_after)
    if retry_after:
        try:
            moment = parsedate_to_datetime(retry_after)
        except ValueError:
            pass
        else:
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return max(0.0, (moment - datetime.now(UTC)).total_seconds())
    return min(30.0, 0.5 * 2**attempt) * random.uniform(0.5, 1.0)  # noqa: S311 - not secret
