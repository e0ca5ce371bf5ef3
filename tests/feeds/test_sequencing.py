"""What settling tells of each change: exactly what a copy has to take over."""

import pytest

from claims.enums import ClaimStatus, EvidenceState
from claims.models import Claim
from feeds.enums import ChangeKind
from feeds.models import FeedHead, PendingChange, SetChange
from feeds.sequencing import CHUNK, marked_workspaces, settle
from feeds.signals import claim_set_moved
from releases.enums import Gathering
from tests.factories.claims import ClaimFactory, EvidenceFactory, StanceFactory
from tests.factories.releases import ClaimSetEntryFactory, ClaimSetFactory
from tests.factories.rows import PassageFactory
from tests.factories.sources import AuthorFactory
from tests.factories.workspaces import WorkspaceFactory

pytestmark = pytest.mark.django_db

UPSERT, TOMBSTONE, MERGE = ChangeKind.UPSERT, ChangeKind.TOMBSTONE, ChangeKind.MERGE


@pytest.fixture
def workspace(db):
    return WorkspaceFactory()


@pytest.fixture
def everything(workspace):
    """A claim set of all claims that are not retired."""
    return ClaimSetFactory(workspace=workspace, gathering=Gathering.BY_FILTER)


def feed(claim_set):
    return [
        (change.kind, change.claim) for change in SetChange.objects.filter(claim_set=claim_set).order_by("position")
    ]


def test_a_new_claim_is_told_to_the_sets_that_have_it_and_to_no_other(workspace, everything):
    by_hand = ClaimSetFactory(workspace=workspace)
    topical = ClaimSetFactory(workspace=workspace, gathering=Gathering.BY_FILTER, filter={"topic": ["canals"]})
    claim = ClaimFactory(workspace=workspace)

    assert settle(workspace) == 1

    assert feed(everything) == [(UPSERT, claim.pk)]
    assert feed(by_hand) == feed(topical) == []
    assert PendingChange.objects.count() == 0


def test_what_leaves_is_told_once_and_what_never_came_is_not(workspace, everything):
    claim, draft = ClaimFactory.create_batch(2, workspace=workspace)
    settle(workspace)
    told = []
    for topic in ("locks", "canals"):
        Claim.objects.filter(pk=claim.pk).update(status=ClaimStatus.RETIRED, topic=topic)
        told.append(settle(workspace))
    ClaimFactory(workspace=workspace, status=ClaimStatus.RETIRED)

    assert settle(workspace) == 0
    assert told == [1, 0]
    assert feed(everything) == [(UPSERT, draft.pk), (TOMBSTONE, claim.pk)]


def test_positions_are_dense_in_the_workspace_and_a_claim_has_one_row_that_only_moves_up(workspace, everything):
    other = ClaimSetFactory(workspace=workspace, gathering=Gathering.BY_FILTER)
    claims = ClaimFactory.create_batch(3, workspace=workspace)
    settle(workspace)
    Claim.objects.filter(pk=claims[0].pk).update(text="Another wording.")
    settle(workspace)

    positions = sorted(SetChange.objects.values_list("position", flat=True))
    assert feed(everything) == feed(other) == [(UPSERT, one.pk) for one in (*claims[1:], claims[0])]
    assert positions == [2, 3, 5, 6, 7, 8]
    assert FeedHead.objects.get().position == 8


def test_a_merged_claim_is_told_as_merged_and_after_the_one_that_stands(workspace, everything):
    merged, other = ClaimFactory.create_batch(2, workspace=workspace)
    settle(workspace)
    Claim.objects.filter(pk=merged.pk).update(status=ClaimStatus.RETIRED, merged_into=other)
    Claim.objects.filter(pk=other.pk).update(topic="canals")

    settle(workspace)

    change = SetChange.objects.get(claim=merged.pk)
    assert feed(everything) == [(UPSERT, other.pk), (MERGE, merged.pk)]
    assert change.into == other.pk


def test_a_merge_whose_other_claim_is_deleted_ends_as_a_tombstone(workspace, everything):
    merged, other = ClaimFactory.create_batch(2, workspace=workspace)
    settle(workspace)
    Claim.objects.filter(pk=merged.pk).update(status=ClaimStatus.RETIRED, merged_into=other)
    settle(workspace)
    other.delete()

    settle(workspace)

    assert {kind for kind, _ in feed(everything)} == {TOMBSTONE}


