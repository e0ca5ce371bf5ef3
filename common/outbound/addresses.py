"""Which addresses may be asked at all. Pure: nothing here resolves a name or opens a connection.

Ranges: IANA's special-purpose registries (RFC 6890). Hosts that are numbers in disguise: WHATWG URL Standard, section
"Host parsing". Addresses inside addresses: RFC 4291 (mapped), RFC 6052 (NAT64), RFC 3056 (6to4).
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from common.outbound.errors import AddressRefused

DEFAULT_PORTS = {"http": 80, "https": 443}
MAX_URL_LENGTH = 2000
"""Code points: what a source can keep."""

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_MAPPED = IPv6Network("::ffff:0:0/96")
_NAT64 = IPv6Network("64:ff9b::/96")
_SIX_TO_FOUR = IPv6Network("2002::/16")
_RELAYS = (IPv6Network("2001::/23"), IPv6Network("2001:db8::/32"))
"""Teredo and other protocol assignments, documentation: inside global unicast, but no place on the web."""
_NUMBER = re.compile(r"(?:\d+|0x[0-9a-f]*)", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|yclid|_hsenc|_hsmi", re.IGNORECASE)
_PATH_SAFE = "/%:@!$&'()*+,;=-._~"


@dataclass(frozen=True)
class WebAddress:
    """An http or https address that may be tried: host in ASCII and small letters, `target` is path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def url(self) -> str:
        """The address without fragment and default port."""
        return f"{self.scheme}://{self.authority}{self.target}"

    @property
    def authority(self) -> str:
        """Host, and port where it is not the scheme's own: the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


def read_web_address(url: str) -> WebAddress:
    """Return the parts of an address of the web; AddressRefused says what is wrong with it.

    Refused are other schemes, user names and passwords, white space and control characters, and hosts that are
    numbers written so that they do not look like an address (0x7f000001, 2130706433, 127.1). The host is not
    resolved here, and whether its port and address may be asked is not decided.
    """
    if len(url) > MAX_URL_LENGTH:
        raise AddressRefused(f"The address is longer than {MAX_URL_LENGTH} characters.")
    if re.search(r"[\x00-\x20\x7f\\]", url):
        raise AddressRefused("The address has white space, a backslash or a control character in it.")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise AddressRefused("This is no address of a page on the web.") from error
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS:
        raise AddressRefused("Only addresses that begin with http:// or https:// are fetched.")
    if parts.username is not None or parts.password is not None:
        raise AddressRefused("The address holds a user name or a password; nothing is fetched with those.")
    path = quote(parts.path or "/", safe=_PATH_SAFE)
    query = f"?{quote(parts.query, safe=_PATH_SAFE + '?[]')}" if parts.query else ""
    return WebAddress(scheme, _read_host(host), port or DEFAULT_PORTS[scheme], path + query)


def why_not_public(address: str) -> str:
    """Return in a few words why this IP address is no host of the public internet, "" if it is one.

    An IPv4 address inside an IPv6 one is judged as what it is.
    """
    try:
        ip: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return "no address"
    return _why_not_v4(ip) if isinstance(ip, IPv4Address) else _why_not_v6(ip)


def normal_url(url: str) -> str:
    """Return the form by which two addresses are the same page: what does not choose a page is left out.

    Host in small letters, no fragment, no default port, no parameters that only follow the reader around (utm_* and
    the like), parameters in their order. An address that is none of the web comes back as it is.
    """
    try:
        address = read_web_address(url.strip())
    except AddressRefused:
        return url.strip()
    parts = urlsplit(address.url)
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True)]
    kept = [(name, value) for name, value in query if not _TRACKING.fullmatch(name)]
    text = parts.query if len(kept) == len(query) else urlencode(kept)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, text, ""))


def _read_host(host: str) -> str:
    if not host:
        raise AddressRefused("The address names no host.")
    if ":" in host:
        return _read_v6(host)
    try:
        # Letters that are written otherwise, such as full-width digits, become what a resolver would see.
        name = host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise AddressRefused("The host of the address is no name that the internet knows.") from error
    labels = name.rstrip(".").split(".")
    if _NUMBER.fullmatch(labels[-1]):
        try:
            return str(IPv4Address(name))
        except ValueError as error:
            raise AddressRefused(f"The host “{host}” is a number that hides which address is meant.") from error
    if not _HOST.fullmatch(name) or ".." in name:
        raise AddressRefused("The host of the address is no name that the internet knows.")
    return name


def _read_v6(host: str) -> str:
    if "%" in host:
        raise AddressRefused("The address names a network interface of this machine.")
    try:
        return str(IPv6Address(host))
    except ValueError as error:
        raise AddressRefused("The host of the address is no name that the internet knows.") from error


def _why_not_v4(ip: IPv4Address) -> str:
    kinds = (
        (ip.is_loopback, "this machine itself"),
        (ip.is_link_local, "the local link"),
        (ip.is_multicast, "a group of machines"),
        (ip.is_unspecified, "no machine"),
        (ip.is_private, "a private network"),
        (not ip.is_global or ip.is_reserved, "reserved, not public"),
    )
    return next((reason for holds, reason in kinds if holds), "")


def _why_not_v6(ip: IPv6Address) -> str:
    if ip in _MAPPED or ip in _NAT64:
        return _why_not_v4(IPv4Address(int(ip) & 0xFFFFFFFF))
    if ip in _SIX_TO_FOUR:
        return _why_not_v4(IPv4Address((int(ip) >> 80) & 0xFFFFFFFF))
    kinds = (
        (ip.is_loopback, "this machine itself"),
        (ip.is_link_local, "the local link"),
        (ip.is_multicast, "a group of machines"),
        (ip.is_unspecified, "no machine"),
        (ip.is_private and ip not in _RELAYS[0], "a private network"),
        (ip not in _GLOBAL_UNICAST or any(ip in relay for relay in _RELAYS), "reserved, not public"),
    )
    return next((reason for holds, reason in kinds if holds), "")
