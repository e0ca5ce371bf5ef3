"""The contract as OpenAPI 3.1: what the generator cannot see for itself."""

import inspect
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from api import problems
from api.contract import is_conditional
from api.problems import ProblemType

JSON = "application/json"
SOMETHING = r"[^\s\x1c-\x1f\x85]"
"""As in the fields of bodies: more than white space, of Python's kind as well as of JSON Schema's."""
READING = ("get",)
READ_PROBLEMS = (
    problems.INVALID, problems.NOT_AUTHENTICATED, problems.NOT_FOUND, problems.NOT_ACCEPTABLE,
    problems.TOO_MANY_REQUESTS, problems.UNAVAILABLE,
)  # fmt: skip
WRITE_PROBLEMS = (
    *READ_PROBLEMS, problems.FORBIDDEN, problems.CONFLICT, problems.TOO_LARGE, problems.UNSUPPORTED_MEDIA_TYPE,
    problems.RULE_BROKEN,
)  # fmt: skip
# Of writes to an object alone.
CONDITIONAL_PROBLEMS = (problems.PRECONDITION_REQUIRED, problems.PRECONDITION_FAILED)


class TokenScheme(OpenApiAuthenticationExtension):
    """How programs log in."""

    target_class = "api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:  # noqa: ARG002 - their signature
        """Return the scheme of the header."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token from the account page, or from `manage.py create_token`.",
        }


class SessionScheme(OpenApiAuthenticationExtension):
    """How a person who is logged in on the pages tries requests on the documentation page."""

    target_class = "api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:  # noqa: ARG002 - their signature
        """Return the scheme of the cookie."""
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


class ResourceSchema(AutoSchema):
    """Operations that are told in the resource's own words."""

    def get_override_parameters(self) -> list[Any]:
        """Return the parameters of the operation itself, and how to ask for parts of the answer or for more."""
        asked = getattr(self.view, "selecting_parameters", None)
        return [*super().get_override_parameters(), *(asked(getattr(self.view, "action", None)) if asked else [])]

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - an operation, which is JSON
        """Return the operation with the headers and parameters that every one of its kind heeds."""
        operation = super().get_operation(*args, **kwargs)
        if operation:
            references = [{"$ref": f"#/components/parameters/{name}"} for name in self._shared_parameters()]
            operation["parameters"] = [*operation.get("parameters", []), *references]
        return operation

    def _shared_parameters(self) -> tuple[str, ...]:
        if self.method == "GET":
            return ("If-None-Match",)
        view = type(self.view)
        on_object = "{" in self.path and is_conditional(view, getattr(self.view, "action", None))
        shared = ("Idempotency-Key", "validate_only")
        return ("If-Match", *shared) if on_object else shared

    def get_tags(self) -> list[str]:
        """Return the resource's name, the part of the address after the version."""
        words = self.path.removeprefix("/api/v1/").split("/")
        return [words[0] or "root"]

    def get_summary(self) -> str:
        """Return what the operation does, in a few words."""
        action = getattr(self.view, "action", None)
        if action in INHERITED:
            return f"{INHERITED[action]} {self.get_tags()[0]}"
        return _first_line(self.get_description())

    def get_description(self) -> str:  # type: ignore[override]  # as in `AutoSchema`, which says so itself
        """Return the action's docstring; for the inherited actions the resource's, which says more."""
        if getattr(self.view, "action", None) in INHERITED:
            return inspect.getdoc(type(self.view)) or ""
        return super().get_description()


INHERITED = {"list": "List", "retrieve": "Read one of"}


def _first_line(text: str) -> str:
    return text.strip().split("\n")[0].rstrip(".")


def add_problems(result: dict[str, Any], **_: object) -> dict[str, Any]:
    """Return the schema in which every operation says which problems may come back, and what headers it heeds."""
    components = result["components"]
    components["schemas"]["Problem"] = PROBLEM_SCHEMA
    known = (*WRITE_PROBLEMS, *CONDITIONAL_PROBLEMS)
    components["responses"] = {_name(problem): _response(problem) for problem in known} | {"NotModified": NOT_MODIFIED}
    components["parameters"] = PARAMETERS
    components["headers"] = {"ETag": ETAG_HEADER}
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            listed: tuple[ProblemType, ...] = READ_PROBLEMS if method in READING else WRITE_PROBLEMS
            if not operation.get("security"):
                listed = (problems.INVALID, problems.NOT_ACCEPTABLE)
            elif _takes(operation, "If-Match"):
                listed = (*listed, *CONDITIONAL_PROBLEMS)
            _tell_tags(operation, method)
            for problem in listed:
                reference = {"$ref": f"#/components/responses/{_name(problem)}"}
                operation["responses"].setdefault(str(problem.status), reference)
            _refuse_blank_parameters(operation)
            operation["responses"] = dict(sorted(operation["responses"].items()))
            _refuse_more_fields(components, operation, path)
    return result


