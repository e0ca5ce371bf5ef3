"""Who may do what, read off the routes themselves: the table in docs/roles.md."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.urls import URLPattern, URLResolver, get_resolver

BEGIN, END = "<!-- list_roles: begin -->", "<!-- list_roles: end -->"
WHO = {
    "anyone": "everybody",
    "any_user": "whoever is logged in",
    "can_read": "viewers",
    "can_annotate": "annotators",
    "can_edit": "editors",
    "can_administer": "admins",
}
"""What each policy is called; a role may do what the ones before it may."""


class Command(BaseCommand):
    help = "Prints who may open and change what, or writes it into a document between its two marks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", metavar="FILE", help="a document with the marks of this command")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        table = f"{BEGIN}\n{tables()}\n{END}"
        if not options["write"]:
            self.stdout.write(table)
            return
        document = Path(options["write"])
        before, rest = document.read_text(encoding="utf-8").split(BEGIN, 1)
        after = rest.split(END, 1)[1]
        document.write_text(before + table + after, encoding="utf-8")


def tables() -> str:
    """Return both tables in Markdown: pages and the API."""
    pages, actions = [], []
    for route, view in walk_routes():
        if hasattr(view, "policy"):
            writing = getattr(view, "writing", None)
            changes = _who(writing) if writing else "the same"
            pages.append(f"| `/{_readable(route)}` | {_who(view.policy)} | {changes} |")
        elif policies := getattr(getattr(view, "cls", None), "policies", None):
            actions += [
                f"| `{method.upper()} /{_readable(route)}` | {_who(policies[action])} |"
                for method, action in view.actions.items()
                if method != "head" and action in policies
            ]
    head = ["### Pages", "", "| address | opened by | changed by |", "|---|---|---|"]
    api_head = ["", "### API", "", "| request | asked by |", "|---|---|"]
    return "\n".join([*head, *sorted(set(pages)), *api_head, *sorted(set(actions))])


def walk_routes(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every route of the project with its view, as the resolver knows them."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from walk_routes(entry.url_patterns, route)
        elif isinstance(entry, URLPattern):
            yield route, entry.callback


def _who(policy: Callable[..., bool]) -> str:
    return WHO.get(policy.__name__, policy.__name__)


def _readable(route: str) -> str:
    """Return the route with its parameters by name alone: w/<workspace>/claims/<number>/."""
    for converter in ("slug:", "uuid:", "int:", "str:"):
        route = route.replace(f"<{converter}", "<")
    return route
