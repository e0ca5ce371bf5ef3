import io
import json

import pytest
from django.test import RequestFactory

from common.requests import TolerantRequest
from config.wsgi import application


@pytest.mark.parametrize("charset", ["base64", "rot13", "zip", "no-such-charset", "", "a\0b"])
@pytest.mark.parametrize("query", ["", "q=%C3%A9"])
def test_a_charset_that_is_no_encoding_of_text_is_ignored(charset, query):
    environ = RequestFactory()._base_environ(QUERY_STRING=query, CONTENT_TYPE=f"text/plain; charset={charset}")

    request = TolerantRequest(environ)

    assert request.content_type == "text/plain"
    assert request.GET.dict() == ({"q": "é"} if query else {})


def test_a_charset_that_is_one_counts():
    environ = RequestFactory()._base_environ(QUERY_STRING="q=%E9", CONTENT_TYPE="text/plain; charset=latin-1")

    assert TolerantRequest(environ).GET["q"] == "é"


@pytest.mark.django_db  # a request begins by looking after the connections
def test_the_server_makes_such_requests():
    environ = RequestFactory()._base_environ(
        PATH_INFO="/healthz",
        QUERY_STRING="q=1",
        CONTENT_TYPE="text/plain; charset=base64",
        **{"wsgi.input": io.BytesIO()},
    )
    statuses = []

    body = b"".join(application(environ, lambda status, _headers, *_: statuses.append(status)))

    assert statuses == ["200 OK"]
    assert json.loads(body)["status"] == "ok"
