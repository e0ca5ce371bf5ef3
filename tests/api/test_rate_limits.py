"""How much may be asked for: counted by cost, told on every answer, shared between processes, and never a query."""

import re

import pytest
from django.core.cache import caches
from redis.exceptions import ConnectionError as RedisDownError
from rest_framework.test import APIClient

from api import throttling
from api.v1.claims import ClaimResource
from config.caching import rates_cache
from tests.api.conftest import client_of
from workspaces.services import create_token

pytestmark = pytest.mark.django_db

CLAIMS = "/api/v1/claims/"
HEADERS = re.compile(r'"(?:member|public)";r=(\d+);t=(\d+)')


@pytest.fixture
def limit(settings, monkeypatch):
    """A function that sets the limits; the clock stands in the middle of a minute."""
    monkeypatch.setattr(throttling.time, "time", lambda: 1_000_020.0 + 10)

    def set_to(rate, public=""):
        settings.PARALLAX_API_RATES = {"member": rate, "public": public}

    return set_to


def left(response):
    return int(HEADERS.fullmatch(response["RateLimit"])[1])


def test_reading_costs_one_writing_five_and_every_answer_says_what_is_left(admin, seeded, limit):
    limit("100/min")
    address = f"{CLAIMS}{seeded.claim.pk}/"

    answers = [
        admin.get(CLAIMS),
        admin.post(CLAIMS, {}),
        admin.get(address),
        admin.get(f"{CLAIMS}?odd=1"),
        admin.put(address),
    ]

    assert [answer.status_code for answer in answers] == [200, 400, 200, 400, 405]
    assert [left(answer) for answer in answers] == [99, 94, 93, 92, 87]
    assert answers[0]["RateLimit-Policy"] == '"member";q=100;w=60'
    assert answers[0]["RateLimit"] == '"member";r=99;t=50'


def test_what_reads_much_at_once_costs_more(admin, seeded, limit, monkeypatch):
    limit("100/min")
    monkeypatch.setattr(ClaimResource, "costs", {"list": throttling.EXPORT}, raising=False)

    assert left(admin.get(CLAIMS)) == 80


def test_who_has_spent_the_quota_is_told_when_to_go_on_and_changes_nothing(admin, workspace, limit):
    limit("7/min")
    given = {"workspace": workspace.slug, "text": "Locks need keepers.", "kind": "causal"}

    answers = [admin.post(CLAIMS, given), admin.post(CLAIMS, {**given, "text": "Another."})]

    assert [answer.status_code for answer in answers] == [201, 429]
    assert answers[1].json()["code"] == "too_many_requests"
    assert answers[1]["Retry-After"] == "50"
    assert left(answers[1]) == 0
    assert workspace.claims.count() == 1


def test_the_next_window_starts_anew(admin, limit, monkeypatch):
    limit("1/min")
    assert [admin.get(CLAIMS).status_code for _ in range(2)] == [200, 429]

    monkeypatch.setattr(throttling.time, "time", lambda: 1_000_080.0)

    assert admin.get(CLAIMS).status_code == 200


def test_each_token_has_its_own_and_a_session_too(admin, limit):
    limit("1/min")
    other, session = client_of(admin.user), APIClient()
    session.force_login(admin.user)

    assert [client.get(CLAIMS).status_code for client in (admin, admin, other, session, session)] == [
        200, 429, 200, 200, 429,
    ]  # fmt: skip


def test_who_is_nobody_is_counted_by_address_and_cannot_choose_one(limit, settings):
    limit("", "3/min")
    visitor = APIClient()

    answers = [visitor.get("/api/v1/", headers={"X-Forwarded-For": f"203.0.113.{number}"}) for number in range(4)]
    elsewhere = visitor.get("/api/v1/", REMOTE_ADDR="198.51.100.7")

    assert [answer.status_code for answer in (*answers, elsewhere)] == [200, 200, 200, 429, 200]


def test_a_wrong_token_and_an_address_that_is_none_are_counted_by_address(limit):
    limit("", "100/min")
    visitor = APIClient()

    answers = [
        visitor.get(CLAIMS, headers={"authorization": "Bearer plx_wrong"}),
        visitor.get(CLAIMS),
        visitor.get("/api/v1/nothing/"),
    ]

    assert [(answer.status_code, left(answer)) for answer in answers] == [(401, 99), (401, 98), (404, 97)]


def test_counting_asks_the_database_nothing(admin, limit, django_assert_num_queries):
    limit("100/min")

    with django_assert_num_queries(2):  # the token and the rows, as without a limit
        admin.get(CLAIMS)


def test_without_a_limit_there_are_no_headers(admin, limit):
    limit("")

    assert "RateLimit" not in admin.get(CLAIMS)


def test_pages_carry_no_headers_of_the_api(limit):
    limit("9/min", "9/min")

    assert "RateLimit" not in APIClient().get("/api/docs/problems/")


def test_where_the_shared_cache_cannot_be_reached_each_process_counts_and_nobody_is_refused(admin, limit, monkeypatch):
    def fail(*_arguments, **_named):
        raise RedisDownError("connection refused")

    limit("100/min")
    monkeypatch.setattr(throttling._Failure, "until", 0.0)
    monkeypatch.setattr(caches["rates"], "incr", fail)

    answers = [admin.get(CLAIMS) for _ in range(2)]

    assert [(answer.status_code, left(answer)) for answer in answers] == [(200, 99), (200, 98)]


@pytest.mark.parametrize(
    ("broker", "location"),
    [
        ("redis+socket:///run/a%20b/broker.sock?virtual_host=2", "unix:///run/a%20b/broker.sock?db=2"),
        ("redis+socket:///run/broker.sock", "unix:///run/broker.sock?db=0"),
        ("rediss://user:secret@broker.example.org:6379/1", "rediss://user:secret@broker.example.org:6379/1"),
        ("amqp://broker.example.org", "rates"),
        ("memory://", "rates"),
    ],
)
def test_rates_are_counted_in_the_broker_where_it_can_count(broker, location):
    assert rates_cache(broker)["LOCATION"] == location


def test_a_token_keeps_its_quota_apart_from_one_made_after_it(admin, limit):
    limit("2/min")
    admin.get(CLAIMS)
    fresh = APIClient(headers={"authorization": f"Bearer {create_token(user=admin.user, name='fresh').key}"})

    assert left(fresh.get(CLAIMS)) == 1
