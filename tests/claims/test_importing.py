import json
import zlib

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import importing
from claims.errors import ClaimsTooManyError, ImportEndedError, UnreadableClaimsError
from claims.importing import import_brought, import_claims, import_job
from claims.models import Claim, ClaimImport, Evidence, ImportedClaim, Stance
from claims.services import confirm_claim_import, edit_claim, start_claim_import
from tests.factories.claims import ClaimFactory
from tests.factories.sources import make_source
from tests.factories.workspaces import UserFactory, WorkspaceFactory
from workspaces.jobs import Progress

pytestmark = pytest.mark.django_db

TEXT = "The lock keeper counts every barge. Nobody reads the count before the winter."


@pytest.fixture
def workspace(db):
    return WorkspaceFactory(slug="locks")


@pytest.fixture
def source(workspace):
    return make_source(workspace, TEXT, key="moss-2020", authors=("Ada Moss",))


def lines(*rows):
    return "\n".join(json.dumps({"kind": "factual"} | row) for row in rows).encode()


def bring(workspace, data, **options):
    given = {"may_decide": True, "origin": "claims.ndjson", "by": None} | options
    return import_claims(workspace, data, "ndjson", **given)


def test_new_claims_get_the_next_numbers_in_the_order_of_the_file(workspace):
    ClaimFactory(workspace=workspace, number=7)
    by = UserFactory()

    result = bring(workspace, lines({"text": "Rain."}, {"text": "Snow.", "status": "accepted", "topic": "ice"}), by=by)

    assert (result.lines, result.created, result.known, result.refused) == (2, 2, 0, 0)
    rows = Claim.objects.filter(number__gt=7).order_by("number").values_list("number", "text", "status", "topic")
    assert list(rows) == [(8, "Rain.", "draft", ""), (9, "Snow.", "accepted", "ice")]
    assert set(Claim.objects.filter(number__gt=7).values_list("created_by", flat=True)) == {by.pk}


def test_the_history_knows_every_imported_claim_and_who_brought_it(workspace):
    by = UserFactory()

    bring(workspace, lines({"text": "Rain."}, {"text": "Snow."}), by=by)

    events = Claim.pgh_event_model.objects.filter(workspace=workspace, pgh_label="insert")
    assert events.count() == 2
    assert {event.pgh_context.metadata["user"] for event in events.select_related("pgh_context")} == {str(by.pk)}


def test_the_same_file_twice_adds_nothing(workspace, source):
    evidence = [{"quote": "The lock keeper counts every barge.", "source": "moss-2020", "bearing": "supports"}]
    stance = [{"author": "Ada Moss", "position": "affirms", "reason": "Says so."}]
    data = lines({"text": "Rain.", "evidence": evidence, "stances": stance}, {"text": "Snow.", "external_id": "s"})
    bring(workspace, data)

    again = bring(workspace, data)

    assert (again.created, again.known, again.evidence_known, again.stances_known) == (0, 2, 1, 1)
    assert (again.evidence_created, again.stances_created) == (0, 0)
    assert (Claim.objects.count(), Evidence.objects.count(), Stance.objects.count()) == (2, 1, 1)


def test_one_wording_is_one_claim_whatever_its_case_and_wherever_it_stands(workspace):
    ClaimFactory(workspace=workspace, text="Rain falls.")
    ClaimFactory(text="Snow falls.")  # of another team

    result = bring(workspace, lines({"text": "RAIN falls."}, {"text": "Snow falls."}, {"text": " snow  FALLS."}))

    assert (result.created, result.known) == (1, 2)
    assert Claim.objects.filter(workspace=workspace).count() == 2


def test_what_was_reworded_here_does_not_come_in_again_by_its_old_words(workspace):
    data = lines({"text": "Rain falls.", "external_id": "r-1"})
    bring(workspace, data)
    claim = Claim.objects.get()
    edit_claim(claim=claim, text="Rain falls often.", kind="factual", topic="", by=None)

    assert bring(workspace, data).known == 1
    assert Claim.objects.get().text == "Rain falls often."


def test_one_identifier_with_two_wordings_is_refused(workspace):
    result = bring(
        workspace,
        lines({"text": "Rain.", "external_id": "a"}, {"text": "Snow.", "external_id": "a"}, {"text": "Snow."}),
    )

    assert (result.created, result.refused) == (2, 1)
    assert [(fault.line, fault.pointer) for fault in result.refusals] == [(2, "/external_id")]
    assert ImportedClaim.objects.get().claim.text == "Rain."


def test_quotes_are_suggested_where_they_stand_and_reported_where_they_do_not(workspace, source):
    good = {"quote": "Nobody reads the count", "source": "moss-2020", "bearing": "contradicts"}
    bad = [
        {"quote": "Everybody reads the count", "source": "moss-2020", "bearing": "supports"},
        good | {"source": "gone-1999"},
        good | {"speaker": "Nobody Known"},
    ]

    result = bring(workspace, lines({"text": "Counting pays.", "evidence": [good, *bad]}))

    assert (result.created, result.refused, result.evidence_created, result.parts_refused) == (1, 0, 1, 3)
    assert sorted(fault.pointer for fault in result.refusals) == [
        "/evidence/1/quote",
        "/evidence/2/source",
        "/evidence/3/speaker",
    ]
    evidence = Evidence.objects.get()
    assert (evidence.state, evidence.bearing, evidence.speaker.name) == ("suggested", "contradicts", "Ada Moss")
    assert evidence.passage.exact == "Nobody reads the count"
    assert not Stance.objects.exists()


