"""The Atom feed of releases, held against RFC 4287."""

from datetime import datetime

import pytest
from defusedxml.ElementTree import fromstring

from releases.models import ClaimSet
from tests.factories.releases import ClaimSetFactory, NoticeFactory, ReleaseFactory

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def claim_set():
    return ClaimSetFactory(slug="harbours", title="Harbours & quays", audience="public")


def read(client):
    answer = client.get("/sets/harbours/releases.atom")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return fromstring(answer.content)


def texts(element, name):
    return [one.text for one in element.findall(f"{ATOM}{name}")]


def assert_is_feed(feed):
    """Fail unless feed and entries have what RFC 4287 (sections 4.1.1 and 4.1.2) requires, and identifiers are unique."""
    identifiers = []
    for place in (feed, *feed.findall(f"{ATOM}entry")):
        counts = {name: len(texts(place, name)) for name in ("id", "title", "updated")}
        assert counts == {"id": 1, "title": 1, "updated": 1}
        assert datetime.fromisoformat(texts(place, "updated")[0]).tzinfo is not None
        identifiers += texts(place, "id")
        relations = [one.get("rel", "alternate") for one in place.findall(f"{ATOM}link")]
        assert relations.count("alternate") == 1
    assert [one.get("rel") for one in feed.findall(f"{ATOM}link")].count("self") == 1
    assert feed.findall(f"{ATOM}author/{ATOM}name")[0].text
    assert len(set(identifiers)) == len(identifiers)
    assert all(one.startswith("urn:uuid:") for one in identifiers)


def test_it_has_an_entry_for_each_release_and_each_notice_the_latest_first(client, claim_set):
    first = ReleaseFactory(claim_set=claim_set, number=1, notes="The first <one>.")
    second = ReleaseFactory(claim_set=claim_set, number=2)
    notice = NoticeFactory(release=first, replaced_by=second)

    feed = read(client)

    assert_is_feed(feed)
    entries = {texts(one, "id")[0]: one for one in feed.findall(f"{ATOM}entry")}
    assert list(entries) == [f"urn:uuid:{one.pk}" for one in (notice, second, first)]
    told = entries[f"urn:uuid:{first.pk}"]
    assert texts(told, "title") == ["Harbours & quays, release 1 (retracted)"]
    assert texts(told, "summary") == ["The first <one>."]
    # A reader that knows the release is shown it anew.
    assert texts(told, "updated")[0] == texts(entries[f"urn:uuid:{notice.pk}"], "updated")[0]
    assert texts(feed, "updated")[0] == texts(told, "updated")[0]


def test_without_releases_it_is_a_feed_that_was_last_changed_when_the_set_was_made(client, claim_set):
    feed = read(client)

    assert_is_feed(feed)
    assert feed.findall(f"{ATOM}entry") == []
    assert datetime.fromisoformat(texts(feed, "updated")[0]).date() == claim_set.created_at.date()


def test_characters_that_no_xml_holds_are_left_out(client, claim_set):
    ClaimSet.objects.update(title="Har\x0bbours", description="\x01")
    ReleaseFactory(claim_set=claim_set, number=1, notes="A\x08B ]]> &amp;")

    feed = read(client)

    assert_is_feed(feed)
    assert texts(feed, "title") == ["Harbours: releases"]
    assert texts(feed.find(f"{ATOM}entry"), "summary") == ["AB ]]> &amp;"]


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_four_queries_at_most_whatever_the_number_of_releases(
    client, claim_set, number, django_assert_num_queries
):
    for place in range(number):
        NoticeFactory(release=ReleaseFactory(claim_set=claim_set, number=place + 1))

    with django_assert_num_queries(3):
        client.get("/sets/harbours/releases.atom")
