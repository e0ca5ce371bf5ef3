"""The job that makes a release: its result, its reason if there is nothing to release, and a worker that died."""

import pytest

from claims.models import Claim
from releases.models import Release
from releases.services import start_release
from releases.tasks import build_release_of_set
from tests.factories.releasing import filled_claim_set
from workspaces.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim_set():
    return filled_claim_set(claims=2)


def run(job):
    build_release_of_set(str(job.pk))
    job.refresh_from_db()
    return job


def test_the_job_makes_the_release_with_the_notes_and_tells_its_number(claim_set):
    job = run(start_release(claim_set=claim_set, notes="First.", by=None))

    assert (job.state, job.result["release"], job.result["claims"]) == ("done", 1, 2)
    assert Release.objects.get().notes == "First."


def test_a_job_with_nothing_to_release_says_why(claim_set):
    run(start_release(claim_set=claim_set, by=None))

    job = run(start_release(claim_set=claim_set, by=None))

    assert (job.state, job.reason) == ("failed", "Nothing changed since release 1.")
    assert Release.objects.count() == 1


def test_a_job_whose_worker_died_after_the_release_was_recorded_makes_no_second_one(claim_set):
    job = run(start_release(claim_set=claim_set, notes="First.", force=True, by=None))
    Claim.objects.update(topic="other")
    Job.objects.filter(pk=job.pk).update(state="queued", finished_at=None, result={})

    job = run(job)

    assert (job.state, job.result["release"]) == ("done", 1)
    assert Release.objects.count() == 1
