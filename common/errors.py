"""The root of the exception tree: what a person can be told about."""

from typing import Any


class ParallaxError(Exception):
    """Something a person asked for that cannot be done, with the reason in words.

    `code` is stable and for programs, `message` is one sentence for people, `details` carries values
    that a page or the API may show beside it.
    """

    code = "error"

    def __init__(self, message: str, **details: Any) -> None:  # noqa: ANN401 - any JSON-able value
        super().__init__(message)
        self.message = message
        self.details = details


class NotAllowedError(ParallaxError):
    """The person's role does not permit this."""

    code = "not_allowed"


class InvalidInputError(ParallaxError):
    """A value breaks a rule of the domain; `details` names the field where there is one."""

    code = "invalid"
