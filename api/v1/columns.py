"""The short forms of objects inside others, for JSON that the database makes: the same as in `briefs`."""

from collections.abc import Mapping
from typing import Any

from api.database_json import FullName, Nested


def author_brief(path: str) -> Nested:
    """Return an author by name, at the end of a path such as `speaker`."""
    return Nested({"id": f"{path}_id", "slug": f"{path}__slug", "name": FullName(f"{path}__")})


def source_brief(path: str) -> Nested:
    """Return a source by title."""
    return Nested({"id": f"{path}_id", **_parts(path, "key", "title", "nature")})


def passage_brief(path: str) -> Nested:
    """Return a quote and where it is from."""
    return Nested(
        {"id": f"{path}_id", **_parts(path, "exact", "prefix", "suffix"), "source": source_brief(f"{path}__source")}
    )


def user_brief(path: str) -> Nested:
    """Return a member by name, or null."""
    return Nested({"id": f"{path}_id", "name": f"{path}__name"}, unless_null=path)


def _parts(path: str, *names: str) -> Mapping[str, Any]:
    return {name: f"{path}__{name}" for name in names}
