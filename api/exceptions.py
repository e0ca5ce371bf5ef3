"""Faults of a request that the framework has no class for."""

from typing import Any

from rest_framework import exceptions, status


class TooLargeError(exceptions.APIException):
    """The body is larger than the API takes."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"


class InvalidParameterError(exceptions.APIException):
    """Parameters of the query are wrong: `faults` maps each name to what is wrong with it."""

    status_code = status.HTTP_400_BAD_REQUEST
    default_code = "invalid"

    def __init__(self, faults: dict[str, list[str]]) -> None:
        super().__init__("The query has parameters that cannot be taken.")
        self.faults = faults


class NothingThereError(exceptions.NotFound):
    """The request names an object that is not there for this user; `place` says where the request does."""

    def __init__(self, detail: str, *, pointer: str = "", parameter: str = "") -> None:
        super().__init__(detail)
        self.place = {"parameter": parameter} if parameter else {"pointer": pointer}


class InvalidHeaderError(exceptions.APIException):
    """A header of the request is wrong: `header` is its name."""

    status_code = status.HTTP_400_BAD_REQUEST
    default_code = "invalid"

    def __init__(self, header: str, detail: str) -> None:
        super().__init__(detail)
        self.header = header


class PreconditionRequiredError(exceptions.APIException):
    """A write to an object says not which state of it was read."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_code = "precondition_required"
    default_detail = "Send the ETag of the object that you read as If-Match, or * to write whatever its state."


class PreconditionFailedError(exceptions.APIException):
    """The object is no longer in the state that the writer read."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "precondition_failed"
    default_detail = "The object was changed since you read it. Read it again, look at what changed, and write then."


class IdempotencyInFlightError(exceptions.APIException):
    """Another request with the same idempotency key is being worked on."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "idempotency_in_flight"
    default_detail = "A request with this key is being worked on. Send it again in a moment for its answer."
    wait = 1


class IdempotencyKeyReusedError(exceptions.APIException):
    """The idempotency key belongs to a request that asked for something else."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_code = "idempotency_key_reused"
    default_detail = "This key was sent with another method, address, body or token. Take a new key for a new request."


class BatchFailedError(exceptions.APIException):
    """An operation of a batch that is all or nothing failed: `results` says what became of each, that is nothing."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_code = "batch_failed"

    def __init__(self, place: int, results: list[dict[str, Any]], problem: Any) -> None:  # noqa: ANN401 - JSON
        super().__init__(f"Operation {place} cannot be done, so nothing was done.")
        detail = problem.get("detail") if isinstance(problem, dict) else None
        self.place = {"pointer": f"/operations/{place}"}
        self.fault = detail or str(self.detail)
        self.details = {"results": results}


class RangeError(exceptions.APIException):
    """The stretch of a file that is asked for lies outside of it; it has `size` bytes."""

    status_code = status.HTTP_416_REQUESTED_RANGE_NOT_SATISFIABLE
    default_code = "range_not_satisfiable"

    def __init__(self, size: int) -> None:
        super().__init__(f"The file has {size} bytes.")
        self.size = size
