"""Requests of the client: tried again where that is safe, to the one site only, and never taken for what they are not."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from parallax_client import Client, ConnectionFailed, NotFound, ParallaxError, Problem

ROOT = "/api/v1/"
BUSY = {"code": "too_many_requests", "detail": "Later."}


def test_429_and_503_are_waited_for_as_the_site_says(client, site, waits):
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    site.routes[ROOT] = [
        (429, {"Retry-After": "7"}, BUSY), (503, {"Retry-After": soon}, {}), (503, {}, b"<h1>down"), (200, {}, {"a": 1}),
    ]  # fmt: skip

    assert client.transport.json(ROOT) == {"a": 1}
    assert waits[0] == 7
    assert 25 < waits[1] <= 30
    assert 0 < waits[2] <= 30


def test_a_site_that_stays_busy_is_given_up_with_its_own_words(client, site, waits):
    site.routes[ROOT] = (429, {"Retry-After": "1"}, BUSY)

    with pytest.raises(Problem, match="429 too_many_requests: Later") as problem:
        client.transport.json(ROOT)

    assert problem.value.status == 429
    assert len(waits) == 3


def test_a_wait_of_hours_is_not_waited_for(client, site, waits):
    site.routes[ROOT] = (503, {"Retry-After": "7200"}, {})

    with pytest.raises(Problem):
        client.transport.json(ROOT)

    assert waits == []


def test_what_asking_again_does_not_help_is_not_asked_again(client, site, waits):
    site.routes[ROOT] = (400, {}, {"code": "invalid", "detail": "Odd.", "errors": [{"pointer": "/a"}]})

    with pytest.raises(Problem) as problem:
        client.transport.json(ROOT)
    with pytest.raises(NotFound):
        client.claim_set("nowhere")

    assert problem.value.errors == [{"pointer": "/a"}]
    assert waits == []


def test_a_connection_that_breaks_is_made_again_and_then_given_up(client, site, waits):
    site.routes[ROOT] = [(None, {}, b""), (200, {}, {})]
    assert client.transport.json(ROOT) == {}

    site.routes[ROOT] = (None, {}, b"")
    with pytest.raises(ConnectionFailed, match=r"127\.0\.0\.1"):
        client.transport.json(ROOT)

    assert len(waits) == 1 + 3


def test_what_is_no_json_is_said(client, site):
    site.routes[ROOT] = (200, {}, b"<html>")

    with pytest.raises(ConnectionFailed, match="no JSON"):
        client.transport.json(ROOT)


def test_what_has_not_changed_is_not_sent_again(client, site):
    def answer(_parameters, headers):
        return (304, {}, b"") if headers.get("If-None-Match") == '"v1"' else (200, {"ETag": '"v1"'}, {"a": 1})

    site.routes[ROOT] = answer

    assert [client.transport.json(ROOT) for _ in range(2)] == [{"a": 1}] * 2
    assert [headers.get("If-None-Match") for _, headers in site.asked] == [None, '"v1"']


def test_the_token_goes_to_the_site_and_nowhere_else(client, site):
    elsewhere = "http://localhost:1/"
    site.routes[ROOT] = (302, {"Location": elsewhere}, b"")
    site.routes["/api/v1/claims/"] = (200, {}, {"results": [{"id": 1}], "next": f"{elsewhere}api/v1/claims/?cursor=x"})
    rows = client.rows("claims", workspace="demo")

    with pytest.raises(ParallaxError, match="elsewhere"):
        client.transport.json(ROOT)
    assert next(rows) == {"id": 1}
    with pytest.raises(ParallaxError, match="not on"):
        next(rows)

    assert {headers["Authorization"] for _, headers in site.asked} == {"Bearer plx_secret"}
    assert site.asked[-1][0] == "/api/v1/claims/?workspace=demo"


def test_a_redirect_on_the_site_is_followed_with_the_token(client, site):
    site.routes[ROOT] = (302, {"Location": f"{site.url}/api/v2/"}, b"")
    site.routes["/api/v2/"] = (200, {}, {"v": 2})

    assert client.transport.json(ROOT) == {"v": 2}
    assert site.asked[-1][1]["Authorization"] == "Bearer plx_secret"


def test_an_address_that_is_none_is_refused():
    for address in ("parallax.example.org", "file:///etc/passwd", "ftp://example.org"):
        with pytest.raises(ParallaxError, match="http"):
            Client(address)


def test_rows_of_all_pages(client, site):
    site.routes["/api/v1/claims/"] = [
        (200, {}, {"results": [1, 2], "next": f"{site.url}/api/v1/claims/?cursor=a"}), (200, {}, {"results": [3], "next": None}),
    ]  # fmt: skip

    assert list(client.rows("claims")) == [1, 2, 3]
