"""Imports: the quote is verified, strangers' evidence is only suggested, twice is once, and all of it can be taken back."""

import json

import pytest

from claims.enums import Bearing, EvidenceState
from claims.models import Claim, Evidence, Stance
from claims.services import decide_evidence, remove_evidence
from exchange import examining, importing
from exchange.domain.dumping import write_collection
from exchange.enums import ImportState, ItemOutcome
from exchange.errors import ImportNotReady, UnreadableAnnotations
from exchange.models import AnnotationImport, ImportedAnnotation
from exchange.presenters import Site
from exchange.queries import Scope
from exchange.services import (
    AT_ONCE,
    confirm_import,
    discard_import,
    import_job,
    start_import,
    undo_import,
)
from sources.models import Passage
from sources.services import create_passage
from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.sources import current_version, make_source
from tests.factories.workspaces import MembershipFactory, UserFactory, WorkspaceFactory
from workspaces.jobs import Progress, perform
from workspaces.models import Job

pytestmark = pytest.mark.django_db

TEXT = "🛳️🛳️ The ferry sank. Nobody believed it, in the cold of the third year. 渡し船が沈んだ。 The council met on the pier."
URL = "https://harbour.example/ferry"


@pytest.fixture
def workspace(db):
    return WorkspaceFactory(slug="ferries")


@pytest.fixture
def source(workspace):
    return make_source(workspace, TEXT, key="ferry", title="The ferry", authors=("Ada Moss",))


@pytest.fixture
def person(db):
    return UserFactory(name="Kim Reed")


def annotation(exact, *, source=URL, name="urn:1", **members):
    """An annotation of that quote; members replace what it has."""
    target = {"source": source, "selector": [{"type": "TextQuoteSelector", "exact": exact}]}
    return {"id": name, "type": "Annotation", "target": target} | members


def evidence_on(wording="Ferries are unsafe.", bearing="supports", **more):
    return {
        "body": [
            {"type": "SpecificResource", "source": "urn:claim", "bearing": bearing, **more},
            {"type": "TextualBody", "value": wording, "purpose": "describing"},
        ]
    }


@pytest.fixture
def look(workspace, source, person):
    """A function that starts an import of the annotations, all of which lie in the source unless they say otherwise."""

    def look_at(*annotations, **options):
        data = json.dumps(annotations).encode()
        given = {"workspace": workspace, "source": source, "origin": "theirs.json", "by": person} | options
        return start_import(data=data, **given)

    return look_at


def outcomes(batch):
    return [(row.outcome, row.reason) for row in batch.items.all()]


def counts(workspace):
    return (
        Passage.objects.filter(workspace=workspace).count(),
        Evidence.objects.filter(workspace=workspace).count(),
        Claim.objects.filter(workspace=workspace).count(),
    )


def test_looking_changes_nothing_but_the_import(look, workspace):
    batch = look(annotation("The ferry sank.", **evidence_on()))

    assert (batch.state, outcomes(batch)) == (ImportState.READY, [(ItemOutcome.EXACT, "")])
    assert counts(workspace) == (0, 0, 0)


@pytest.mark.parametrize(("unit", "start", "end"), [("code_points", 5, 20), ("utf16", 7, 22), ("bytes", 15, 30)])
def test_the_unit_of_the_position_is_named(look, unit, start, end):
    assert TEXT[5:20] == "The ferry sank."
    given = annotation("The ferry sank.")
    given["target"]["selector"].append({"type": "TextPositionSelector", "start": start, "end": end})

    [row] = look(given).items.all()

    assert (row.start, row.units, row.distance) == (5, [unit], 0)
    assert row.position_words == f"position fits in {({'utf16': 'UTF-16 units'}).get(unit, unit.replace('_', ' '))}"


def test_each_quote_gets_its_grade_or_is_refused_with_the_nearest_text(look):
    batch = look(
        annotation("The ferry sank.", name="urn:1"),
        annotation("The  ferry\nsank.", name="urn:2"),
        annotation("The ferry sank. … The council met on the pier.", name="urn:3"),
        annotation("The ferry sinks.", name="urn:4"),
    )

    rows = list(batch.items.all())
    assert [row.outcome for row in rows] == ["exact", "normalised", "elided", "refused"]
    assert rows[3].nearest == "The ferry sank."
    assert "does not stand in the text" in rows[3].reason


