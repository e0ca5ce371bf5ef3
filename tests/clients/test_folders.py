"""A folder that follows a feed: what is in it is what the feed told, however often a run was stopped."""

import hashlib
import json
import random
from contextlib import suppress

import pytest
from parallax_client import Folder, FolderTaken, Problem

from tests.clients.conftest import record


@pytest.fixture
def claim_set(client, feed):
    return client.claim_set("locks")


def texts(folder):
    return {one["number"]: one["text"] for one in Folder(folder).records()}


def test_the_first_run_fills_the_folder_and_the_next_takes_what_changed(claim_set, feed, tmp_path):
    one, two, three = record(1), record(2), record(3)
    for claim in (one, two, three):
        feed.upsert(claim)
    first = claim_set.sync(tmp_path)
    feed.upsert(record(1, "Counting pays well."))
    feed.tombstone(two)
    feed.merge(three, one)

    second = claim_set.sync(tmp_path)

    assert (first.upserts, first.claims, first.is_full) == (3, 3, True)
    assert (second.upserts, second.tombstones, second.merges, second.claims, second.is_full) == (1, 1, 1, 1, False)
    assert texts(tmp_path) == {1: "Counting pays well."}
    assert Folder(tmp_path).merged() == {three["id"]: one["id"]}


def test_without_news_nothing_changes_but_one_request(claim_set, feed, site, tmp_path):
    feed.upsert(record(1))
    claim_set.sync(tmp_path)
    before, asked = (tmp_path / "claims.ndjson").read_bytes(), len(site.asked)

    synced = claim_set.sync(tmp_path)

    assert (synced.upserts, len(site.asked) - asked) == (0, 1)
    assert (tmp_path / "claims.ndjson").read_bytes() == before


def test_the_file_has_the_bytes_of_a_release(claim_set, feed, tmp_path):
    claims = [record(2, "Größe “zählt” \u2028 \x1f <&>"), record(1)]
    for claim in claims:
        feed.upsert(claim)
    canonical = b"".join(
        json.dumps(one, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
        for one in reversed(claims)
    )

    claim_set.sync(tmp_path)

    assert hashlib.sha256((tmp_path / "claims.ndjson").read_bytes()).digest() == hashlib.sha256(canonical).digest()


def test_a_renewed_feed_is_read_from_its_beginning(claim_set, feed, tmp_path):
    feed.upsert(record(1))
    feed.upsert(record(2))
    claim_set.sync(tmp_path)
    feed.renew()
    feed.upsert(record(3))

    synced = claim_set.sync(tmp_path)

    assert synced.is_full
    assert set(texts(tmp_path)) == {3}


def test_a_run_that_is_stopped_goes_on_where_it_was_and_keeps_the_old_files_until_then(claim_set, feed, site, tmp_path):
    feed.upsert(record(1))
    claim_set.sync(tmp_path)
    for number in range(2, 9):
        feed.upsert(record(number))
    feed.break_after = 2
    with pytest.raises(Problem, match="Stopped"):
        claim_set.sync(tmp_path)
    assert set(texts(tmp_path)) == {1}
    with (tmp_path / "journal.ndjson").open("ab") as journal:
        journal.write(b'\n{"since": "a.5", "page": {"chan')  # what a killed process wrote half
    feed.break_after, asked = None, len(site.asked)

    synced = claim_set.sync(tmp_path)

    assert set(texts(tmp_path)) == set(range(1, 9))
    assert synced.upserts == 3
    assert site.asked[asked][0].endswith("since=a.5")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "claims.ndjson", "merged.json", "state.json"]


def test_a_full_read_that_is_stopped_leaves_nothing_of_the_old_feed_behind(claim_set, feed, tmp_path):
    for number in (1, 2, 3):
        feed.upsert(record(number))
    claim_set.sync(tmp_path)
    feed.renew()
    for number in (3, 4, 5, 6):
        feed.upsert(record(number))
    feed.break_after = 2  # the answer 410, and one page
    with pytest.raises(Problem):
        claim_set.sync(tmp_path)
    feed.break_after = None

    claim_set.sync(tmp_path)

    assert set(texts(tmp_path)) == {3, 4, 5, 6}


@pytest.mark.parametrize("name", ["claims.ndjson", "state.json", "merged.json"])
def test_a_run_killed_while_files_are_replaced_does_no_harm(claim_set, feed, tmp_path, monkeypatch, name):
    feed.upsert(record(1))
    claim_set.sync(tmp_path)
    feed.tombstone(record(1))
    feed.upsert(record(2))
    whole = Folder._replace

    def killed(self, file, lines):
        if file == name:
            raise KeyboardInterrupt
        whole(self, file, lines)

    monkeypatch.setattr(Folder, "_replace", killed)
    with pytest.raises(KeyboardInterrupt):
        claim_set.sync(tmp_path)
    monkeypatch.setattr(Folder, "_replace", whole)
    claim_set.sync(tmp_path)

    assert set(texts(tmp_path)) == {2}


@pytest.mark.parametrize("seed", range(12))
def test_any_history_with_any_stops_ends_in_the_set_itself(claim_set, feed, tmp_path, seed):
    chance, held = random.Random(seed), {}  # noqa: S311 - a seed, no secret
    for step in range(40):
        number = chance.randrange(8)
        claim = record(number, f"Wording {step}")
        if number in held and chance.random() < 0.4:
            feed.tombstone(claim) if chance.random() < 0.5 else feed.merge(claim, record(99))
            del held[number]
        else:
            feed.upsert(claim)
            held[number] = claim["text"]
        if chance.random() < 0.25:
            feed.break_after = chance.choice([None, 0, 1, 2])
            with suppress(Problem):
                claim_set.sync(tmp_path)
            feed.break_after = None
    claim_set.sync(tmp_path)

    assert texts(tmp_path) == held


def test_a_folder_of_another_claim_set_is_left_alone(client, claim_set, feed, site, tmp_path):
    feed.upsert(record(1))
    claim_set.sync(tmp_path)
    site.routes["/api/v1/claim-sets/other/"] = (200, {}, {"slug": "other"})

    with pytest.raises(FolderTaken, match="locks"):
        client.claim_set("other").sync(tmp_path)

    assert set(texts(tmp_path)) == {1}


def test_two_at_once_do_not_write_into_one_folder(claim_set, tmp_path):
    with (
        Folder(tmp_path, site=claim_set.transport.base_url, claim_set="locks"),
        pytest.raises(FolderTaken, match="Another"),
    ):
        claim_set.sync(tmp_path)
