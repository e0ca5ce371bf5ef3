"""A new capture: every passage gets an anchor in the new text, older anchors stay, people decide on what is unsure."""

import pytest

from sources import reanchoring
from sources.enums import AnchorState, MatchGrade
from sources.errors import AnchorDecided, DuplicateSource, NothingProposed, QuoteNotFound, SameCapture, UnreadableText
from sources.ingest import ensure_text_version, extract_text
from sources.models import Anchor, Capture, Passage
from sources.readers.registry import EXTRACTORS, Extractor
from sources.reanchoring import reanchor_source
from sources.services import REANCHOR_TASK, add_capture, create_passage
from sources.services.repairs import accept_place, give_up_passage, move_passage, undo_repair
from tests.factories.sources import current_version, make_source
from tests.factories.workspaces import UserFactory, WorkspaceFactory
from workspaces.jobs import Progress, perform
from workspaces.models import Job

pytestmark = pytest.mark.django_db

OLD = (
    "The ferry may sail at nine when the tide allows. Nobody paid the harbour dues last year.\n\n"
    "All ships must wait at the pier until dawn breaks. The council met twice and left.\n\n"
    "Seven barges carried grain to the mills upriver. Their owners asked for lower dues."
)
NEW = (
    "A foreword was added.\n\n"
    "The ferry may sail at ten when the tide allows. Nobody paid the harbour dues last year.\n\n"
    "The council met twice and left.\n\n"
    "Seven boats carried coal to some millers upstream. Their owners asked for lower dues."
)
KEPT = "Nobody paid the harbour dues last year."
EDITED = "The ferry may sail at nine when the tide allows."
GONE = "All ships must wait at the pier until dawn breaks."
DOUBTFUL = "Seven barges carried grain to the mills upriver."


@pytest.fixture
def source():
    return make_source(WorkspaceFactory(), OLD)


@pytest.fixture
def passages(source):
    version = current_version(source)
    return {quote: create_passage(text_version=version, exact=quote) for quote in (KEPT, EDITED, GONE)}


def receive(source, text):
    """Add a capture and do the job that it queued."""
    add_capture(source=source, data=text.encode(), origin="second.txt")
    job = Job.objects.filter(task="sources.extract_text").latest("created_at")
    perform(job.pk, extract_text)
    job.refresh_from_db()
    return job


def anchor_of(passage):
    return Anchor.objects.current().get(passage=passage)


def test_each_passage_gets_an_anchor_in_the_new_text_and_keeps_its_old_one(source, passages):
    old_anchors = list(Anchor.objects.order_by("pk").values())
    job = receive(source, NEW)
    assert (job.state, job.reason) == ("done", "")
    assert {quote: anchor_of(passage).state for quote, passage in passages.items()} == {
        KEPT: AnchorState.EXACT,
        EDITED: AnchorState.CHANGED,
        GONE: AnchorState.ORPHANED,
    }
    changed = anchor_of(passages[EDITED])
    assert changed.found == "The ferry may sail at ten when the tide allows."
    assert changed.text_version.text[changed.start : changed.end] == changed.found
    assert (changed.grade, changed.is_changed, changed.found_from.passage) == (
        MatchGrade.SIMILAR,
        True,
        passages[EDITED],
    )
    assert [(one.start, one.end) for one in changed.stretches.all()] == [(changed.start, changed.end)]
    assert list(Anchor.objects.exclude(text_version=current_version(source)).order_by("pk").values()) == old_anchors
    assert {key: job.result[key] for key in ("exact", "changed", "orphaned")} == {
        "exact": 1,
        "changed": 1,
        "orphaned": 1,
    }


def test_running_it_again_changes_nothing(source, passages):
    receive(source, NEW)
    before = list(Anchor.objects.order_by("pk").values())
    assert reanchor_source(source, Progress()) == {}
    assert list(Anchor.objects.order_by("pk").values()) == before


def test_a_worker_that_dies_between_batches_loses_nothing(source, passages, monkeypatch):
    monkeypatch.setattr(reanchoring, "BATCH", 1)
    saving = reanchoring._save
    calls = []

    def die_at_second(*arguments):
        calls.append(arguments)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return saving(*arguments)

    capture = add_capture(source=source, data=NEW.encode(), origin="second.txt")
    ensure_text_version(capture, Progress())
    monkeypatch.setattr(reanchoring, "_save", die_at_second)
    with pytest.raises(KeyboardInterrupt):
        reanchor_source(source, Progress())
    assert Anchor.objects.current().count() == 1
    assert sum(reanchor_source(source, Progress()).values()) == 2
    assert Anchor.objects.current().count() == 3