def test_evidence_of_others_is_only_suggested_and_counts_nowhere(look, source):
    batch = confirm_import(batch=look(annotation("The ferry sank.", **evidence_on())), by=None)

    [row] = batch.items.all()
    assert (batch.state, row.evidence.state, row.evidence.bearing) == (ImportState.DONE, "suggested", "supports")
    assert row.evidence.why == {"imported": "theirs.json", "annotation": "urn:1", "creator": ""}
    assert (row.claim.text, row.claim.status) == ("Ferries are unsafe.", "draft")
    assert row.evidence.speaker == source.authors.get()
    assert not Stance.objects.exists()


def test_own_judgements_come_in_as_accepted_under_the_importers_name(look, person):
    batch = look(annotation("The ferry sank.", **evidence_on(bearing="contradicts")), own_judgement=True)
    confirm_import(batch=batch, by=person)

    evidence = Evidence.objects.get()
    assert (evidence.state, evidence.bearing, evidence.decided_by) == ("accepted", "contradicts", person)
    assert Stance.objects.get().position == "denies"


def test_a_claim_of_the_same_wording_is_taken_instead_of_a_new_one(look, workspace):
    claim = ClaimFactory(workspace=workspace, text="Ferries are unsafe.")

    batch = confirm_import(batch=look(annotation("The ferry sank.", **evidence_on("ferries  are UNSAFE."))), by=None)

    assert [(row.claim, row.made_claim) for row in batch.items.all()] == [(claim, False)]


def test_two_annotations_on_one_new_claim_make_it_once(look, workspace):
    confirm_import(
        batch=look(
            annotation("The ferry sank.", name="urn:1", **evidence_on()),
            annotation("the third year", name="urn:2", **evidence_on()),
        ),
        by=None,
    )

    assert counts(workspace) == (2, 2, 1)


