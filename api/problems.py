"""The catalogue of problem types (RFC 9457): what can go wrong, under which stable address, and what helps."""

from dataclasses import dataclass
from functools import cache

from common.errors import ParallaxError

CONTENT_TYPE = "application/problem+json"
ADDRESS = "/api/docs/problems/"


@dataclass(frozen=True)
class ProblemType:
    """One kind of problem: its slug is part of the contract and never changes its meaning."""

    slug: str
    status: int
    title: str
    meaning: str

    @property
    def address(self) -> str:
        """Return the type's URI, which resolves to a page about it."""
        return f"{ADDRESS}{self.slug}"

    @property
    def code(self) -> str:
        """Return the slug as programs like it, words joined by underscores."""
        return self.slug.replace("-", "_")

    @property
    def meaning_parts(self) -> list[tuple[str, bool]]:
        """Return the meaning in pieces, each with whether it stands between backticks, as code."""
        return [(piece, place % 2 == 1) for place, piece in enumerate(self.meaning.split("`"))]


INVALID = ProblemType(
    "invalid",
    400,
    "The request breaks the contract",
    "The body or a parameter is malformed, of a wrong type, out of range or unknown. `errors` lists each fault "
    "with a JSON pointer into the body or the name of the query parameter.",
)
NOT_AUTHENTICATED = ProblemType(
    "not-authenticated",
    401,
    "Nobody is logged in",
    "Send `Authorization: Bearer <token>` with a token that is neither expired nor revoked. Tokens are made on the "
    "account page.",
)
FORBIDDEN = ProblemType(
    "forbidden",
    403,
    "The role does not permit this",
    "You are a member of the workspace, but your role may not do this, or the scope of your token does not. An admin "
    "of the workspace can change the role; another token has another scope.",
)
NOT_FOUND = ProblemType(
    "not-found",
    404,
    "There is nothing here",
    "No such address or object, or it belongs to a workspace that you are not a member of: the two look the same.",
)
METHOD_NOT_ALLOWED = ProblemType(
    "method-not-allowed",
    405,
    "This address does not take that method",
    "The header `Allow` lists the methods that it takes.",
)
NOT_ACCEPTABLE = ProblemType(
    "not-acceptable",
    406,
    "The API cannot answer in that form",
    "The header `Accept` must admit `application/json`.",
)
CONFLICT = ProblemType(
    "conflict",
    409,
    "The same thing is there already",
    "A rule that forbids doubles would be broken. Read what is there and change that instead.",
)
IDEMPOTENCY_IN_FLIGHT = ProblemType(
    "idempotency-in-flight",
    409,
    "A request with this key is being worked on",
    "The first request with this `Idempotency-Key` has not ended. The header `Retry-After` says in how many seconds to "
    "send the same again: it is then answered with what the first one got.",
)
PRECONDITION_FAILED = ProblemType(
    "precondition-failed",
    412,
    "The object is no longer as it was read",
    "Somebody changed it since: the tag in `If-Match` is not its tag now. Nothing was changed. Read it again, look at "
    "what is different, and send the change with the new `ETag`.",
)
TOO_LARGE = ProblemType(
    "too-large",
    413,
    "The request is too large",
    "Send less at once. The detail names the limit.",
)
UNSUPPORTED_MEDIA_TYPE = ProblemType(
    "unsupported-media-type",
    415,
    "The API cannot read that form",
    "Send `Content-Type: application/json`, or `multipart/form-data` where a file is taken.",
)
RANGE_NOT_SATISFIABLE = ProblemType(
    "range-not-satisfiable",
    416,
    "The file has no such part",
    "The header `Range` names bytes behind the end of the file; `Content-Range` says how many it has.",
)
RULE_BROKEN = ProblemType(
    "rule-broken",
    422,
    "A rule of the data forbids this",
    "The request is well-formed, but what it asks for would contradict a rule that the data always keep.",
)
BATCH_FAILED = ProblemType(
    "batch-failed",
    422,
    "One operation of the batch failed, so none was done",
    "The batch was to be all or nothing. `errors` points at the operation that failed; `details.results` has its "
    "problem, and 424 for every other operation: not done.",
)
IDEMPOTENCY_KEY_REUSED = ProblemType(
    "idempotency-key-reused",
    422,
    "The key belongs to another request",
    "This `Idempotency-Key` was sent before with another method, address, body or token. Nothing was changed. A new "
    "request needs a new key.",
)
PRECONDITION_REQUIRED = ProblemType(
    "precondition-required",
    428,
    "The write must say what it was based on",
    "Whoever changes or deletes an object sends the `ETag` of the answer they read as `If-Match`, so that no change "
    "of others is overwritten unseen. `If-Match: *` writes whatever the state of the object.",
)
TOO_MANY_REQUESTS = ProblemType(
    "too-many-requests",
    429,
    "Too many requests",
    "The header `Retry-After` says in how many seconds to go on.",
)
SERVER_ERROR = ProblemType(
    "server-error",
    500,
    "The server made a mistake",
    "This is a fault of ours. It is in the server's log; sending the same again will probably not help.",
)
UNAVAILABLE = ProblemType(
    "unavailable",
    503,
    "The database cannot be reached",
    "Nothing was changed. The header `Retry-After` says in how many seconds to try again.",
)

