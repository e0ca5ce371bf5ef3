"""Against a server of our own that misbehaves in every way a server can."""

import gzip
import socket
import threading
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import pytest

from common.outbound import Guard, Limits, fetch, read_web_address
from common.outbound.errors import (
    AddressRefused,
    AnswerRefused,
    AnswerTooLarge,
    HostNotFound,
    ServerTooSlow,
    ServerUnreachable,
)
from common.outbound.fetch import _follow

TYPES = frozenset({"text/html", "text/plain"})
QUICK = Limits(max_bytes=100_000, connect_seconds=2, read_seconds=0.3, total_seconds=1.2)
PAGE = b"<p>The harbour silts up.</p>"


class Misbehaving(BaseHTTPRequestHandler):
    """Answers by its path; the headers of the last request are kept in `server.seen`."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.seen = dict(self.headers)
        name, _, argument = self.path[1:].partition("/")
        getattr(self, f"do_{name}", self.missing)(argument)

    def answer(self, body, *, status=200, **headers):
        self.send_response(status)
        for header, value in {"Content_Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(header.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def missing(self, _argument):
        self.answer(b"no", status=404)

    def do_page(self, _argument):
        self.answer(PAGE, Last_Modified="Sat, 01 Nov 2025 10:00:00 GMT", Set_Cookie="a=b")

    def do_gzip(self, _argument):
        self.answer(gzip.compress(PAGE), Content_Encoding="gzip")

    def do_deflate(self, _argument):
        self.answer(zlib.compress(PAGE), Content_Encoding="deflate")

    def do_bare(self, _argument):
        self.answer(zlib.compress(PAGE)[2:-4], Content_Encoding="deflate")

    def do_bomb(self, _argument):
        self.answer(gzip.compress(bytes(20_000_000)), Content_Encoding="gzip")

    def do_broken(self, _argument):
        self.answer(gzip.compress(PAGE)[:-12], Content_Encoding="gzip")

    def do_brotli(self, _argument):
        self.answer(b"x", Content_Encoding="br")

    def do_picture(self, _argument):
        self.answer(b"x", Content_Type="image/png")

    def do_large(self, _argument):
        self.send_response(200)
        self.send_header("Content-Length", "999999999")
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.close_connection = True

    def do_short(self, _argument):
        self.send_response(200)
        self.send_header("Content-Length", "500")
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"half")
        self.close_connection = True

    def drip(self, piece, pause):
        """Send pieces until the reader hangs up."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.close_connection = True
        try:
            while not self.server.closing.wait(pause):
                self.wfile.write(piece)
        except OSError:
            return

    def do_endless(self, _argument):
        self.drip(b"x" * 10_000, 0)

    def do_dripping(self, _argument):
        self.drip(b"x", 0.05)

    def do_silent(self, _argument):
        self.server.closing.wait(5)
        self.close_connection = True

    def do_to(self, where):
        self.answer(b"", status=302, Location=unquote(where))

    def do_circle(self, _argument):
        self.answer(b"", status=301, Location="/circle")

    def do_twice(self, _argument):
        self.answer(b"", status=307, Location="once#part")

    def do_once(self, _argument):
        self.answer(b"", status=301, Location=f"http://site.example:{self.server.server_port}/page")

    def log_message(self, *_arguments):
        """Say nothing."""


@pytest.fixture(scope="module")
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Misbehaving)
    server.closing = threading.Event()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.closing.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def guard(server):
    """Everything is as in production, but that one name on one port is exempt."""
    names = {"site.example": ["127.0.0.1"], "inner.example": ["127.0.0.1"], "mixed.example": ["8.8.8.8", "10.0.0.1"]}

    def resolve(host, _port):
        if host[-1].isdigit() or ":" in host:
            return [host]
        if host not in names:
            raise socket.gaierror(host)
        return names[host]

    return Guard(resolve=resolve, exempt=frozenset({("site.example", server.server_port)}))


@pytest.fixture
def get(server, guard):
    def get_one(path, **changed):
        url = path if path.startswith("http") else f"http://site.example:{server.server_port}/{path}"
        return fetch(url, media_types=TYPES, **{"limits": QUICK, "guard": guard, **changed})

    return get_one