def test_an_upgrade_of_the_extractor_places_the_passages_in_its_text(source, passages, monkeypatch):
    monkeypatch.setitem(EXTRACTORS, "text/plain", Extractor("plain-text", "next", in_own_process=False))
    job = Job.objects.get(task="sources.extract_text")
    perform(job.pk, extract_text)
    assert current_version(source).extractor_version == "next"
    assert {anchor.state for anchor in Anchor.objects.current()} == {AnchorState.EXACT}
    assert Anchor.objects.current().count() == 3


def test_a_passage_marked_in_the_older_text_meanwhile_is_looked_for_by_a_job_of_its_own(source):
    older = current_version(source)
    receive(source, NEW)
    passage = create_passage(text_version=older, exact=KEPT)
    job = Job.objects.get(task=REANCHOR_TASK)
    perform(job.pk, reanchoring.reanchor_passages)
    assert anchor_of(passage).state == AnchorState.EXACT


def test_the_same_bytes_are_refused_and_nothing_is_written(source):
    with pytest.raises(SameCapture, match=r"second\.txt: these are the very bytes received on .* as paper\.txt"):
        add_capture(source=source, data=OLD.encode(), origin="second.txt")
    other = make_source(source.workspace, "Another text altogether.", key="other", title="Another")
    with pytest.raises(DuplicateSource, match="already in the library as “Another”"):
        add_capture(source=source, data=b"Another text altogether.", origin="second.txt")
    with pytest.raises(UnreadableText):
        add_capture(source=other, data=b"\x00\x01", origin="second.txt")
    assert Capture.objects.count() == 2


def test_a_later_version_is_compared_with_the_last_text_in_which_the_place_was_certain(source, passages):
    receive(source, NEW)
    receive(source, OLD + "\n\nAn afterword.")
    assert anchor_of(passages[GONE]).state == AnchorState.EXACT
    assert anchor_of(passages[EDITED]).state == AnchorState.EXACT


@pytest.fixture
def doubtful(source):
    passage = create_passage(text_version=current_version(source), exact=DOUBTFUL)
    receive(source, NEW)
    anchor = anchor_of(passage)
    assert anchor.state == AnchorState.ASKED
    return anchor


def test_accepting_confirms_the_proposed_place_and_undo_asks_again(doubtful):
    user = UserFactory()
    accepted = accept_place(anchor=doubtful, by=user)
    assert (accepted.state, accepted.decided_by, accepted.start) == (AnchorState.CONFIRMED, user, doubtful.start)
    undone = undo_repair(anchor=doubtful, by=user)
    assert (undone.state, undone.decided_by, undone.decided_at) == (AnchorState.ASKED, None, None)


def test_the_second_of_two_people_is_told_what_the_first_did(doubtful):
    give_up_passage(anchor=doubtful, by=UserFactory(name="Ada Moss"))
    with pytest.raises(AnchorDecided, match="Ada Moss gave this passage up before you"):
        accept_place(anchor=doubtful, by=UserFactory())


def test_giving_up_confirms_an_orphan_and_undo_brings_the_proposal_back(doubtful):
    spans = list(doubtful.stretches.values_list("start", "end"))
    orphan = give_up_passage(anchor=doubtful, by=UserFactory())
    assert (orphan.state, orphan.start, orphan.waits) == (AnchorState.ORPHANED, None, False)
    assert not Anchor.objects.waiting().exists()
    undone = undo_repair(anchor=doubtful, by=UserFactory())
    assert list(undone.stretches.values_list("start", "end")) == spans
    assert undone.waits


def test_moving_verifies_the_quote_and_puts_the_passage_there(source, passages):
    receive(source, NEW)
    anchor, user = anchor_of(passages[GONE]), UserFactory()
    with pytest.raises(NothingProposed):
        accept_place(anchor=anchor, by=user)
    with pytest.raises(QuoteNotFound):
        move_passage(anchor=anchor, exact="The council met thrice.", by=user)
    assert anchor_of(passages[GONE]).waits
    moved = move_passage(anchor=anchor, exact="The council met twice and left.", by=user)
    assert (moved.state, moved.method, moved.found) == ("confirmed", "person", "The council met twice and left.")
    assert moved.text_version.text[moved.start : moved.end] == "The council met twice and left."
    assert Passage.objects.get(pk=moved.passage_id).exact == GONE


def test_what_people_decided_holds_in_the_next_text_where_nothing_changed(source, passages, doubtful):
    user = UserFactory()
    accept_place(anchor=doubtful, by=user)
    give_up_passage(anchor=anchor_of(passages[GONE]), by=user)
    receive(source, NEW + "\n\nAn afterword.")
    confirmed, gone = anchor_of(doubtful.passage), anchor_of(passages[GONE])
    assert (confirmed.state, confirmed.found) == (AnchorState.CONFIRMED, doubtful.found)
    assert (gone.state, gone.decided_by, gone.waits) == (AnchorState.ORPHANED, user, False)
    assert not Anchor.objects.current().waiting().exists()
