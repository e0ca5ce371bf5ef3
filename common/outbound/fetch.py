"""Fetches one address of the public web, and nothing else. See docs/outbound-fetch.md for what is guarded and why.

The name is resolved once, every answer is checked, and the connection goes to a checked address: what the name
service says later changes nothing (DNS rebinding). Proxies of the environment, cookies and credentials are never used.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin

from common.outbound.addresses import WebAddress, read_web_address, why_not_public
from common.outbound.errors import (
    AddressRefused,
    AnswerRefused,
    AnswerTooLarge,
    HostNotFound,
    NotFetched,
    ServerTooSlow,
    ServerUnreachable,
)
from common.outbound.unpacking import unpack

Resolve = Callable[[str, int], list[str]]
Report = Callable[[int], None]

USER_AGENT = "Parallax/0.1 (reads one page for a person)"
_REDIRECTS = {301, 302, 303, 307, 308}
_PIECE = 64 * 1024
_KEPT_HEADERS = ("content-type", "last-modified", "etag", "content-language", "date")


@dataclass(frozen=True)
class Limits:
    """What one fetch may take: bytes (packed and unpacked each), seconds, redirects."""

    max_bytes: int = 50_000_000
    connect_seconds: float = 10.0
    read_seconds: float = 15.0
    total_seconds: float = 60.0
    max_redirects: int = 5


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses that the name service gives for the host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class Guard:
    """Who may be asked. `exempt` holds pairs of host and port that need not be public: empty but in tests."""

    resolve: Resolve = resolve
    ports: frozenset[int] = frozenset({80, 443})
    exempt: frozenset[tuple[str, int]] = frozenset()


@dataclass(frozen=True)
class Asking:
    """What is asked: method, headers beside Host and Accept, and a body, all of ours."""

    method: str = "GET"
    headers: Mapping[str, str] = field(
        default_factory=lambda: {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"}
    )
    body: bytes | None = None


@dataclass(frozen=True)
class Fetched:
    """An answer: what was asked, the address it came from after `redirects`, headers in small letters, the bytes."""

    asked: str
    url: str
    redirects: tuple[str, ...]
    media_type: str
    headers: dict[str, str] = field(repr=False)
    data: bytes = field(repr=False)


def fetch(
    url: str,
    *,
    media_types: frozenset[str],
    limits: Limits = Limits(),
    guard: Guard = Guard(),
    report: Report = lambda _received: None,
) -> Fetched:
    """Return what stands at the address; a subclass of NotFetched says why not.

    `media_types` are the types that are taken. `report` hears now and then how many bytes have come.
    """
    deadline = time.monotonic() + limits.total_seconds
    address = read_web_address(url)
    passed: list[str] = []
    while True:
        with open_answer(address, limits, guard, deadline) as answer:
            onward = answer.headers.get("Location") if answer.status in _REDIRECTS else None
            if onward is None:
                return Fetched(
                    asked=url,
                    url=address.url,
                    redirects=tuple(passed),
                    media_type=_media_type(answer, media_types),
                    headers={name: answer.headers[name] for name in _KEPT_HEADERS if name in answer.headers},
                    data=_read(answer, limits, deadline, report),
                )
        passed.append(address.url)
        if len(passed) > limits.max_redirects:
            raise AnswerRefused(f"The address redirects more than {limits.max_redirects} times.")
        address = _follow(address, onward)


def _follow(address: WebAddress, onward: str) -> WebAddress:
    """Return where a redirect leads; every rule holds for it again."""
    try:
        following = read_web_address(urljoin(address.url, onward.strip()))
    except (AddressRefused, ValueError) as error:
        reason = error.message if isinstance(error, AddressRefused) else "That is no address."
        raise AddressRefused(f"The address redirects to one that is not fetched. {reason}") from error
    if address.scheme == "https" and following.scheme == "http":
        raise AddressRefused(
            "The address redirects from https to http, where anybody on the way could change the text."
        )
    return following


def check_address(address: WebAddress, guard: Guard, seconds: float) -> list[str]:
    """Return the IP addresses to connect to; AddressRefused if the port or any of them is not for us to ask."""
    exempt = (address.host, address.port) in guard.exempt
    if not exempt and address.port not in guard.ports:
        raise AddressRefused(f"Port {address.port} is not asked: only 80 and 443, where the web is.")
    found = _resolve_in_time(address, guard, seconds)
    for one in found:
        reason = "" if exempt else why_not_public(one)
        if reason:
            raise AddressRefused(f"“{address.host}” leads to {one}, which is {reason}: only the public web is fetched.")
    return found


def _resolve_in_time(address: WebAddress, guard: Guard, seconds: float) -> list[str]:
    """Ask the name service in a thread, since the system's call knows no time limit."""
    answer: Future[list[str]] = Future()

    def ask() -> None:
        try:
            answer.set_result(guard.resolve(address.host, address.port))
        except (OSError, UnicodeError) as error:
            answer.set_exception(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answer.result(timeout=max(seconds, 0))
    except FutureTimeout as error:
        raise HostNotFound(f"The name service did not answer for “{address.host}”.") from error
    except (OSError, UnicodeError) as error:
        raise HostNotFound(f"There is no host “{address.host}”.") from error
    if not found:
        raise HostNotFound(f"There is no host “{address.host}”.")
    return found


@contextmanager
def open_answer(
    address: WebAddress, limits: Limits, guard: Guard, deadline: float, asking: Asking = Asking()
) -> Iterator[http.client.HTTPResponse]:
    """Open the address and give the answer with its body unread; what breaks inside becomes NotFetched."""
    late = ServerTooSlow(
        f"“{address.host}” did not answer in full within {limits.total_seconds:.0f} seconds.",
        seconds=limits.total_seconds,
    )
    addresses = check_address(address, guard, min(limits.connect_seconds, deadline - time.monotonic()))
    raw = _connect(address, addresses, limits, deadline)
    # A server that drips a byte now and then never runs into a read's time limit: at the deadline the line is cut.
    line = raw.dup()
    cut = threading.Timer(max(deadline - time.monotonic(), 0), lambda: _cut(line))
    cut.daemon = True
    cut.start()
    connection = http.client.HTTPConnection(address.host, address.port, timeout=limits.read_seconds)
    try:
        connection.sock = _secured(raw, address) if address.scheme == "https" else raw
        headers = {"Host": address.authority, "Accept": "*/*", **asking.headers}
        connection.request(asking.method, address.target, body=asking.body, headers=headers)
        with connection.getresponse() as answer:
            yield answer
    except NotFetched:
        if time.monotonic() >= deadline:
            raise late from None
        raise
    except TimeoutError as error:
        raise ServerTooSlow(
            f"“{address.host}” sent nothing for {limits.read_seconds:.0f} seconds.", seconds=limits.read_seconds
        ) from error
    except ssl.SSLCertVerificationError as error:
        raise ServerUnreachable(f"The certificate of “{address.host}” is not valid: {error.verify_message}.") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() >= deadline:
            raise late from error
        raise ServerUnreachable(f"The connection to “{address.host}” broke off.") from error
    finally:
        cut.cancel()
        line.close()
        connection.close()
        raw.close()


def _connect(address: WebAddress, addresses: list[str], limits: Limits, deadline: float) -> socket.socket:
    failure: OSError | None = None
    for one in addresses:
        left = deadline - time.monotonic()
        if left <= 0:
            break
        try:
            line = socket.create_connection((one, address.port), timeout=min(limits.connect_seconds, left))
        except OSError as error:
            failure = error
        else:
            line.settimeout(limits.read_seconds)
            return line
    raise ServerUnreachable(f"“{address.host}” does not take connections.") from failure


def _secured(line: socket.socket, address: WebAddress) -> ssl.SSLSocket:
    return ssl.create_default_context().wrap_socket(line, server_hostname=address.host)


def _cut(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it is closed already


def _media_type(answer: http.client.HTTPResponse, media_types: frozenset[str]) -> str:
    if answer.status != http.client.OK:
        known = http.client.responses.get(answer.status, "")
        raise AnswerRefused(
            f"The server answered {answer.status}{f' ({known})' if known else ''}.", status=answer.status
        )
    media_type = answer.headers.get("Content-Type", "application/octet-stream").partition(";")[0].strip().lower()
    if media_type not in media_types:
        raise AnswerRefused(f"What stands there is {media_type[:80]}, which is not read.", media_type=media_type[:80])
    return media_type


def _read(answer: http.client.HTTPResponse, limits: Limits, deadline: float, report: Report) -> bytes:
    """Return the unpacked body; stop at the first byte too many, packed or unpacked."""
    too_large = AnswerTooLarge(
        f"What stands there is larger than {limits.max_bytes / 1e6:g} MB.", limit=limits.max_bytes
    )
    if answer.length is not None and answer.length > limits.max_bytes:
        raise too_large

    def pieces() -> Iterator[bytes]:
        received = 0
        while piece := answer.read1(_PIECE):
            received += len(piece)
            if received > limits.max_bytes:
                raise too_large
            report(received)
            yield piece
        # An end that came too early looks like any other, but for the length that was announced and the deadline.
        if time.monotonic() >= deadline or answer.length:
            raise ServerUnreachable("The server's answer broke off before its end.")

    body = bytearray()
    for piece in unpack(pieces(), answer.headers.get("Content-Encoding", "")):
        body += piece
        if len(body) > limits.max_bytes:
            raise too_large
    return bytes(body)