def test_a_page_comes_with_what_matters_of_its_headers(get, server):
    heard = []
    answer = get("page", report=heard.append)

    assert (answer.data, answer.media_type, answer.redirects) == (PAGE, "text/html", ())
    assert answer.headers["last-modified"] == "Sat, 01 Nov 2025 10:00:00 GMT"
    assert "set-cookie" not in answer.headers
    assert heard == [len(PAGE)]
    assert server.seen["Host"] == f"site.example:{server.server_port}"
    assert not {"Cookie", "Authorization", "Referer"} & set(server.seen)


@pytest.mark.parametrize("path", ["gzip", "deflate", "bare"])
def test_packed_answers_are_unpacked(get, path):
    assert get(path).data == PAGE


def test_redirects_are_followed_and_kept(get, server):
    answer = get("twice")

    base = f"http://site.example:{server.server_port}"
    assert answer.redirects == (f"{base}/twice", f"{base}/once")
    assert (answer.url, answer.data) == (f"{base}/page", PAGE)


@pytest.mark.parametrize(
    ("path", "error", "reason"),
    [
        ("bomb", AnswerTooLarge, "larger than 0.1 MB"),
        ("large", AnswerTooLarge, "larger than 0.1 MB"),
        ("endless", AnswerTooLarge, "larger than 0.1 MB"),
        ("dripping", ServerTooSlow, "within 1 seconds"),
        ("silent", ServerTooSlow, "sent nothing"),
        ("broken", AnswerRefused, "broke off"),
        ("short", ServerUnreachable, "broke off"),
        ("brotli", AnswerRefused, "packed in a way"),
        ("picture", AnswerRefused, "image/png"),
        ("nothing-there", AnswerRefused, "404 (Not Found)"),
        ("circle", AnswerRefused, "more than 5 times"),
        ("to/http://127.0.0.1/", AddressRefused, "this machine itself"),
        ("to/http://169.254.169.254/latest/", AddressRefused, "local link"),
        ("to/http://[::ffff:127.0.0.1]/", AddressRefused, "this machine itself"),
        ("to/http://0x7f000001/", AddressRefused, "hides"),
        ("to/http://inner.example/", AddressRefused, "this machine itself"),
        ("to/http://inner.example:8080/", AddressRefused, "Port 8080"),
        ("to/file:///etc/passwd", AddressRefused, "redirects to one that is not fetched"),
        ("http://inner.example/", AddressRefused, "this machine itself"),
        ("http://mixed.example/", AddressRefused, "a private network"),
        ("http://nobody.example/", HostNotFound, "no host"),
        ("http://site.example:81/", AddressRefused, "Port 81"),
    ],
)
def test_what_is_not_fetched_says_why(get, path, error, reason):
    with pytest.raises(error) as refused:
        get(path)
    assert reason in refused.value.message


def test_a_name_that_changes_its_answer_is_asked_once(server):
    asked = []

    def resolve(host, _port):
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    guard = Guard(resolve=resolve, exempt=frozenset({("site.example", server.server_port)}))
    url = f"http://site.example:{server.server_port}/page"

    assert fetch(url, media_types=TYPES, limits=QUICK, guard=guard).data == PAGE
    assert asked == ["site.example"]


def test_a_name_service_that_hangs_is_given_up():
    never = threading.Event()
    guard = Guard(resolve=lambda _host, _port: never.wait(5) or [])
    limits = Limits(connect_seconds=0.1)
    try:
        with pytest.raises(HostNotFound, match="did not answer"):
            fetch("http://site.example/", media_types=TYPES, limits=limits, guard=guard)
    finally:
        never.set()


def test_a_server_that_is_not_there_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        guard = Guard(resolve=lambda *_: ["127.0.0.1"], exempt=frozenset({("site.example", port)}))
        with pytest.raises(ServerUnreachable, match="does not take connections"):
            fetch(f"http://site.example:{port}/", media_types=TYPES, limits=QUICK, guard=guard)


def test_proxies_of_the_environment_are_not_used(get, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")

    assert get("page").data == PAGE


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "http://localhost/", "http://[::1]/"])
def test_production_refuses_this_machine(address):
    guard = Guard(resolve=lambda host, _port: ["127.0.0.1" if host == "localhost" else host])
    with pytest.raises(AddressRefused, match="this machine itself"):
        fetch(address, media_types=TYPES, guard=guard)


def test_a_redirect_from_https_to_http_is_refused():
    with pytest.raises(AddressRefused, match="from https to http"):
        _follow(read_web_address("https://example.org/a"), "http://example.org/a")