def _takes(operation: dict[str, Any], name: str) -> bool:
    reference = {"$ref": f"#/components/parameters/{name}"}
    return reference in operation.get("parameters", [])


def _tell_tags(operation: dict[str, Any], method: str) -> None:
    """Say which answers carry a tag, and what a read answers to who has the newest state already."""
    for status, response in operation["responses"].items():
        if status.startswith("2") and "content" in response:
            response.setdefault("headers", {})["ETag"] = {"$ref": "#/components/headers/ETag"}
    if method in READING:
        operation["responses"].setdefault("304", {"$ref": "#/components/responses/NotModified"})


def _refuse_blank_parameters(operation: dict[str, Any]) -> None:
    """Say that a text in the query has something in it."""
    for parameter in operation.get("parameters", []):
        if "$ref" in parameter:  # one of `PARAMETERS`
            continue
        text = parameter["schema"].get("items", parameter["schema"])
        if parameter["in"] == "query" and text == {"type": "string"}:
            text |= {"minLength": 1, "pattern": SOMETHING}


def _refuse_more_fields(components: dict[str, Any], operation: dict[str, Any], path: str) -> None:
    """Say that the bodies of requests take no fields but those listed."""
    for media in operation.get("requestBody", {}).get("content", {}).values():
        if media["schema"].get("format") == "binary":
            continue
        name = media["schema"].get("$ref", "").rpartition("/")[2]
        if not name:
            message = f"{path} takes a body that has no name"
            raise ValueError(message)
        components["schemas"][name]["additionalProperties"] = False
    for name, schema in components["schemas"].items():
        # What a body holds is as strict as the body.
        if name.endswith("Request") and "properties" in schema:
            schema.setdefault("additionalProperties", False)


def _name(problem: problems.ProblemType) -> str:
    return "".join(word.capitalize() for word in problem.slug.split("-"))


def _response(problem: problems.ProblemType) -> dict[str, Any]:
    response: dict[str, Any] = {
        "description": f"{problem.title}. {problem.meaning}",
        "content": {problems.CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    headers = {401: "WWW-Authenticate", 429: "Retry-After", 503: "Retry-After"}
    if problem.status in headers:
        response["headers"] = {headers[problem.status]: {"schema": {"type": "string"}}}
    return response


PARAMETERS: dict[str, Any] = {
    "If-None-Match": {
        "name": "If-None-Match",
        "in": "header",
        "required": False,
        "schema": {"type": "string"},
        "description": "The `ETag` of an earlier answer: 304 without a body if this one would be the same.",
    },
    "If-Match": {
        "name": "If-Match",
        "in": "header",
        "required": True,
        "schema": {"type": "string"},
        "description": "The `ETag` of the object as you read it, in whatever form; `*` for whatever its state.",
    },
    "Idempotency-Key": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": r"^[\x21-\x7e]+$"},
        "description": "Any text of yours, new for each request: the same request with the same key is done once.",
    },
    "validate_only": {
        "name": "validate_only",
        "in": "query",
        "required": False,
        "schema": {"type": "boolean", "default": False},
        "description": "Do everything, answer what would be answered (`Validated-Only: true`), and change nothing.",
    },
}
ETAG_HEADER: dict[str, Any] = {
    "description": "Tag of this state (RFC 9110), for `If-None-Match` and `If-Match`.",
    "schema": {"type": "string"},
}
NOT_MODIFIED: dict[str, Any] = {
    "description": "Nothing has changed since the answer with that `ETag`.",
    "headers": {"ETag": {"$ref": "#/components/headers/ETag"}},
}

PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "What went wrong (RFC 9457). `type` is stable and resolves to a page about it.",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string", "description": "The same for every problem of the type."},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "What went wrong this time."},
        "code": {"type": "string", "description": "The type in one word, for programs."},
        "errors": {
            "type": "array",
            "description": "Each fault of the request.",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "JSON pointer into the body (RFC 6901)."},
                    "parameter": {"type": "string", "description": "Name of the query parameter."},
                    "header": {"type": "string", "description": "Name of the header."},
                    "detail": {"type": "string"},
                },
            },
        },
        "details": {
            "type": "object",
            "additionalProperties": True,
            "description": "Values that help, such as the text nearest to a quote that was not found.",
        },
    },
}
