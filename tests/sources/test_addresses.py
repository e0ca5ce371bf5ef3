"""Adding sources by their address; only the network outside is replaced."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from common.outbound import Fetched
from common.outbound.errors import AddressRefused, AnswerRefused
from sources import fetching
from sources.errors import DuplicateSource
from sources.models import Capture, Source
from sources.services import add_address, create_passage, extraction_job, request_fetch
from tests.factories.sources import current_version, make_source
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory
from workspaces import jobs
from workspaces.enums import JobState
from workspaces.models import Job
from workspaces.services import retry_job

pytestmark = pytest.mark.django_db
URL = "https://quay.example/reports/harbour"
TEXT = b"The harbour silts up every spring. Dredging costs more than it earns."


@pytest.fixture
def web(monkeypatch):
    """What stands on the web, by address; an exception is raised."""
    pages = {URL: TEXT}

    def fetch(url, *, media_types, report, **_limits):
        found = pages[url]
        if isinstance(found, Exception):
            raise found
        assert "text/html" in media_types
        report(len(found))
        return Fetched(
            asked=url,
            url=f"{url}/final",
            redirects=(url,),
            media_type="text/plain",
            headers={"content-type": "text/plain; charset=utf-8", "last-modified": "Sat, 01 Nov 2025 10:00:00 GMT"},
            data=found,
        )

    monkeypatch.setattr(fetching, "fetch", fetch)
    return pages


def add(workspace, url=URL, **fields):
    return add_address(workspace=workspace, url=url, nature="original", **fields)


def work(source):
    job = Job.objects.filter(subject=source.pk).latest("created_at")
    state = jobs.perform(job.pk, fetching.fetch_source)
    job.refresh_from_db()
    return state, job


def test_an_address_becomes_a_source_whose_text_the_worker_fetches(web):
    member = MembershipFactory()
    source = add(member.workspace, by=member.user)
    assert (source.title, source.url, source.captures.count()) == (URL, URL, 0)

    state, job = work(source)

    capture = source.captures.get()
    assert (state, job.result["bytes"]) == (JobState.DONE, len(TEXT))
    assert bytes(capture.content) == TEXT
    assert (capture.received_by, capture.origin) == (member.user, f"{URL}/final")
    assert capture.fetched["redirects"] == [URL]
    assert capture.fetched["headers"]["last-modified"].startswith("Sat")
    assert capture.text_versions.count() == 1


def test_the_analysis_waits_for_the_fetch():
    source = add(WorkspaceFactory())

    analysis = Job.objects.exclude(subject=source.pk).get()
    assert [job.subject for job in analysis.after.all()] == [source.pk]


def test_a_failure_says_why_and_another_try_mends_it(web):
    source = add(WorkspaceFactory())
    web[URL] = AnswerRefused("The server answered 404 (Not Found).")
    state, job = work(source)
    assert (state, job.reason) == (JobState.FAILED, "The server answered 404 (Not Found).")
    assert extraction_job(source=source) == job

    web[URL] = TEXT
    assert jobs.perform(retry_job(job=job).pk, fetching.fetch_source) == JobState.DONE


def test_fetching_again_keeps_what_is_the_same_and_adds_what_is_new(web):
    source = add(WorkspaceFactory())
    work(source)
    request_fetch(source=source)
    _state, job = work(source)
    assert (job.result["changed"], source.captures.count()) == (False, 1)

    web[URL] = TEXT + b" A new quay would pay."
    request_fetch(source=source)
    work(source)

    assert source.captures.count() == 2


def test_passages_follow_into_the_text_that_is_fetched_anew(web):
    source = add(WorkspaceFactory())
    work(source)
    passage = create_passage(text_version=current_version(source), exact="Dredging costs more than it earns.")

    web[URL] = b"A new quay would pay. " + TEXT
    request_fetch(source=source)
    work(source)

    assert passage.anchors.get(text_version=current_version(source)).start == 57


def test_bytes_that_another_source_has_are_refused_by_name(web):
    workspace = WorkspaceFactory()
    make_source(workspace, TEXT.decode(), title="On harbours")

    state, job = work(add(workspace))

    assert state == JobState.FAILED
    assert "already in the library as “On harbours”" in job.reason
    assert Capture.objects.count() == 1


@pytest.mark.parametrize(
    "same", [URL, f"{URL}#part", f"{URL}?utm_source=letter", "https://QUAY.example:443/reports/harbour"]
)
def test_the_same_address_is_recognised_before_it_is_fetched(same):
    workspace = WorkspaceFactory()
    first = add(workspace)

    with pytest.raises(DuplicateSource) as refused:
        add(workspace, same)

    assert refused.value.details["source"] == str(first.pk)
    assert add(WorkspaceFactory(), same).url == same


@pytest.mark.parametrize("url", ["http://0x7f000001/", "ftp://quay.example/", "http://u:p@quay.example/"])
def test_an_address_that_is_not_of_the_web_is_refused_at_once(url):
    with pytest.raises(AddressRefused):
        add(WorkspaceFactory(), url)
    assert not Source.objects.exists()


def test_this_machine_is_refused_by_the_worker_with_the_reason():
    state, job = work(add(WorkspaceFactory(), "http://localhost/"))

    assert state == JobState.FAILED
    assert "this machine itself" in job.reason


class TestPage:
    @pytest.fixture
    def member(self):
        return MembershipFactory(role="annotator")

    @pytest.fixture
    def client(self, member):
        client = Client()
        client.force_login(member.user)
        return client

    @pytest.fixture
    def page(self, member):
        return f"/w/{member.workspace.slug}/library/add/"

    def test_addresses_are_taken_one_a_line(self, client, page):
        client.post(page, {"addresses": f"{URL}\n\n https://quay.example/b ", "nature": "original"})

        assert sorted(source.url for source in Source.objects.all()) == ["https://quay.example/b", URL]

    def test_a_bad_one_and_a_known_one_are_named_and_linked(self, client, page, member):
        known = add(member.workspace)

        answer = client.post(
            page, {"addresses": f"{URL}?utm_medium=x ftp://x https://new.example/", "nature": "original"}
        )

        text = answer.content.decode()
        assert answer.status_code == 422
        assert [source.url for source in answer.context["reception"].added] == ["https://new.example/"]
        assert f"sources/{known.pk}/" in text
        assert "Only addresses that begin with http" in text

    def test_the_library_shows_how_far_and_why_not(self, client, page, member, web):
        source = add(member.workspace)
        web[URL] = AnswerRefused("The server answered 500.")
        work(source)

        text = client.get(page.removesuffix("add/")).content.decode()

        assert "The server answered 500." in text
        assert "Retry" in text


class TestCommand:
    def test_addresses_are_imported(self):
        WorkspaceFactory(slug="quay")
        call_command("import_sources", URL, "--workspace", "quay")

        assert Source.objects.get().url == URL

    def test_what_is_not_taken_is_named(self, capsys):
        WorkspaceFactory(slug="quay")
        with pytest.raises(CommandError):
            call_command("import_sources", "http://127.1/", "--workspace", "quay")

        assert "hides which address is meant" in capsys.readouterr().err
