"""What can go wrong with members, tokens and jobs."""

from common.errors import ParallaxError


class JobNotRetryableError(ParallaxError):
    """The job runs or is done, so there is nothing to try again."""

    code = "job_not_retryable"


class WorkFailedError(ParallaxError):
    """The work of a job cannot be done for a reason that trying again will not change."""

    code = "work_failed"
