"""Differences of releases: complete, exact, and nothing said of what is the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.domain.canonical import canonical_json
from releases.domain.diffing import Change, DiffCounts, FieldChange, diff_claims

IDS = [f"0000000{number}" for number in range(8)]
WORDS = st.sampled_from(["", "a", "b"])


def parts(**fields):
    part = st.fixed_dictionaries({"id": st.sampled_from(IDS), **fields})
    return st.lists(part, max_size=3, unique_by=lambda one: one["id"]).map(
        lambda found: sorted(found, key=lambda one: one["id"])
    )


CLAIM = st.fixed_dictionaries(
    {
        "id": st.sampled_from(IDS),
        "label": WORDS,
        "text": WORDS,
        "kind": WORDS,
        "status": WORDS,
        "topic": WORDS,
        "evidence": parts(bearing=WORDS, quote=WORDS),
        "stances": parts(position=WORDS),
    }
)
RELEASES = st.lists(CLAIM, max_size=6, unique_by=lambda one: one["id"]).map(
    lambda claims: sorted(claims, key=lambda one: one["id"])
)


def lines(claims):
    return [canonical_json(claim) + b"\n" for claim in claims]


def diff(old, new):
    return list(diff_claims(lines(old), lines(new)))


def applied(records, changes):
    """Return the records after the changes, by what these say alone."""
    after = {record["id"]: record for record in records}
    for change in changes:
        if change.new is None:
            del after[change.id]
        else:
            after[change.id] = change.new
    return [after[pk] for pk in sorted(after)]


@given(RELEASES)
def test_nothing_is_said_of_a_release_against_itself(claims):
    assert diff(claims, claims) == []


@given(RELEASES, RELEASES)
def test_what_is_said_leads_from_the_old_release_to_the_new_one(old, new):
    changes = {change.id: change for change in diff(old, new)}
    olds, news = ({claim["id"]: claim for claim in claims} for claims in (old, new))

    assert {pk for pk, one in changes.items() if one.change == Change.ADDED} == news.keys() - olds.keys()
    assert {pk for pk, one in changes.items() if one.change == Change.REMOVED} == olds.keys() - news.keys()
    for pk in olds.keys() & news.keys():
        if pk not in changes:
            assert olds[pk] == news[pk]
            continue
        change = changes[pk]
        told = {**olds[pk], **{field.name: field.new for field in change.fields}, "label": news[pk]["label"]}
        told["evidence"] = applied(told["evidence"], change.evidence)
        told["stances"] = applied(told["stances"], change.stances)
        assert told == news[pk]


@given(RELEASES, RELEASES)
def test_the_other_way_round_what_came_went(old, new):
    counts, back = DiffCounts(), DiffCounts()
    for change in diff(old, new):
        counts.count(change)
    for change in diff(new, old):
        back.count(change)

    assert (counts.added, counts.reworded, counts.refiled) == (back.removed, back.reworded, back.refiled)
    assert (counts.evidence_added, counts.evidence_changed) == (back.evidence_removed, back.evidence_changed)
    assert (counts.stances_added, counts.stances_changed) == (back.stances_removed, back.stances_changed)


@given(RELEASES, RELEASES)
def test_changes_come_in_the_order_of_identifiers(old, new):
    identifiers = [change.id for change in diff(old, new)]

    assert identifiers == sorted(set(identifiers))


def test_a_rewording_gives_both_wordings():
    claim = {"id": "1", "label": "C-1", "text": "Old.", "kind": "factual", "status": "draft", "topic": "",
             "evidence": [], "stances": []}  # fmt: skip

    [change] = diff([claim], [{**claim, "text": "New."}])

    assert change.is_reworded
    assert change.fields == (FieldChange("text", "Old.", "New."),)


def test_one_line_of_each_release_is_read_at_a_time():
    read = []

    def reading(name):
        for number in range(1000):
            read.append((name, number))
            yield canonical_json({"id": f"{name}{number:04}", "label": "", "text": ""})

    next(diff_claims(reading("a"), reading("b")))

    assert len(read) == 2


def test_lines_out_of_order_are_refused():
    claims = [{"id": pk, "label": "", "text": ""} for pk in ("2", "1")]

    with pytest.raises(ValueError, match="not in the order"):
        diff([], claims)