def test_tags_say_what_our_terms_would(look, workspace):
    claim = ClaimFactory(workspace=workspace, number=7)
    tags = [{"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in ("contradicts", "c-7", "sea")]

    [row] = look(annotation("The ferry sank.", body=tags)).items.all()

    assert (row.claim, row.bearing, row.losses) == (claim, "contradicts", ["tags: sea"])


def test_a_comment_alone_makes_a_plain_passage_and_its_words_are_a_named_loss(look, workspace):
    batch = confirm_import(batch=look(annotation("The ferry sank.", bodyValue="Brave.")), by=None)

    assert [row.losses for row in batch.items.all()] == [["comment: Brave."]]
    assert counts(workspace) == (1, 0, 0)


def test_the_named_speaker_is_found_or_made(look, workspace, source):
    speaker = {"speaker": {"type": "Person", "name": "Lee Park"}}
    confirm_import(
        batch=look(
            annotation("The ferry sank.", name="urn:1", **evidence_on(**speaker)),
            annotation("the third year", name="urn:2", **evidence_on(speaker={"name": "ada moss"})),
        ),
        by=None,
    )

    speakers = {row.passage.exact: row.speaker.name for row in Evidence.objects.all()}
    assert speakers == {"The ferry sank.": "Lee Park", "the third year": "Ada Moss"}


def test_sources_are_found_by_every_name_they_have(look, workspace, source):
    type(source).objects.filter(pk=source.pk).update(url="https://www.harbour.example/ferry?b=1", doi="10.1/Ferry")
    version, capture = current_version(source), source.captures.get()
    other = make_source(workspace, "Another text.", key="other", title="Other")
    cached = f"https://x.example/api/v1/sources/{source.pk}/text/?text_version={version.pk}"
    named = [
        {"source": "http://harbour.example/ferry?b=1#top"},
        {"source": "https://doi.org/10.1/FERRY"},
        {"source": "doi:10.1/ferry"},
        {"source": f"https://elsewhere.example/api/v1/sources/{source.pk}/"},
        {"source": f"https://elsewhere.example/w/ferries/sources/{source.pk}/#p-1"},
        {"source": "urn:x", "state": {"type": "TimeState", "cached": cached}},
        {"source": "urn:x", "state": {"type": "TimeState", "sha256": version.sha256}},
        {"source": "urn:x", "state": {"type": "TimeState", "sha256": capture.sha256}},
    ]
    quote = {"selector": {"type": "TextQuoteSelector", "exact": "The ferry sank."}}

    batch = look(*({"id": f"urn:{n}", "target": quote | one} for n, one in enumerate(named)), source=other)

    assert [row.source for row in batch.items.all()] == [source] * len(named)


def test_without_any_source_the_reason_names_what_was_looked_for(look):
    [(outcome, reason)] = outcomes(look(annotation("The ferry sank."), source=None))

    assert outcome == ItemOutcome.REFUSED
    assert URL in reason


def test_a_bare_position_counts_only_in_the_text_that_the_annotation_names(look, source):
    digest = current_version(source).sha256
    position = {"selector": {"type": "TextPositionSelector", "start": 5, "end": 20}}
    sure = {"id": "urn:1", "target": {"source": URL, **position, "state": {"sha256": digest}}}
    unsure = {"id": "urn:2", "target": {"source": URL, **position}}

    rows = list(look(sure, unsure).items.all())

    assert (rows[0].outcome, rows[0].quote) == ("exact", "The ferry sank.")
    assert (rows[1].outcome, "position without a quote" in rows[1].reason) == ("refused", True)


def test_a_range_between_two_quotes_is_the_text_up_to_the_second(look):
    ends = [{"type": "TextQuoteSelector", "exact": exact} for exact in ("Nobody", "渡し船")]
    selector = {"type": "RangeSelector", "startSelector": ends[0], "endSelector": ends[1]}

    [row] = look({"id": "urn:1", "target": {"source": URL, "selector": selector}}).items.all()

    assert (row.outcome, row.quote) == ("exact", "Nobody believed it, in the cold of the third year.")


def test_several_targets_are_a_passage_each_or_one_in_stretches(look, workspace):
    targets = [
        {"source": URL, "selector": {"type": "TextQuoteSelector", "exact": exact}}
        for exact in ("The ferry sank.", "The council met on the pier.")
    ]
    batch = look(
        {"id": "urn:1", "target": targets}, {"id": "urn:2", "target": targets, "onePassage": True}, own_judgement=False
    )
    confirm_import(batch=batch, by=None)

    rows = list(batch.items.all())
    assert [(row.iri, row.part, row.outcome) for row in rows] == [
        ("urn:1", 0, "exact"), ("urn:1", 1, "exact"), ("urn:2", 0, "elided"),
    ]  # fmt: skip
    assert rows[2].passage.exact == "The ferry sank. […] The council met on the pier."
    assert counts(workspace)[0] == 3


def test_what_was_imported_is_not_imported_again_until_it_is_taken_back(look, workspace, person):
    given = annotation("The ferry sank.", **evidence_on())
    nameless = annotation("the third year") | {"id": None}
    first = confirm_import(batch=look(given, nameless), by=person)
    before = counts(workspace)

    again = look(given, nameless)
    confirm_import(batch=again, by=person)
    assert [outcome for outcome, _ in outcomes(again)] == ["known", "known"]
    assert counts(workspace) == before == (2, 1, 1)
    undo_import(batch=first, by=person)
    assert [outcome for outcome, _ in outcomes(look(given, nameless))] == ["exact", "exact"]


def test_an_annotation_twice_in_one_file_is_imported_once(look):
    given = annotation("The ferry sank.")

    assert [outcome for outcome, _ in outcomes(look(given, given))] == ["exact", "known"]


def test_taking_back_removes_all_that_was_made_and_nothing_else(look, workspace, source, person):
    mine = create_passage(text_version=current_version(source), exact="the third year", by=person)
    claim = ClaimFactory(workspace=workspace, text="Winters are cold.")
    batch = confirm_import(
        batch=look(
            annotation("The ferry sank.", name="urn:1", **evidence_on()),
            annotation("the third year", name="urn:2", **evidence_on("Winters are cold.")),
        ),
        by=person,
    )

    undo_import(batch=batch, by=person)

    assert batch.state == ImportState.UNDONE
    assert list(Passage.objects.all()) == [mine]
    assert list(Claim.objects.all()) == [claim]
    assert not Evidence.objects.exists()


def test_taking_back_leaves_what_people_have_built_on(look, workspace, person):
    batch = confirm_import(
        batch=look(
            annotation("The ferry sank.", name="urn:1", **evidence_on()),
            annotation("the third year", name="urn:2", **evidence_on("Winters are cold.")),
        ),
        by=person,
    )
    decided = Evidence.objects.get(claim__text="Ferries are unsafe.")
    decide_evidence(evidence=decided, state=EvidenceState.ACCEPTED, by=person)

    result = importing.undo(batch, Progress(), person)

    assert result == {"gone": 3, "kept": 3}
    assert [row.claim.text for row in Evidence.objects.all()] == ["Ferries are unsafe."]
    assert counts(workspace) == (1, 1, 1)


def test_own_judgements_that_nobody_touched_go_with_their_stances(look, workspace, person):
    batch = look(annotation("The ferry sank.", **evidence_on()), own_judgement=True)
    confirm_import(batch=batch, by=person)

    undo_import(batch=batch, by=person)

    assert counts(workspace) == (0, 0, 0)
    assert not Stance.objects.exists()


def test_rejected_evidence_is_not_suggested_again(look, workspace, source, person):
    claim = ClaimFactory(workspace=workspace, text="Ferries are unsafe.")
    passage = create_passage(text_version=current_version(source), exact="The ferry sank.", by=person)
    rejected = EvidenceFactory(claim=claim, passage=passage, speaker=source.authors.get(), state=EvidenceState.REJECTED)

    batch = confirm_import(batch=look(annotation("The ferry sank.", **evidence_on())), by=person)

    [row] = batch.items.all()
    assert (row.evidence, row.made_evidence, Evidence.objects.get().state) == (rejected, False, "rejected")


def test_a_contradiction_to_what_is_there_is_refused_and_leaves_nothing_half_done(look, workspace, source, person):
    claim = ClaimFactory(workspace=workspace, text="Ferries are unsafe.")
    passage = create_passage(text_version=current_version(source), exact="The ferry sank.", by=person)
    EvidenceFactory(claim=claim, passage=passage, speaker=source.authors.get(), bearing=Bearing.CONTEXT)
    batch = look(annotation("The ferry sank.", **evidence_on()), own_judgement=True)

    confirm_import(batch=batch, by=person)

    [(outcome, reason)] = outcomes(batch)
    assert (outcome, "is evidence on" in reason) == ("refused", True)
    assert counts(workspace) == (1, 1, 1)


def test_confirming_twice_and_undoing_twice_do_it_once(look, workspace):
    batch = look(annotation("The ferry sank."))
    stale = AnnotationImport.objects.get(pk=batch.pk)
    confirm_import(batch=batch, by=None)

    with pytest.raises(ImportNotReady):
        confirm_import(batch=stale, by=None)
    undo_import(batch=batch, by=None)
    with pytest.raises(ImportNotReady):
        undo_import(batch=stale, by=None)
    assert counts(workspace) == (0, 0, 0)


def test_an_import_that_was_cut_off_goes_on_where_it_was(look, workspace, monkeypatch):
    batch = look(*(annotation(exact, name=exact) for exact in ("The ferry sank.", "the third year")))
    make = importing.create_passage
    monkeypatch.setattr(importing, "create_passage", lambda **given: make(**given) if given["start"] == 5 else 1 / 0)
    with pytest.raises(ZeroDivisionError):
        confirm_import(batch=batch, by=None)
    assert counts(workspace)[0] == 1
    monkeypatch.undo()

    confirm_import(batch=batch, by=None)

    assert (batch.state, counts(workspace)[0]) == (ImportState.DONE, 2)


def test_large_files_are_jobs_with_progress(look, workspace, person):
    batch = look(*(annotation("The ferry sank.", name=f"urn:{number}") for number in range(AT_ONCE + 1)))

    assert (batch.state, batch.items.count()) == (ImportState.RECEIVED, 0)
    perform(import_job(batch=batch).pk, examining.examine_job)
    confirm_import(batch=batch, by=person)
    perform(import_job(batch=batch).pk, importing.apply_job)
    batch.refresh_from_db()
    assert (batch.state, counts(workspace)[0]) == (ImportState.DONE, 1)
    undo_import(batch=batch, by=person)
    perform(import_job(batch=batch).pk, importing.undo_job)
    assert counts(workspace)[0] == 0
    assert [job.state for job in Job.objects.filter(subject=batch.pk)] == ["done"] * 3


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"<html></html>", "not JSON"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"[]", "no annotation"),
        (b'{"type": "AnnotationCollection", "first": "urn:x"}', "no annotation"),
        (b'{"id": "\\u0000", "target": 1}', "NUL"),
    ],
)
def test_a_file_without_annotations_is_refused_with_the_reason(workspace, data, said):
    with pytest.raises(UnreadableAnnotations, match=said):
        start_import(workspace=workspace, data=data, origin="x.json", by=None)
    assert not AnnotationImport.objects.exists()


