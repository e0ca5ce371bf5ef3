"""A killed worker loses nothing: tried with real processes, a real broker and signal 9."""

import shutil
import subprocess
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from config.local import broker
from sources.domain.canonical import canonicalise
from sources.domain.sentences import split_sentences
from sources.models import Sentence, TextVersion
from sources.services import add_source
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory
from tests.support.polling import poll_until
from tests.support.workers import running_worker
from workspaces.enums import JobState
from workspaces.models import Job
from workspaces.services import enqueue_job

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

WITHIN = 30
"""Seconds after which a job of a dead worker must be running again."""


@pytest.fixture
def embedded_broker(tmp_path):
    """The address of a broker of the test's own."""
    running = broker.start(tmp_path)
    yield running.broker_url
    running.process.kill()
    running.process.wait()


@pytest.fixture
def debian_redis(tmp_path):
    """The address of Debian's Redis server, which production would use."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("redis-server is not installed here; the continuous integration installs it")
    socket = Path(tmp_path) / "redis.sock"
    server = subprocess.Popen(
        [program, "--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
    )
    poll_until(socket.exists, what="the socket of Redis")
    yield f"redis+socket://{socket}"
    server.kill()
    server.wait()


@pytest.fixture(params=["embedded_broker", "debian_redis"])
def broker_url(request):
    """Each broker in turn."""
    return request.getfixturevalue(request.param)


def long_text(paragraphs):
    """A text that takes some seconds to read, no two sentences alike."""
    return "\n\n".join(
        f"Harbour {number} was rebuilt in {number % 90 + 3} years. Its {number % 7 + 2} cranes paid for themselves. "
        f"Nobody in town {number} says that the debt of {number * 13} crowns was a mistake."
        for number in range(paragraphs)
    )


def state_of(job):
    return Job.objects.values_list("state", "deaths", "attempts").get(pk=job.pk)


def test_import_killed_in_the_middle_finishes_without_a_doubled_or_lost_sentence(broker_url, tmp_path, monkeypatch):
    monkeypatch.setattr("workspaces.dispatch.send", lambda _job: True)
    text = long_text(4_000)
    source = add_source(
        workspace=WorkspaceFactory(),
        item={"id": "harbours", "title": "Harbours"},
        data=text.encode(),
        origin="harbours.txt",
    )
    job = Job.objects.get(subject=source.captures.get().pk)
    with running_worker(broker_url, tmp_path) as worker:
        poll_until(
            lambda: Job.objects.filter(pk=job.pk, state=JobState.RUNNING).exclude(stage="Starting").exists(),
            seconds=60,
            what="the import to be in the middle",
        )
        worker.kill()
    assert state_of(job) == (JobState.RUNNING, 0, 1)
    assert TextVersion.objects.count() == 0

    with running_worker(broker_url, tmp_path):
        poll_until(lambda: state_of(job)[2] == 2, seconds=WITHIN, what="the job to run again")
        poll_until(lambda: state_of(job)[0] == JobState.DONE, seconds=120, what="the import to finish")

    document = canonicalise(text)
    expected = [document.text[span.start : span.end] for span in split_sentences(document)]
    assert list(Sentence.objects.order_by("position").values_list("text", flat=True)) == expected
    assert len(expected) == 12_000
    assert state_of(job) == (JobState.DONE, 1, 2)


def test_job_that_kills_its_worker_three_times_is_put_in_quarantine_with_its_reason_on_the_page(
    embedded_broker, tmp_path, monkeypatch
):
    monkeypatch.setattr("workspaces.dispatch.send", lambda _job: True)
    member = MembershipFactory()
    job = enqueue_job(workspace=member.workspace, task="tests.kill_worker", title="Read a poisoned file")

    with running_worker(embedded_broker, tmp_path, app="tests.support.deadly_worker", PARALLAX_JOB_LEASE_SECONDS="2"):
        poll_until(lambda: state_of(job)[0] == JobState.QUARANTINED, seconds=90, what="the quarantine")

    assert state_of(job) == (JobState.QUARANTINED, 3, 3)
    client = Client()
    client.force_login(member.user)
    page = client.get(reverse("workspaces:jobs", args=[member.workspace.slug])).content.decode()
    assert "Read a poisoned file" in page
    assert "The worker died 3 times" in page
