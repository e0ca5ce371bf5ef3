"""Pages of imports: look, confirm, take back; roles; the command says the same on a terminal."""

import json
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from claims.models import Evidence
from exchange.models import AnnotationImport
from exchange.services import start_import
from sources.models import Passage
from tests.exchange.test_import import TEXT, annotation, evidence_on
from tests.factories.sources import make_source
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory

pytestmark = pytest.mark.django_db
GIVEN = [
    annotation("The ferry sank.", name="urn:1", **evidence_on()),
    annotation("The ferry sinks.", name="urn:2"),
]


@pytest.fixture
def member(db):
    return MembershipFactory(role="annotator", workspace__slug="ferries")


@pytest.fixture
def source(member):
    return make_source(member.workspace, TEXT, key="ferry", title="The ferry", authors=("Ada Moss",))


@pytest.fixture
def client(member):
    client = Client()
    client.force_login(member.user)
    return client


@pytest.fixture
def batch(member, source):
    data = json.dumps(GIVEN).encode()
    return start_import(workspace=member.workspace, data=data, origin="theirs.json", source=source, by=member.user)


def page_of(response):
    return response.content.decode()


@pytest.mark.parametrize("way", ["file", "pasted"])
def test_a_file_or_a_paste_is_looked_at_confirmed_and_taken_back(client, source, way):
    data = json.dumps(GIVEN)
    sent = {"file": SimpleUploadedFile("theirs.json", data.encode())} if way == "file" else {"pasted": data}

    page = client.post("/w/ferries/annotations/import/", {**sent, "source": str(source.pk)}, follow=True)
    address = page.request["PATH_INFO"]

    assert "Nothing is imported yet" in page_of(page)
    assert "The ferry sank." in page_of(page)
    assert not Passage.objects.exists()
    page = client.post(f"{address}confirm/", follow=True)
    assert "1 passage, 1 piece of evidence, 1 new claim" in " ".join(page_of(page).split())
    assert Evidence.objects.get().state == "suggested"
    page = client.post(f"{address}undo/", follow=True)
    assert "Nothing of it is left" in page_of(page)
    assert not Passage.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose a file or paste annotations."),
        ({"pasted": "<html>"}, "This is not JSON"),
        ({"pasted": "[]"}, "There is no annotation in this file."),
    ],
)
def test_what_cannot_be_looked_at_is_said_in_the_form(client, source, sent, said):
    response = client.post("/w/ferries/annotations/import/", sent)

    assert (response.status_code, said in page_of(response)) == (422, True)


def test_the_source_whose_page_one_came_from_is_chosen(client, source):
    page = page_of(client.get(f"/w/ferries/annotations/import/?source={source.pk}"))

    assert f'<option value="{source.pk}" selected>' in page


def test_a_source_of_another_workspace_cannot_be_chosen(client):
    strange = make_source(WorkspaceFactory(), TEXT, key="other")

    response = client.post("/w/ferries/annotations/import/", {"pasted": json.dumps(GIVEN), "source": str(strange.pk)})

    assert response.status_code == 422
    assert not AnnotationImport.objects.exists()


def test_rows_are_shown_by_outcome(client, batch):
    address = f"/w/ferries/annotations/imports/{batch.pk}/"

    refused = page_of(client.get(f"{address}?outcome=refused"))

    assert "Nearest text: <q>The ferry sank.</q>" in refused
    assert "urn:1" not in refused


def test_the_home_says_that_an_import_waits(client, batch):
    assert "import of annotations to confirm" in page_of(client.get("/w/ferries/"))


def test_a_discarded_import_is_gone(client, batch):
    page = client.post(f"/w/ferries/annotations/imports/{batch.pk}/discard/", follow=True)

    assert "theirs.json is thrown away" in page_of(page)
    assert not AnnotationImport.objects.exists()


def test_confirming_twice_says_that_it_is_done(client, batch):
    address = f"/w/ferries/annotations/imports/{batch.pk}/confirm/"
    client.post(address)

    assert "is in another state: imported" in page_of(client.post(address, follow=True))
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("step", ["confirm", "undo", "discard"])
def test_viewers_see_and_change_nothing(member, batch, step):
    viewer, address = Client(), f"/w/ferries/annotations/imports/{batch.pk}/"
    viewer.force_login(MembershipFactory(workspace=member.workspace, role="viewer").user)

    assert viewer.get(address).status_code == 200
    assert "Throw away" not in page_of(viewer.get(address))
    assert viewer.post(f"{address}{step}/").status_code == 403
    assert viewer.get("/w/ferries/annotations/import/").status_code == 403


def test_strangers_find_nothing(batch):
    stranger = Client()
    stranger.force_login(MembershipFactory().user)

    assert stranger.get(f"/w/ferries/annotations/imports/{batch.pk}/").status_code == 404


def test_pages_cost_the_same_number_of_queries_with_one_row_and_with_more(
    client, member, source, batch, django_assert_num_queries
):
    for more in (1, 3):
        many = [
            annotation("The ferry sank.", name=f"urn:x{n}-{more}", **evidence_on(f"Claim {n}.")) for n in range(more)
        ]
        one = start_import(
            workspace=member.workspace,
            data=json.dumps(many).encode(),
            origin="more.json",
            source=source,
            by=member.user,
        )
        with django_assert_num_queries(9):
            client.get(f"/w/ferries/annotations/imports/{one.pk}/")
        with django_assert_num_queries(5):
            client.get("/w/ferries/annotations/")


def run(path, *options):
    out, err, failure = StringIO(), StringIO(), ""
    try:
        call_command(
            "import_annotations", str(path), *options, workspace="ferries", stdout=out, stderr=err, no_color=True
        )
    except CommandError as error:
        failure = str(error)
    return out.getvalue(), err.getvalue(), failure


@pytest.fixture
def path(tmp_path, source):
    path = tmp_path / "theirs.json"
    path.write_text(json.dumps(GIVEN))
    return path


def test_the_command_says_what_would_become_of_each_and_saves_nothing(path):
    out, err, failure = run(path, "--source", "ferry", "--dry-run")

    assert "urn:1: exact, supports a new claim" in out
    assert "1 passages, 1 pieces of evidence and 1 claims would be saved; 0 imported before, 1 refused." in out
    assert "urn:2: refused. The quotation does not stand in the text." in err
    assert "1 could not be imported" in failure
    assert not Passage.objects.exists()
    assert not AnnotationImport.objects.exists()


def test_the_command_imports_once(path, member):
    run(path, "--source", "ferry", "--by", member.user.email, "--own-judgement")
    out, _, _ = run(path, "--source", "ferry")

    assert (Evidence.objects.get().state, Evidence.objects.get().decided_by) == ("accepted", member.user)
    assert "urn:1: imported before" in out
    assert Passage.objects.count() == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--source", "none"), "no source with the key “none”"),
        (("--by", "nobody@harbour.example"), "no user"),
        (("--own-judgement",), "--own-judgement needs --by"),
    ],
)
def test_the_command_names_what_is_not_there(path, options, said):
    assert said in run(path, *options)[2]


def test_the_command_refuses_what_is_no_file_of_annotations(tmp_path, source):
    (tmp_path / "no.json").write_text("<html>")

    assert "This is not JSON" in run(tmp_path / "no.json")[2]
    assert "no such file" in run(tmp_path / "missing.json")[2]