def test_a_discarded_import_leaves_nothing(look):
    discard_import(batch=look(annotation("The ferry sank.")))

    assert not ImportedAnnotation.objects.exists()


def test_what_one_workspace_exports_another_with_the_same_text_imports_without_loss(look, workspace, source, person):
    claim = ClaimFactory(workspace=workspace, text="Ferries are unsafe.")
    version = current_version(source)
    for exact, bearing in (
        ("The ferry sank.", "supports"),
        ("Nobody believed it […] The council met on the pier.", "context"),
    ):
        passage = create_passage(text_version=version, exact=exact, by=person)
        EvidenceFactory(claim=claim, passage=passage, speaker=source.authors.get(), bearing=bearing)
    create_passage(text_version=version, exact="渡し船が沈んだ。", by=person)
    site = Site("https://x.example")
    exported = "".join(
        write_collection(site.annotations(Scope(workspace)), address="urn:c", label="l", context=site.context)
    )
    other = WorkspaceFactory()
    copy = make_source(other, TEXT, key="copy", title="A copy", authors=("Ada Moss",))

    batch = start_import(workspace=other, data=exported.encode(), origin="x.json", by=person, own_judgement=True)
    confirm_import(batch=batch, by=person)

    def state(of):
        rows = Evidence.objects.filter(workspace=of)
        return (
            sorted(Passage.objects.filter(workspace=of).values_list("exact", "prefix", "suffix")),
            sorted(rows.values_list("claim__text", "bearing", "passage__exact", "speaker__family")),
        )

    assert [(row.losses, row.distance, row.source) for row in batch.items.all()] == [([], 0, copy)] * 3
    assert state(other) == state(workspace)


def test_removed_evidence_of_an_import_does_not_stop_taking_it_back(look, workspace, person):
    batch = confirm_import(batch=look(annotation("The ferry sank.", **evidence_on())), by=person)
    remove_evidence(evidence=Evidence.objects.get(), by=person)

    undo_import(batch=batch, by=person)

    assert counts(workspace) == (0, 0, 0)


def test_where_two_judgements_are_wanted_an_own_judgement_is_the_first_of_them(look, workspace):
    workspace.judgements_wanted = 2
    workspace.save()
    importer = MembershipFactory(workspace=workspace, role="annotator").user
    batch = look(annotation("The ferry sank.", **evidence_on()), own_judgement=True, by=importer)
    confirm_import(batch=batch, by=importer)

    assert Evidence.objects.get().state == EvidenceState.JUDGING
    undo_import(batch=batch, by=importer)
    assert counts(workspace) == (0, 0, 0)
