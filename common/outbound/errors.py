"""Why something was not fetched, one class per cause."""

from common.errors import ParallaxError


class NotFetched(ParallaxError):
    """An address could not be fetched; the message is one sentence for a person."""

    code = "not_fetched"


class AddressRefused(NotFetched):
    """The address is of a kind that is never asked: not the public web, or written to hide where it leads."""

    code = "address_refused"


class HostNotFound(NotFetched):
    """The name service knows no such host, or did not answer in time."""

    code = "host_not_found"


class ServerUnreachable(NotFetched):
    """No connection, or one that broke off."""

    code = "server_unreachable"


class ServerTooSlow(NotFetched):
    """The answer was not complete within the time allowed; `details["seconds"]`."""

    code = "server_too_slow"


class AnswerRefused(NotFetched):
    """The server answered with an error, in a form that is not taken, or redirects without end."""

    code = "answer_refused"


class AnswerTooLarge(NotFetched):
    """More bytes than are taken, packed or unpacked; `details["limit"]` in bytes."""

    code = "answer_too_large"
