"""A site that answers what a test says, and a feed that behaves as the documented one."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from parallax_client.client import Client
from parallax_client.transport import Transport


class StubSite(ThreadingHTTPServer):
    """Answers each path by the function or the answers in `routes`; a list is used up from its start."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.routes, self.asked = {}, []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        parts = urlsplit(self.path)
        self.server.asked.append((self.path, dict(self.headers)))
        found = self.server.routes.get(parts.path, (404, {}, {"code": "not_found", "detail": "Nothing."}))
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        if callable(found):
            found = found({name: values[0] for name, values in parse_qs(parts.query).items()}, self.headers)
        status, headers, body = found
        if status is None:  # the connection breaks
            self.close_connection = True
            self.connection.close()
            return
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        headers.setdefault("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_arguments):
        pass


@pytest.fixture
def site():
    server = StubSite()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def waits():
    return []


@pytest.fixture
def client(site, waits, monkeypatch):
    """A client of the stub that notes for how long it would have waited."""
    monkeypatch.delenv("PARALLAX_TOKEN", raising=False)
    made = Client(site.url, "plx_secret")
    made.transport = Transport(site.url, "plx_secret", timeout=5, tries=4, sleep=waits.append)
    return made


def record(number, text="Counting pays.", **more):
    """Return the record of a claim, as the documentation of claim sets has it."""
    identifier = f"00000000-0000-7000-8000-{number:012d}"
    return {
        "id": identifier, "number": number, "label": f"C-{number}", "text": text, "kind": "factual",
        "status": "accepted", "topic": "", "evidence": [], "stances": [], **more,
    }  # fmt: skip


class Feed:
    """The change feed of a claim set in memory; `break_after` answers, it breaks off."""

    def __init__(self, site, slug="locks"):
        self.site, self.slug, self.life = site, slug, "a"
        self.log, self.break_after, self.size = [], None, 2
        site.routes[f"/api/v1/claim-sets/{slug}/"] = lambda *_: (200, {}, {"slug": slug})
        site.routes[f"/api/v1/claim-sets/{slug}/changes/"] = self.answer

    def upsert(self, claim):
        self.log.append({"kind": "upsert", "id": claim["id"], "claim": claim})

    def tombstone(self, claim):
        self.log.append({"kind": "tombstone", "id": claim["id"]})

    def merge(self, claim, into):
        self.log.append({"kind": "merge", "id": claim["id"], "into": into["id"]})

    def renew(self):
        self.life, self.log = f"{self.life}a", []

    def answer(self, parameters, _headers):
        if self.break_after is not None:
            if self.break_after == 0:
                return 403, {}, {"code": "forbidden", "detail": "Stopped by the test."}
            self.break_after -= 1
        life, _, place = parameters.get("since", f"{self.life}.0").partition(".")
        if life != self.life:
            return 410, {}, {"code": "feed_renewed", "detail": "Read everything."}
        changes = self.log[int(place) : int(place) + self.size]
        after = int(place) + len(changes)
        numbered = [{**change, "position": int(place) + n} for n, change in enumerate(changes, start=1)]
        return 200, {}, {"changes": numbered, "next": f"{life}.{after}", "caught_up": after == len(self.log)}


@pytest.fixture
def feed(site):
    return Feed(site)
