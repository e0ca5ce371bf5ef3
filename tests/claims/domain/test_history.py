"""Sentences of the history, and what changed word by word."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.history import BRING_BACK, RESTORE, UNDO, RowEvent, filter_entries, tell_history
from claims.domain.telling import MACHINE
from claims.domain.wording import GONE, MOST_WORDS, NEW, SAME, Change, compare_wordings

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)
CLAIM = {"text": "Quays pay.", "kind": "Factual", "status": "Draft", "topic": "none"}
EVIDENCE = {"state": "accepted", "bearing": "supports it", "thing": "a passage", "line": "Ada: “Quays.”"}
STANCE = {
    "author": "Ada",
    "position": "denies it",
    "setting": "denies",
    "dated": "",
    "basis": "set",
    "reason": "Irony.",
}
words = st.lists(st.sampled_from(["quay", "pays", "a", "b", "c", " ", "\n"]), max_size=14).map(" ".join)


def events(*rows, restored=""):
    """Events of one person, a minute apart: (kind, label, values)."""
    return [
        RowEvent(kind, kind, f"{kind}-{place}", label, NOON + timedelta(minutes=place), "u1", "Kim", values, restored)
        for place, (kind, label, values) in enumerate(rows)
    ]


def offers(*rows):
    return [(entry.what, entry.can) for entry in tell_history(events(*rows))]


@given(words, words)
def test_the_changes_give_both_wordings(before, after):
    changes = compare_wordings(before, after)

    assert "".join(change.text for change in changes if change.kind != NEW) == before
    assert "".join(change.text for change in changes if change.kind != GONE) == after
    assert all(change.text for change in changes)


def test_a_changed_phrase_is_one_change():
    assert compare_wordings("Quays pay very well now.", "Quays cost a lot now.") == (
        Change(SAME, "Quays "),
        Change(GONE, "pay very well"),
        Change(NEW, "cost a lot"),
        Change(SAME, " now."),
    )


def test_the_same_wording_has_no_change_and_a_book_is_not_compared():
    assert compare_wordings("Quays pay.", "Quays pay.") == (Change(SAME, "Quays pay."),)
    long = "word " * (MOST_WORDS + 1)
    assert [change.kind for change in compare_wordings(long, long + "more")] == [GONE, NEW]


def test_an_earlier_state_can_be_restored_and_the_latest_taken_back():
    told = offers(
        ("claim", "insert", CLAIM),
        ("claim", "update", {**CLAIM, "text": "Quays pay well."}),
        ("claim", "update", {**CLAIM, "text": "Quays pay well.", "status": "Accepted"}),
    )

    assert told == [
        ("changed the status from Draft to Accepted", UNDO),
        ("reworded the claim", RESTORE),
        ("made the claim", RESTORE),
    ]


def test_the_making_of_a_claim_is_not_taken_back():
    assert offers(("claim", "insert", CLAIM)) == [("made the claim", "")]


def test_what_was_removed_can_be_brought_back_also_after_it_was():
    told = offers(("evidence", "insert", EVIDENCE), ("evidence", "delete", EVIDENCE), ("evidence", "insert", EVIDENCE))

    assert told == [
        ("linked a passage that supports it", UNDO),
        ("removed the passage that supports it", BRING_BACK),
        ("linked a passage that supports it", RESTORE),
    ]


def test_a_stance_that_is_set_again_after_it_was_cleared_is_told_again():
    told = offers(("stance", "insert", STANCE), ("stance", "delete", STANCE), ("stance", "insert", STANCE))

    assert [what for what, _can in told] == [
        "set the stance of Ada to “denies”",
        "cleared the stance of Ada",
        "set the stance of Ada to “denies”",
    ]


def test_a_reason_that_was_changed_is_compared_with_the_one_before():
    entry = tell_history(
        events(("stance", "insert", STANCE), ("stance", "update", {**STANCE, "reason": "Plain irony."}))
    )[0]

    assert [change.text for change in entry.changes] == ["Irony.", "Plain irony."]


def test_what_follows_is_nobodys_act_and_cannot_be_restored():
    derived = {**STANCE, "basis": "derived"}
    [entry] = tell_history(events(("stance", "insert", derived), restored="restored the state of noon"))

    assert (entry.who, entry.user, entry.can) == ("", "", "")
    assert entry.what == "The evidence now shows that Ada denies it"


def test_a_restoration_says_from_when_it_is():
    [entry] = tell_history(events(("evidence", "insert", EVIDENCE), restored="restored the state of 3 May 2026, 11:00"))

    assert (entry.who, entry.what) == (
        "Kim",
        "restored the state of 3 May 2026, 11:00: linked a passage that supports it",
    )


def test_the_machine_suggests_and_nobody_takes_that_back():
    [entry] = tell_history(events(("evidence", "insert", {**EVIDENCE, "state": "suggested"})))

    assert (entry.who, entry.can) == (MACHINE, "")


@pytest.mark.parametrize(
    ("label", "values", "told"),
    [
        ("insert", {"is_first": "yes"}, []),
        ("insert", {}, ["The passage moved in the text of today"]),
        ("update", {"state": "confirmed", "by_person": "yes"}, ["confirmed it in the text of today"]),
        ("update", {"state": "asked"}, ["The passage moved in the text of today"]),
        ("delete", {}, ["The passage is no longer looked for in the text of today"]),
    ],
)
def test_where_a_passage_stands_is_told(label, values, told):
    anchor = {"state": "moved", "place": "1–2", "version": "today", "found": "moved", "decided": "confirmed it"}
    row = {**anchor, "by_person": "", "is_first": "", **values}

    assert [entry.what for entry in tell_history(events(("anchor", label, row)))] == told


def test_metadata_that_is_changed_given_or_taken_out_is_told_by_its_name():
    before = {"title": "Quays", "DOI": "", "address": "https://x.org"}
    after = {"title": "Old quays", "DOI": "10.1/2", "address": ""}

    told = tell_history(events(("source", "insert", before), ("source", "update", after)))

    assert [(entry.what, entry.before, entry.after) for entry in told] == [
        ("took out the address", "", "https://x.org"),
        ("gave the DOI", "", "10.1/2"),
        ("changed the title", "Quays", "Old quays"),
        ("added the source", "", "Quays"),
    ]


def test_entries_are_filtered_by_who_and_what():
    entries = tell_history(events(("claim", "insert", CLAIM), ("evidence", "insert", EVIDENCE)))

    assert len(filter_entries(entries)) == 2
    assert [entry.kind for entry in filter_entries(entries, kind="evidence", user="u1")] == ["evidence"]
    assert filter_entries(entries, user="somebody else") == ()
