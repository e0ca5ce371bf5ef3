"""Importing maps: the dry run, the import as one edit, its way back, and bad files."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from arguments.domain.interchange.formats import FORMATS
from arguments.domain.interchange.weaving import from_graph
from arguments.errors import ImportEndedError, UnreadableMapError
from arguments.models import Argument, ArgumentMap, BaseScore, GraphEdit, MapImport
from arguments.queries import load_graph
from arguments.services import Choices, Editor, confirm_import, receive_map_file, undo_edit
from claims.models import Claim
from tests.factories.arguments import ArgumentMapFactory
from tests.factories.claims import ClaimFactory
from tests.factories.workspaces import MembershipFactory
from tests.support.threads import at_once
from workspaces.enums import Role

pytestmark = pytest.mark.django_db

FERRIES = b"""
[Ferries]: The city should run more ferries.
  + <Road>: The road is full every morning.
    <_ [Count]: The count was made in a holiday.
  - [Cost]: Ferries cost more than buses.
"""


@pytest.fixture
def membership(client):
    membership = MembershipFactory(role=Role.EDITOR)
    client.force_login(membership.user)
    return membership


@pytest.fixture
def workspace(membership):
    return membership.workspace


def receive(membership, data=FERRIES, origin="ferries.argdown", into=None, **fields):
    return receive_map_file(
        workspace=membership.workspace, data=data, origin=origin, into=into, by=membership.user, **fields
    )


def test_a_file_becomes_a_map_of_its_own_as_one_edit(membership):
    done = confirm_import(received=receive(membership), choices=Choices(title="More ferries?"), by=membership.user)

    assert (done.map.title, done.map.lead_claim.text) == ("More ferries?", "The city should run more ferries.")
    assert Argument.objects.count() == 3
    assert [edit.said for edit in GraphEdit.objects.all()] == [
        "Imported 4 new claims and 3 arguments from ferries.argdown."
    ]


def test_taking_the_edit_back_takes_the_import_back(membership, workspace):
    into = ArgumentMapFactory(lead_claim=ClaimFactory(workspace=workspace))
    done = confirm_import(received=receive(membership, into=into), choices=Choices(), by=membership.user)
    undo_edit(editor=Editor(workspace=workspace, by=membership.user), of=done.edit.pk)

    assert Argument.objects.count() == 0
    assert list(Claim.objects.all()) == [into.lead_claim]


def test_importing_the_same_again_makes_nothing(membership):
    confirm_import(received=receive(membership), choices=Choices(), by=membership.user)
    counts = (Claim.objects.count(), Argument.objects.count(), GraphEdit.objects.count())
    again = confirm_import(received=receive(membership), choices=Choices(), by=membership.user)

    assert (Claim.objects.count(), Argument.objects.count(), GraphEdit.objects.count()) == counts
    assert again.edit is None
    assert again.map.lead_claim.text == "The city should run more ferries."


def test_a_map_exported_as_json_comes_back_whole(membership, workspace):
    done = confirm_import(received=receive(membership), choices=Choices(), by=membership.user)
    graph = load_graph(workspace.pk, done.map.lead_claim_id)
    text = FORMATS["json"].dump(from_graph(graph, "Ferries")).text
    other = MembershipFactory(role=Role.EDITOR)
    there = confirm_import(received=receive(other, text.encode(), "ferries.map.json"), choices=Choices(), by=other.user)
    copied = load_graph(other.workspace.pk, there.map.lead_claim_id)

    assert {claim.text for claim in copied.claims} == {claim.text for claim in graph.claims}
    assert sorted(one.relation for one in copied.arguments) == sorted(one.relation for one in graph.arguments)


def test_weights_of_the_file_become_base_scores_of_the_map(membership):
    done = confirm_import(
        received=receive(membership, b"arg(a,0.25). arg(b). att(b,a).", "weights.apx"),
        choices=Choices(),
        by=membership.user,
    )

    assert [(row.map, row.claim.text, row.value) for row in BaseScore.objects.all()] == [(done.map, "a", 0.25)]


def test_a_file_with_errors_is_refused_with_every_line(membership):
    with pytest.raises(UnreadableMapError) as told:
        receive(membership, b'{"format": "parallax-map", "version": 1, "statements": 3}', "bad.map.json")

    assert told.value.details["notices"]
    assert MapImport.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "origin"),
    [
        (b"", "empty.argdown"),
        (b"\xff\xfe\x00", "wrong.argdown"),
        (b"graph", "unknown.xyz"),
        (b"x" * (8 * 2**20 + 1), "big.tgf"),
    ],
)
def test_a_file_that_is_none_is_refused_and_nothing_is_kept(membership, data, origin):
    with pytest.raises(UnreadableMapError):
        receive(membership, data, origin)

    assert MapImport.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_confirming_twice_at_once_imports_once(membership):
    received = receive(membership)
    results = at_once(*[lambda: confirm_import(received=received, choices=Choices(), by=membership.user)] * 2)

    assert [type(one) for one in results].count(ImportEndedError) == 1
    assert (Argument.objects.count(), ArgumentMap.objects.count()) == (3, 1)


def test_the_pages_lead_from_the_file_to_the_map(client, workspace):
    sent = client.post(
        reverse("arguments:map_import_create", args=[workspace.slug]),
        {"file": io.BytesIO(FERRIES), "format": "argdown"},
    )
    review = client.get(sent.url)
    done = client.post(sent.url, {"title": "Ferries", "lead": "Ferries"})

    assert "4 new claims" in review.content.decode()
    assert done.url == reverse("arguments:map_detail", args=[workspace.slug, ArgumentMap.objects.get().slug])


def test_the_page_of_a_bad_file_names_its_lines(client, workspace):
    page = client.post(
        reverse("arguments:map_import_create", args=[workspace.slug]),
        {"pasted": "a b c\n[broken", "format": "apx"},
    )

    assert page.status_code == 422
    assert "Line 1" in page.content.decode()


def test_a_near_claim_is_chosen_on_the_page(client, membership, workspace):
    near = ClaimFactory(workspace=workspace, text="The city should now run more ferries.")
    received = receive(membership)
    address = reverse("arguments:map_import_review", args=[workspace.slug, received.pk])
    page = client.get(address).content.decode()
    client.post(address, {"claim-Ferries": str(near.number), "lead": "Ferries"})

    assert f"C-{near.number}" in page
    assert Argument.objects.filter(conclusion=near).count() == 2


@pytest.mark.parametrize("reasons", [1, 3])
def test_the_review_needs_as_many_queries_for_one_argument_as_for_three(
    client, membership, workspace, reasons, django_assert_num_queries
):
    text = "[A]: Lead.\n" + "".join(f"  + [B{n}]: Reason number {n}.\n" for n in range(reasons))
    received = receive(membership, text.encode())
    with django_assert_num_queries(9):
        client.get(reverse("arguments:map_import_review", args=[workspace.slug, received.pk]))


def test_the_command_says_what_it_would_do_and_keeps_nothing(membership, workspace, tmp_path, capsys):
    path = tmp_path / "ferries.argdown"
    path.write_bytes(FERRIES)
    call_command("import_map", str(path), workspace=workspace.slug, dry_run=True)
    report = json.loads(capsys.readouterr().out)

    assert (report["imported"], report["claims"]["new"], report["arguments"]["new"]) == (False, 4, 3)
    assert (Claim.objects.count(), MapImport.objects.count()) == (0, 0)


def test_the_command_imports(membership, workspace, tmp_path, capsys):
    path = tmp_path / "ferries.argdown"
    path.write_bytes(FERRIES)
    call_command("import_map", str(path), workspace=workspace.slug, title="Ferries", by=membership.user.email)

    assert json.loads(capsys.readouterr().out)["map"] == "ferries"


def test_the_command_refuses_a_workspace_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="no workspace"):
        call_command("import_map", str(tmp_path / "x.tgf"), workspace="nowhere")