def test_a_deleted_claim_is_told(workspace, everything):
    claim = ClaimFactory(workspace=workspace)
    settle(workspace)
    pk = claim.pk
    claim.delete()

    settle(workspace)

    assert feed(everything) == [(TOMBSTONE, pk)]


def test_entries_by_hand_are_told(workspace):
    by_hand = ClaimSetFactory(workspace=workspace)
    entry = ClaimSetEntryFactory(claim_set=by_hand)
    settle(workspace)
    assert feed(by_hand) == [(UPSERT, entry.claim_id)]

    entry.delete()
    settle(workspace)

    assert feed(by_hand) == [(TOMBSTONE, entry.claim_id)]


def test_another_filter_tells_what_comes_and_goes_and_nothing_of_what_stays(workspace, everything):
    leaving, staying = ClaimFactory(workspace=workspace), ClaimFactory(workspace=workspace, topic="canals")
    settle(workspace)
    before = dict(SetChange.objects.values_list("claim", "position"))
    everything.filter = {"topic": ["canals"]}
    everything.save()

    assert settle(workspace) == 1

    after = dict(SetChange.objects.values_list("claim", "position"))
    assert after[staying.pk] == before[staying.pk]
    assert feed(everything) == [(UPSERT, staying.pk), (TOMBSTONE, leaving.pk)]


@pytest.mark.parametrize("change", ["evidence", "stance", "author", "source", "passage"])
def test_what_a_record_shows_is_told_when_it_changes(workspace, everything, change):
    evidence = EvidenceFactory(claim__workspace=workspace)
    stance = StanceFactory(claim=evidence.claim)
    settle(workspace)
    head = FeedHead.objects.get().position

    if change == "evidence":
        evidence.bearing = "contradicts"
        evidence.save()
    elif change == "stance":
        stance.delete()
    elif change == "author":
        type(stance.author).objects.filter(pk=stance.author_id).update(family="Renamed")
    elif change == "source":
        type(evidence.passage.source).objects.update(title="Renamed")
    else:
        type(evidence.passage).objects.update(exact="Other words")

    assert settle(workspace) == 1
    assert SetChange.objects.get().position == head + 1


def test_what_no_record_shows_marks_nothing(workspace, everything):
    claim = ClaimFactory(workspace=workspace)
    author = AuthorFactory(workspace=workspace)
    settle(workspace)

    claim.save()
    suggestion = EvidenceFactory(claim=claim, suggested=True)
    suggestion.state, suggestion.score = EvidenceState.SUGGESTED, 0.5
    suggestion.save()
    suggestion.delete()
    author.save()
    PassageFactory(source__workspace=workspace)
    everything.title = "Other title"
    everything.save()
    Claim.objects.filter(pk=claim.pk).update(text=claim.text)

    assert PendingChange.objects.count() == 0


def test_an_author_of_many_claims_is_settled_over_several_chunks(workspace, everything, monkeypatch):
    monkeypatch.setattr("feeds.sequencing.CHUNK", 2)
    author = AuthorFactory(workspace=workspace)
    for _ in range(5):
        StanceFactory(claim__workspace=workspace, author=author)
    settle(workspace)
    author.family = "Renamed"
    author.save()

    assert settle(workspace) == 5
    assert CHUNK > 5


def test_marks_of_a_workspace_that_is_gone_are_cleared_away(workspace, everything):
    ClaimFactory(workspace=workspace)
    pk = workspace.pk
    workspace.delete()
    assert marked_workspaces() == [pk]

    settle(pk)

    assert marked_workspaces() == []


def test_each_set_that_moved_is_announced_with_its_last_position(workspace, everything):
    heard = []

    def hear(sender, claim_set, position, **_):
        heard.append((claim_set.pk, position))

    claim_set_moved.connect(hear)
    ClaimSetFactory(workspace=workspace)
    ClaimFactory.create_batch(2, workspace=workspace)

    settle(workspace)

    claim_set_moved.disconnect(hear)
    assert heard == [(everything.pk, 2)]
