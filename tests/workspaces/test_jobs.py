from datetime import timedelta

import pytest
from django.utils import timezone

from common.errors import InvalidInputError
from tests.factories.workspaces import JobFactory, WorkspaceFactory
from workspaces import dispatch, jobs
from workspaces.enums import JobState
from workspaces.errors import JobNotRetryableError
from workspaces.services import enqueue_job, retry_job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sent(monkeypatch):
    """The names of the tasks that were sent to the broker."""
    names = []
    monkeypatch.setattr(dispatch.current_app, "send_task", lambda name, **_: names.append(name))
    return names


def test_perform_does_the_work_and_keeps_its_result():
    job = JobFactory()

    state = jobs.perform(job.pk, lambda _job, progress: progress.report(stage="Half", done=1, total=2) or {"n": 7})

    job.refresh_from_db()
    assert state == JobState.DONE == job.state
    assert (job.result, job.attempts, job.progress_done, job.progress_total) == ({"n": 7}, 1, 2, 2)
    assert job.lease_until is None


def test_perform_does_a_job_once_however_often_it_is_told():
    job = JobFactory()
    calls = []

    first = jobs.perform(job.pk, lambda *_: calls.append(1) or {})
    second = jobs.perform(job.pk, lambda *_: calls.append(2) or {})

    assert (first, second, calls) == (JobState.DONE, None, [1])


def test_perform_keeps_the_reason_in_words_when_the_work_cannot_be_done():
    job = JobFactory()

    def work(*_):
        raise InvalidInputError("notes.txt: the file is empty.")

    jobs.perform(job.pk, work)

    job.refresh_from_db()
    assert (job.state, job.reason) == (JobState.FAILED, "notes.txt: the file is empty.")


def test_perform_records_a_mistake_of_ours_as_a_failure():
    job = JobFactory()

    jobs.perform(job.pk, lambda *_: 1 / 0)

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.reason.startswith("ZeroDivisionError")


def test_perform_writes_nothing_when_the_lease_was_lost_to_another_worker():
    job = JobFactory()

    def work(running, _progress):
        type(running).objects.filter(pk=running.pk).update(attempts=9)
        return {"late": True}

    assert jobs.perform(job.pk, work) is None
    job.refresh_from_db()
    assert (job.state, job.result) == (JobState.RUNNING, {})


def expired(**fields):
    return JobFactory(state=JobState.RUNNING, attempts=1, lease_until=timezone.now() - timedelta(seconds=1), **fields)


def test_sweep_queues_and_sends_the_job_of_a_dead_worker_again(sent):
    job = expired()

    counts = jobs.sweep()

    job.refresh_from_db()
    assert (job.state, job.deaths, job.lease_until) == (JobState.QUEUED, 1, None)
    assert counts["revived"] == 1
    assert sent == ["tests.do_nothing"]


def test_sweep_leaves_a_job_alone_whose_worker_is_alive(sent):
    job = JobFactory(state=JobState.RUNNING, lease_until=timezone.now() + timedelta(seconds=9))

    assert jobs.sweep() == {"revived": 0, "quarantined": 0, "released": 0, "sent": 0}
    job.refresh_from_db()
    assert job.state == JobState.RUNNING


def test_sweep_puts_a_job_in_quarantine_at_its_third_death_and_says_why(sent):
    job = expired(deaths=2, stage="Splitting sentences")

    jobs.sweep()

    job.refresh_from_db()
    assert job.state == JobState.QUARANTINED
    assert "died 3 times" in job.reason
    assert "Splitting sentences" in job.reason
    assert sent == []


def test_sweep_sends_a_job_again_whose_message_was_lost(sent):
    JobFactory(sent_at=timezone.now() - dispatch.RESEND_AFTER * 2)
    JobFactory(sent_at=timezone.now())

    assert jobs.sweep()["sent"] == 1
    assert sent == ["tests.do_nothing"]


def test_job_waits_until_all_before_it_have_ended(django_capture_on_commit_callbacks, sent):
    workspace = WorkspaceFactory()
    with django_capture_on_commit_callbacks(execute=True):
        first = enqueue_job(workspace=workspace, task="t.first", title="First")
        second = enqueue_job(workspace=workspace, task="t.second", title="Second")
        last = enqueue_job(workspace=workspace, task="t.last", title="Last", after=[first, second])
    assert last.state == JobState.WAITING

    with django_capture_on_commit_callbacks(execute=True):
        jobs.perform(first.pk, lambda *_: {})
    last.refresh_from_db()
    assert last.state == JobState.WAITING

    with django_capture_on_commit_callbacks(execute=True):
        jobs.perform(second.pk, lambda *_: 1 / 0)
    last.refresh_from_db()
    assert last.state == JobState.QUEUED
    assert sent == ["t.first", "t.second", "t.last"]


def test_enqueue_twice_gives_the_job_that_is_still_to_run(django_capture_on_commit_callbacks, sent):
    job = JobFactory.build()
    workspace = WorkspaceFactory()
    with django_capture_on_commit_callbacks(execute=True):
        one = enqueue_job(workspace=workspace, task="t.once", title="Once", subject=job.subject)
        two = enqueue_job(workspace=workspace, task="t.once", title="Once", subject=job.subject)

    assert one == two
    assert sent == ["t.once"]


def test_retry_forgives_deaths_and_queues_again(django_capture_on_commit_callbacks, sent):
    job = JobFactory(state=JobState.QUARANTINED, deaths=3, reason="The worker died 3 times.")

    with django_capture_on_commit_callbacks(execute=True):
        retry_job(job=job)

    job.refresh_from_db()
    assert (job.state, job.deaths, job.reason) == (JobState.QUEUED, 0, "")
    assert sent == ["tests.do_nothing"]


def test_retry_is_refused_for_a_job_that_is_done():
    job = JobFactory(state=JobState.DONE)

    with pytest.raises(JobNotRetryableError, match="nothing to retry"):
        retry_job(job=job)


def test_an_unreachable_broker_loses_no_job(monkeypatch, django_capture_on_commit_callbacks):
    def refuse(*_args, **_kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr(dispatch.current_app, "send_task", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        job = enqueue_job(workspace=WorkspaceFactory(), task="t.first", title="First")

    job.refresh_from_db()
    assert (job.state, job.sent_at) == (JobState.QUEUED, None)