def test_what_is_for_editors_is_refused_to_others_line_by_line(workspace, source):
    stance = {"author": "Ada Moss", "position": "affirms", "reason": "Says so."}
    data = lines({"text": "Rain.", "status": "accepted"}, {"text": "Snow.", "stances": [stance]}, {"text": "Hail."})

    result = bring(workspace, data, may_decide=False)

    assert (result.created, result.refused) == (1, 2)
    assert [fault.pointer for fault in result.refusals] == ["/status", "/stances"]


def test_a_dry_run_says_the_same_and_saves_nothing(workspace, source, django_capture_on_commit_callbacks):
    quote = {"quote": "The lock keeper counts", "source": "moss-2020", "bearing": "supports"}
    data = lines({"text": "Rain.", "external_id": "r", "evidence": [quote]})

    with django_capture_on_commit_callbacks() as callbacks:
        dry = bring(workspace, data, validate_only=True)

    assert not Claim.objects.exists()
    assert not ImportedClaim.objects.exists()
    assert not Evidence.objects.exists()
    assert callbacks == []
    assert bring(workspace, data).as_json() == dry.as_json()


def test_nothing_stays_of_an_import_that_is_cut_off(workspace, source, monkeypatch):
    def die(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(importing, "attach", die)

    with pytest.raises(KeyboardInterrupt):
        bring(workspace, lines({"text": "Rain."}))

    assert not Claim.objects.exists()
    monkeypatch.undo()
    assert bring(workspace, lines({"text": "Rain."})).created == 1


def test_many_claims_cost_as_many_queries_as_few(workspace):
    def count(number):
        with CaptureQueriesContext(connection) as queries:
            bring(workspace, lines(*({"text": f"Harbour {number} {n}."} for n in range(number))))
        return len(queries)

    count(1)  # queues the job that the others find queued

    assert count(2) == count(50)


def test_too_many_lines_are_refused_before_they_are_read(workspace, monkeypatch):
    with pytest.raises(ClaimsTooManyError, match="10,000,001 lines"):
        bring(workspace, b"\n" * 10_000_000)
    monkeypatch.setattr(importing, "MAX_BYTES", 10)
    with pytest.raises(ClaimsTooManyError, match="MB"):
        bring(workspace, b"x" * 11)


def test_too_many_pieces_are_refused(workspace, monkeypatch):
    monkeypatch.setattr(importing, "MAX_PIECES", 1)
    piece = {"quote": "q", "source": "s", "bearing": "supports"}

    with pytest.raises(ClaimsTooManyError, match="2 pieces"):
        bring(workspace, lines({"text": "Rain.", "evidence": [piece, piece]}))


def test_refusals_beyond_the_first_are_counted(workspace, monkeypatch):
    monkeypatch.setattr(importing, "FAULTS_KEPT", 2)

    result = bring(workspace, b"{\n" * 5)

    assert (result.refused, len(result.refusals)) == (5, 2)


def test_a_file_in_another_encoding_is_refused_as_a_whole(workspace):
    with pytest.raises(UnreadableClaimsError):
        bring(workspace, lines({"text": "Rain."}).decode().encode("utf-16"))


def test_a_job_imports_what_was_kept_and_drops_it(workspace):
    data = lines({"text": "Rain."}, {"text": ""})
    job = start_claim_import(
        workspace=workspace, data=data, form="ndjson", may_decide=True, origin="claims.ndjson", by=None
    )

    result = import_job(job, Progress())

    brought = ClaimImport.objects.get(pk=job.subject)
    assert (result["created"], result["refused"], result["refusals"][0]["pointer"]) == (1, 1, "/text")
    assert (brought.result, bytes(brought.content)) == (result, b"")
    assert import_job(job, Progress()) == result
    assert Claim.objects.count() == 1


def test_what_was_only_looked_at_is_imported_once_it_is_confirmed(workspace):
    job = start_claim_import(
        workspace=workspace, data=lines({"text": "Rain."}), form="ndjson", may_decide=True, validate_only=True,
        origin="claims.ndjson", by=None,
    )  # fmt: skip
    brought = ClaimImport.objects.get(pk=job.subject)
    import_brought(brought, Progress())
    assert not Claim.objects.exists()
    assert zlib.decompress(bytes(ClaimImport.objects.get().content))

    confirm_claim_import(brought=brought, by=None)
    import_job(job, Progress())

    assert Claim.objects.count() == 1
    with pytest.raises(ImportEndedError):
        confirm_claim_import(brought=brought, by=None)


def test_the_command_names_what_it_refuses_and_imports_the_rest(workspace, tmp_path, capsys):
    path = tmp_path / "claims.csv"
    path.write_text("text,kind\nRain.,factual\nSnow.,grand\n", encoding="utf-8-sig")

    with pytest.raises(CommandError, match="1 could not be imported"):
        call_command("import_claims", str(path), "--workspace", "locks")

    told = capsys.readouterr()
    assert "line 3 /kind" in told.err
    assert "1 claims imported, 0 known" in told.out
    assert Claim.objects.get().text == "Rain."
