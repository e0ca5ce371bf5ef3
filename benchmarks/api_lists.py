"""Reads pages of the API's lists, the first and page 20,000, out of a million claims.

    python -m benchmarks.api_lists [--claims 1000000] [--rounds 30]

Prints for each list the queries, the processor time of the application (not of PostgreSQL) and the whole time of a page
of 50, and page 20,000 against page 1: the median ratio of pairs, one right after the other. Then the same for filters,
where what counts is that no page reads more than it shows. Wanted: three queries, 4 ms of processor time, and a ratio
of at most 1.2; of an unchanged page asked for with its tag, one query beside those of who asks.
"""

import argparse
import gc
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlencode, urlsplit

from benchmarks.million import CLAIM_COUNT, Million, million_database

LISTS = ("claims", "evidence", "stances", "passages", "sources", "authors")
DEEP_PAGE = 20_000
LIMIT = 50
WANTED_QUERIES, WANTED_PROCESSOR, WANTED_RATIO = 3, 4.0, 1.2


@dataclass(frozen=True)
class Cost:
    """Of one answer: milliseconds of the application's processor and of the clock."""

    processor: float
    clock: float


def main() -> None:
    """Print a line for each list and each filter."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=CLAIM_COUNT)
    parser.add_argument("--rounds", type=int, default=30)
    asked = parser.parse_args()
    with million_database(asked.claims) as million:
        reader = Reader(million)
        for name in LISTS:
            _measure_list(reader, name, asked.rounds)
        for query in _filters(million):
            _measure_filter(reader, query, asked.rounds)
        _measure_unchanged(reader, asked.rounds)


class Reader:
    """Asks the application as a server would, without one."""

    def __init__(self, million: Million) -> None:
        from django.conf import settings  # noqa: PLC0415 - Django is set up by now

        from config.wsgi import application  # noqa: PLC0415 - the same

        settings.ALLOWED_HOSTS = ["localhost"]
        settings.DEBUG = False
        self.application: Any = application
        self.key = million.key
        _stop_throttling()

    def get(self, address: str, **headers: str) -> tuple[bytes, str, Cost]:
        """Return the body, the tag and the cost of an answer; fails on all but 200 and 304."""
        parts = urlsplit(address)
        environment = {
            "REQUEST_METHOD": "GET", "PATH_INFO": parts.path, "QUERY_STRING": parts.query, "SERVER_NAME": "localhost",
            "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost", "wsgi.input": BytesIO(),
            "wsgi.url_scheme": "http", "HTTP_AUTHORIZATION": f"Bearer {self.key}", **headers,
        }  # fmt: skip
        told: dict[str, str] = {}

        def start(status: str, sent: list[tuple[str, str]], _trouble: object = None) -> None:
            told.update(sent, status=status)

        began, worked = time.perf_counter(), time.process_time()
        answer = self.application(environment, start)
        body = b"".join(answer)
        cost = Cost((time.process_time() - worked) * 1000, (time.perf_counter() - began) * 1000)
        answer.close()
        if told["status"][:3] not in {"200", "304"}:
            message = f"{address}: {told['status']} {body.decode()[:500]}"
            raise RuntimeError(message)
        return body, told.get("ETag", ""), cost


def _stop_throttling() -> None:
    from rest_framework.views import APIView  # noqa: PLC0415 - Django is set up by now

    APIView.throttle_classes = []
    from api.v1.urls import RESOURCES  # noqa: PLC0415 - the same

    for resource, _ in RESOURCES.values():
        resource.throttle_classes = []


def _measure_list(reader: Reader, name: str, rounds: int) -> None:
    first = f"/api/v1/{name}/?limit={LIMIT}"
    deep, page = _deep_page(reader, name, first)
    queries = _count_queries(lambda: reader.get(deep))
    pairs = [(reader.get(first)[2], reader.get(deep)[2]) for _ in range(rounds)]
    worked = statistics.median(pair[1].processor for pair in pairs)
    clock = statistics.median(pair[1].clock for pair in pairs)
    ratio = statistics.median(pair[1].clock / pair[0].clock for pair in pairs)
    misses = worked > WANTED_PROCESSOR or ratio > WANTED_RATIO or queries > WANTED_QUERIES
    print(
        f"api_lists: {name}, page {page}: {queries} queries, {worked:.1f} ms of processor, {clock:.1f} ms in all, "
        f"{ratio:.2f} times page 1{'  MISSES' if misses else ''}",
        flush=True,
    )


def _deep_page(reader: Reader, name: str, first: str) -> tuple[str, int]:
    """Return the address of page 20,000, or of the last but one of a shorter list, and its number."""
    from api.pagination import KeysetPagination  # noqa: PLC0415 - Django is set up by now
    from api.v1.urls import RESOURCES  # noqa: PLC0415 - the same

    model: Any = RESOURCES[name][0].queryset.model
    page = min(DEEP_PAGE, model.objects.count() // LIMIT)
    last = model.objects.order_by("id").values_list("id", flat=True)[(page - 1) * LIMIT - 1]
    body = json.loads(reader.get(first)[0])
    pagination = KeysetPagination()
    pagination.ordering, pagination.purpose = ("id",), f"api.pagination.cursor:/api/v1/{name}/"
    pagination.last = {"id": last}
    cursor = pagination.cursor_after_last()
    assert body["next"], "a list of one page"  # noqa: S101 - a benchmark
    return f"{first}&{urlencode({'cursor': cursor})}", page


def _filters(million: Million) -> list[str]:
    slug = million.workspace.slug
    claim = million.claim_id(million.claims // 2)
    return [
        f"claims/?workspace={slug}", "claims/?topic=Topic+399", "claims/?topic=Topic+0", "claims/?topic=No+topic",
        "claims/?status=retired", "claims/?kind=normative&status=draft", "claims/?topic=Topic+7&status=retired",
        f"claims/?number={million.claims}", "claims/?q=zzzzqq", "claims/?q=a", f"evidence/?claim={claim}",
        "evidence/?state=suggested", "evidence/?state=judging", f"stances/?claim={claim}", "claims/?fields=id,text",
        "stances/?position=undecided", "sources/?key=source-7", "passages/?q=zzzzqq",
    ]  # fmt: skip


def _measure_filter(reader: Reader, query: str, rounds: int) -> None:
    address = f"/api/v1/{query}"
    queries = _count_queries(lambda: reader.get(address))
    costs = [reader.get(address)[2] for _ in range(rounds // 3 + 1)]
    worked, clock = (statistics.median(getattr(cost, what) for cost in costs) for what in ("processor", "clock"))
    print(f"api_lists: {query}: {queries} queries, {worked:.1f} ms of processor, {clock:.1f} ms in all", flush=True)


def _measure_unchanged(reader: Reader, rounds: int) -> None:
    address = f"/api/v1/claims/?limit={LIMIT}"
    _, tag, _ = reader.get(address)
    asked = {"HTTP_IF_NONE_MATCH": tag} if tag else {}
    queries = _count_queries(lambda: reader.get(address, **asked))
    costs = [reader.get(address, **asked)[2] for _ in range(rounds)]
    worked = statistics.median(cost.processor for cost in costs)
    print(f"api_lists: unchanged page of claims: {queries} queries, {worked:.1f} ms of processor", flush=True)


def _count_queries(work: Callable[[], Any]) -> int:
    from django.db import connection  # noqa: PLC0415 - Django is set up by now
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - the same

    gc.collect()
    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)


if __name__ == "__main__":
    main()
