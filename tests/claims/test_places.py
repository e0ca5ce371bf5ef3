"""Evidence whose passage moved, changed or vanished says so: on its claim, in the list of claims and in the reader."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims.models import Evidence
from sources.ingest import ensure_text_version, extract_text
from sources.models import Capture
from sources.reanchoring import reanchor_source
from sources.services import add_capture, create_passage
from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.sources import current_version, make_source
from tests.factories.workspaces import MembershipFactory
from workspaces.jobs import Progress, perform
from workspaces.models import Job

pytestmark = pytest.mark.django_db

OLD = (
    "The ferry may sail at nine when the tide allows. Nobody paid the harbour dues last year.\n\n"
    "All ships must wait at the pier until dawn breaks. The council met twice and left."
)
NEW = (
    "The ferry must sail at nine when the tide allows. Nobody paid the harbour dues last year.\n\n"
    "The council met twice and left."
)
CHANGED = "The ferry may sail at nine when the tide allows."
GONE = "All ships must wait at the pier until dawn breaks."
KEPT = "Nobody paid the harbour dues last year."


@pytest.fixture
def member():
    return MembershipFactory(role="annotator")


@pytest.fixture
def source(member):
    source = make_source(member.workspace, OLD)
    for number, exact in enumerate((CHANGED, GONE, KEPT), start=1):
        passage = create_passage(text_version=current_version(source), exact=exact)
        claim = ClaimFactory(workspace=member.workspace, number=number)
        EvidenceFactory(claim=claim, passage=passage, speaker=source.authors.get())
    return source


@pytest.fixture
def changed_source(source):
    ensure_text_version(add_capture(source=source, data=NEW.encode(), origin="again.txt"), Progress())
    reanchor_source(source, Progress())
    return source


@pytest.fixture
def html(client, member):
    client.force_login(member.user)

    def html(name, *arguments):
        return client.get(reverse(name, args=[member.workspace.slug, *arguments])).content.decode()

    return html


def test_a_claim_whose_evidence_has_other_words_shows_them(html, changed_source):
    page = html("claims:detail", 1)
    assert "Words changed" in page
    assert "<ins>must</ins>" in page
    assert "<del>may</del>" in page
    assert "no certain place" not in page


def test_a_claim_whose_evidence_vanished_says_so_and_leads_to_the_repair(html, changed_source):
    page = html("claims:detail", 2)
    assert "Not in the new text" in page
    assert "no certain place in the newest text" in page
    assert "repairs/?claim=2#repair-" in page
    assert Evidence.objects.accepted().count() == 3


def test_a_claim_whose_evidence_stayed_says_nothing(html, changed_source):
    page = html("claims:detail", 3)
    assert "quote__place" not in page
    assert "Words changed" not in page


def test_the_list_of_claims_counts_shaken_evidence(html, changed_source):
    page = html("claims:list")
    assert "of evidence on C-1 moved, changed or vanished" in page
    assert "of evidence on C-2 moved, changed or vanished" in page
    assert "of evidence on C-3" not in page


def test_the_reader_says_what_changed_and_leads_to_what_waits(html, source, changed_source):
    page = html("claims:source_detail", source.pk)
    assert "<strong>1</strong> has other words" in page
    assert f"repairs/?source={source.pk}" in page


def test_the_reader_of_an_unchanged_text_says_nothing(html, source):
    assert "this text has changed" not in html("claims:source_detail", source.pk)


class TestNewVersion:
    @pytest.fixture
    def send(self, client, member, source):
        client.force_login(member.user)
        address = reverse("sources:version_add", args=[member.workspace.slug, source.pk])
        return lambda data: client.post(address, data)

    def test_the_form_says_what_will_happen_to_the_passages(self, html, source):
        assert "The 3 passages marked in it are looked for in the new text" in html("sources:version_add", source.pk)

    @pytest.mark.parametrize("data", [{"pasted": NEW}, {"file": SimpleUploadedFile("again.txt", NEW.encode())}])
    def test_a_new_version_is_read_and_its_passages_are_found(self, send, source, data):
        assert send(data).status_code == 302
        perform(Job.objects.filter(task="sources.extract_text").latest("created_at").pk, extract_text)
        assert current_version(source).anchors.count() == 3

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            ({}, "Choose a file or paste a text."),
            ({"pasted": OLD}, "Nothing is new in them."),
            ({"file": SimpleUploadedFile("empty.txt", b"")}, "empty"),
            ({"file": SimpleUploadedFile("a.txt", b"\x00\x01\x02")}, "a.txt: "),
            ({"pasted": NEW, "file": SimpleUploadedFile("again.txt", NEW.encode())}, "not both"),
        ],
    )
    def test_what_cannot_be_taken_is_named_and_nothing_is_written(self, send, data, reason):
        answer = send(data)
        assert answer.status_code == 422
        assert reason in answer.content.decode()
        assert Capture.objects.count() == 1
