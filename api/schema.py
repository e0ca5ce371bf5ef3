"""The contract as OpenAPI 3.1: what the generator cannot see for itself."""

import inspect
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from api import problems
from api.problems import ProblemType

JSON = "application/json"
READING = ("get",)
READ_PROBLEMS = (
    problems.INVALID, problems.NOT_AUTHENTICATED, problems.NOT_FOUND, problems.NOT_ACCEPTABLE,
    problems.TOO_MANY_REQUESTS, problems.UNAVAILABLE,
)  # fmt: skip
WRITE_PROBLEMS = (
    *READ_PROBLEMS, problems.FORBIDDEN, problems.CONFLICT, problems.TOO_LARGE, problems.UNSUPPORTED_MEDIA_TYPE,
    problems.RULE_BROKEN,
)  # fmt: skip


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
    """Return the schema in which every operation says which problems may come back."""
    components = result["components"]
    components["schemas"]["Problem"] = PROBLEM_SCHEMA
    components["responses"] = {_name(problem): _response(problem) for problem in WRITE_PROBLEMS}
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            listed: tuple[ProblemType, ...] = READ_PROBLEMS if method in READING else WRITE_PROBLEMS
            if not operation.get("security"):
                listed = (problems.INVALID, problems.NOT_ACCEPTABLE)
            for problem in listed:
                reference = {"$ref": f"#/components/responses/{_name(problem)}"}
                operation["responses"].setdefault(str(problem.status), reference)
            _refuse_blank_parameters(operation)
            operation["responses"] = dict(sorted(operation["responses"].items()))
            _refuse_more_fields(components, operation, path)
    return result


def _refuse_blank_parameters(operation: dict[str, Any]) -> None:
    """Say that a text in the query has something in it."""
    for parameter in operation.get("parameters", []):
        text = parameter["schema"].get("items", parameter["schema"])
        if parameter["in"] == "query" and text == {"type": "string"}:
            text |= {"minLength": 1, "pattern": r"\S"}


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
