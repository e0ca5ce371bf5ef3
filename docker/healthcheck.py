# ruff: noqa: INP001 - a script of the image, in no package
"""Exits with 0 when the site in this container is ready, else with 1 and the reason."""

import http.client
import os
import sys

TIMEOUT_SECONDS = 4.0


def main() -> int:
    """Ask /readyz of our own server, under the first name that it accepts."""
    _host, _colon, port = os.environ.get("BIND", "0.0.0.0:8000").rpartition(":")
    name = os.environ["ALLOWED_HOSTS"].split(",")[0].strip().lstrip(".").replace("*", "localhost")
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", "/readyz", headers={"Host": name})
        answer = connection.getresponse()
        body = answer.read(500).decode(errors="replace")
    except OSError as error:
        sys.stderr.write(f"no answer: {error}\n")
        return 1
    if answer.status != http.HTTPStatus.OK:
        sys.stderr.write(f"{answer.status}: {body}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