HTTP_PROBLEMS = (
    INVALID,
    NOT_AUTHENTICATED,
    FORBIDDEN,
    NOT_FOUND,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    CONFLICT,
    IDEMPOTENCY_IN_FLIGHT,
    PRECONDITION_FAILED,
    TOO_LARGE,
    UNSUPPORTED_MEDIA_TYPE,
    RANGE_NOT_SATISFIABLE,
    RULE_BROKEN,
    BATCH_FAILED,
    IDEMPOTENCY_KEY_REUSED,
    PRECONDITION_REQUIRED,
    TOO_MANY_REQUESTS,
    SERVER_ERROR,
    UNAVAILABLE,
)

DOMAIN_STATUS = 422
# Domain errors that say more by another status: the same thing twice, or a moment that does not fit, is a conflict.
STATUS_OF_CODE = {
    "argument_exists": 409,
    "duplicate_source": 409,
    "map_slug_taken": 409,
    "job_not_retryable": 409,
    "claim_wording_taken": 409,
    "claims_too_many": 413,
    "import_ended": 409,
    "evidence_exists": 409,
    "pair_settled": 409,
    "answer_taken": 409,
    "answer_gone": 409,
    "author_speaks": 409,
    "decision_taken": 409,
    "name_taken": 409,
    "name_changed": 409,
    "dispute_closed": 409,
    "own_dispute": 403,
    "stale_claim": 409,
    "comment_gone": 409,
    "stale_source": 409,
    "source_in_use": 409,
    "stale_restoration": 409,
    "claim_set_slug_taken": 409,
    "stale_claim_set": 409,
    "claim_set_released": 409,
    "nothing_to_release": 409,
    "feed_renewed": 410,
    "cannot_merge": 409,
}


# Errors without a cause of their own are told as what HTTP calls them.
PROBLEM_OF_CODE = {"error": RULE_BROKEN, "invalid": RULE_BROKEN, "not_allowed": FORBIDDEN}


def problem_of_error(error_class: type[ParallaxError]) -> ProblemType:
    """Return the problem type of a domain error: its code names it, its docstring explains it."""
    if error_class.code in PROBLEM_OF_CODE:
        return PROBLEM_OF_CODE[error_class.code]
    meaning = " ".join((error_class.__doc__ or "").split())
    title = error_class.code.replace("_", " ").capitalize()
    status = STATUS_OF_CODE.get(error_class.code, DOMAIN_STATUS)
    return ProblemType(error_class.code.replace("_", "-"), status, title, meaning)


def domain_errors(root: type[ParallaxError] = ParallaxError) -> list[type[ParallaxError]]:
    """Return every subclass of `root`, nearest first."""
    return [found for child in root.__subclasses__() for found in (child, *domain_errors(child))]


@cache
def catalogue() -> dict[str, ProblemType]:
    """Return all problem types by slug: those of HTTP first, then those of the domain by name."""
    found = {problem.slug: problem for problem in HTTP_PROBLEMS}
    domain = sorted((problem_of_error(error) for error in domain_errors()), key=lambda problem: problem.slug)
    for problem in domain:
        found.setdefault(problem.slug, problem)
    return found
