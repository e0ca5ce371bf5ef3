"""What the worker does for agreement."""

from celery import shared_task

from agreement import analysis, claim_vectors, reembedding
from workspaces import jobs


@shared_task(name="agreement.analyse_workspace")
def analyse_workspace(job_id: str) -> None:
    """Propose candidate claims, agreement clusters and evidence."""
    jobs.perform(job_id, analysis.analyse_workspace)


@shared_task(name="agreement.embed_claims")
def embed_claims(job_id: str) -> None:
    """Make the vectors of claims that have none yet."""
    jobs.perform(job_id, analysis.embed_claims)


@shared_task(name="agreement.embed_sentences")
def embed_sentences(job_id: str) -> None:
    """Read all texts of the workspace with the configured model."""
    jobs.perform(job_id, lambda job, progress: {"sentences": reembedding.read_again(job.workspace, progress)})


@shared_task(name="agreement.embed_query")
def embed_query(text: str) -> None:
    """Make the vector of words that somebody looks for."""
    claim_vectors.keep_query_vector(text)
