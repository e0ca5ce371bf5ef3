"""Whatever is sent to whichever route comes back as a problem of the one shape, and never as a mistake of the server."""

import pytest

from tests.api.test_policies import EXPECTED, FILES, address_and_body

DEEP = b'{"a":' * 10_000 + b"1" + b"}" * 10_000
HUGE = b"1" + b"0" * 400
BODIES = {
    "malformed": b"{",
    "no object": b"[[[]]]",
    "deep": DEEP,
    "deep list": b"[" * 10_000 + b"]" * 10_000,
    "NUL": b'{"text": "\\u0000"}',
    "NUL in a name": b'{"\\u0000": 1}',
    "lone surrogate": b'{"text": "\\ud800"}',
    "no UTF-8": b'{"text": "\xff"}',
    "infinite": b'{"text": 1e400}',
    "unknown": b'{"no_such_field": 1}',
}
WRITES = sorted((name, method) for name, method in EXPECTED if method != "get")
READS = sorted(name for name, method in EXPECTED if method == "get")


@pytest.fixture
def workspace(db, seeded_once):
    return seeded_once.workspace


@pytest.fixture
def seeded(db, seeded_once):
    return seeded_once


@pytest.fixture
def client(admin):
    admin.raise_request_exception = False
    return admin


def assert_problem(response, what):
    assert 400 <= response.status_code < 500, (what, response.status_code, response.content[:300])
    assert response.headers["Content-Type"] == "application/problem+json", what
    body = response.json()
    assert {"type", "title", "status", "detail", "code"} <= set(body), what
    assert body["status"] == response.status_code, what


def send(client, method, address, body, content_type="application/json", **headers):
    return client.generic(method.upper(), address, body, content_type=content_type, headers=headers)


@pytest.mark.parametrize(("name", "method"), WRITES)
def test_bad_bodies_headers_and_parameters_of_every_write(client, seeded, name, method):
    address, good = address_and_body(name, seeded)
    address = address if name in FILES else address.partition("?")[0]
    takes_body = isinstance(good, dict) and name not in FILES and method != "delete"

    if takes_body:
        for what, body in BODIES.items():
            assert_problem(send(client, method, address, body), what)
        for field in good:
            for what, value in (("huge number", HUGE), ("nested", b"[" * 20 + b"]" * 20)):
                assert_problem(send(client, method, address, b'{"%s": %s}' % (field.encode(), value)), (what, field))
        assert_problem(send(client, method, address, b"text", "text/plain"), "wrong content type")
    joint = "&" if "?" in address else "?"
    if name != "bibliography":
        assert_problem(send(client, method, f"{address}{joint}no_such=1", b"{}"), "unknown parameter")
    assert_problem(send(client, method, address, b"{}", **{"idempotency-key": "k" * 300}), "long key")
    assert_problem(send(client, method, address, b"{}", accept="image/png"), "not acceptable")
    if "{" in address or name.endswith(("-detail", "-decision", "-grade", "-status")):
        assert_problem(send(client, method, address, b"{}", **{"if-match": '"' + "x" * 60_000 + '"'}), "huge If-Match")


@pytest.mark.parametrize("name", READS)
def test_bad_parameters_and_headers_of_every_read(client, seeded, name):
    address, _ = address_and_body(name, seeded)
    joint = "&" if "?" in address else "?"

    assert_problem(client.get(f"{address}{joint}no_such=1"), "unknown parameter")
    if name not in {"claim_set-export", "release-file", "release-form"}:  # their addresses name the form
        assert_problem(client.get(address, headers={"accept": "image/png"}), "not acceptable")
    assert_problem(client.generic("OPTIONS", address), "method")
    assert client.get(address, headers={"if-none-match": '"' + "x" * 60_000}).status_code in {200, 304}
    if name.endswith("-list"):
        cursor = client.get(f"{address}?limit=1").json()["next"]
        for changed in ("x", "x:y", "%00", "W10:abc", *([cursor.partition("cursor=")[2][:-1]] if cursor else [])):
            assert_problem(client.get(f"{address}?cursor={changed}"), changed)


@pytest.mark.parametrize(
    "address",
    ["/api/v1/%00/", "/api/v1/claims/%00/", "/api/v1/claims/%ff/", f"/api/v1/claims/{'9' * 5000}/", "/api/v1//claims/"],
)
def test_addresses_that_are_none(client, workspace, address):
    for method in ("get", "post", "patch", "delete", "put"):
        assert_problem(send(client, method, address, b"{}"), method)
