"""Faults of a request that the framework has no class for."""

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
