"""Does queued jobs in this process, so that a benchmark measures the work and not the waiting."""

import time
from collections.abc import Iterator


def work_off() -> Iterator[tuple[str, float]]:
    """Do queued jobs until none is left; yield each one's title with its result, and its seconds."""
    from agreement.analysis import analyse_workspace, embed_claims  # noqa: PLC0415 - Django is set up by now
    from sources.ingest import extract_text  # noqa: PLC0415 - the same
    from workspaces import jobs  # noqa: PLC0415 - the same
    from workspaces.models import Job  # noqa: PLC0415 - the same

    work = {
        "sources.extract_text": extract_text,
        "agreement.analyse_workspace": analyse_workspace,
        "agreement.embed_claims": embed_claims,
    }
    while (job := Job.objects.filter(state="queued").order_by("created_at").first()) is not None:
        began = time.perf_counter()
        state = jobs.perform(job.pk, work[job.task])
        job.refresh_from_db()
        if state != "done":
            raise SystemExit(f"“{job.title}” ended as {state}: {job.reason}")
        yield f"{job.title} {job.result}", time.perf_counter() - began


def send_nothing() -> None:
    """Keep jobs from being sent to a worker: this process does them."""
    from workspaces import dispatch  # noqa: PLC0415 - Django is set up by now

    dispatch.send = lambda job: True  # noqa: ARG005 - the signature of `send`
