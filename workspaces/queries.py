"""Reads over members and tokens, and what the pages of workspaces gather from all apps."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import F, IntegerField, Model, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Coalesce

from common.kept_queries import KeptQuery, keep
from workspaces.models import ApiToken, Membership, User, Workspace
from workspaces.signals import HomePart, Task, Tile, collect_home, home_opened

Counted = TypeVar("Counted", Tile, Task)


def token_digest(key: str) -> str:
    """Return the SHA-256 of an API key in hexadecimal digits. The key has 256 random bits, so no salt is needed."""
    return hashlib.sha256(key.encode()).hexdigest()


def find_token(key: str, now: datetime) -> ApiToken | None:
    """Return the living token of that key with its user and its workspaces; None if unknown, expired or revoked."""
    rows = _token_query().rows({"digest": token_digest(key), "now": now})
    if not rows:
        return None
    [(workspaces, *values)] = rows
    tokens, users = _columns(ApiToken), _columns(User)
    token = ApiToken.from_db("default", tokens, values[: len(tokens)])
    token.user = User.from_db("default", users, values[len(tokens) :])
    token.workspaces = {slug: UUID(identifier) for slug, identifier in json.loads(workspaces).items()}
    return token


class _BySlug(Subquery):
    """The identifiers of the workspaces of a query of memberships by their slugs, as the text of a JSON object."""

    template = "(SELECT COALESCE(JSON_OBJECT_AGG(found.slug, found.identifier), '{}')::text FROM (%(subquery)s) found)"
    output_field = TextField()

    def __init__(self, memberships: QuerySet[Any]) -> None:
        super().__init__(memberships.order_by().values(slug=F("workspace__slug"), identifier=F("workspace_id")))


@cache
def _token_query() -> KeptQuery:
    """Return the query for a living token: the workspaces that it opens, its own columns, and those of its user."""
    opened = Coalesce(OuterRef("workspace_id"), F("workspace_id"))
    memberships = Membership.objects.filter(user=OuterRef("user_id"), workspace_id=opened)
    columns = [*_columns(ApiToken), *(f"user__{name}" for name in _columns(User))]
    digest, now = "digest", datetime(1, 1, 2, tzinfo=UTC)
    living = ApiToken.objects.living(now).filter(digest=digest).order_by()
    kept = keep(living.values_list(_BySlug(memberships), *columns), {"digest": digest, "now": now})
    assert kept is not None  # noqa: S101 - the query is the same every time
    return kept


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001 - Django's documented API


def end_of_day(day: date) -> datetime:
    """Return the last moment of the day, by UTC."""
    return datetime.combine(day, time.max, tzinfo=UTC)


def tokens_of(user: User) -> list[ApiToken]:
    """Return all tokens of the user with their workspaces, the newest first, in one query."""
    return list(ApiToken.objects.filter(user=user).select_related("workspace"))


def find_membership(user: User, workspace_slug: str) -> Membership | None:
    """Return the user's membership with its workspace, or None for a stranger or an unknown workspace."""
    return Membership.objects.of(user).select_related("workspace").filter(workspace__slug=workspace_slug).first()


def list_memberships(user: User) -> list[Membership]:
    """Return all memberships of the user with their workspaces, by the workspace's name, in one query."""
    return list(Membership.objects.of(user).select_related("workspace").order_by("workspace__name", "workspace__id"))


class CountRows(Subquery):
    """How many rows a query has, as a value in another query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0

    def __init__(self, rows: QuerySet[Any]) -> None:
        super().__init__(rows.order_by().values("pk"))


def home_of(membership: Membership, user: User, limit: int) -> HomePart:
    """Return what all apps tell the member, who is the user, of the workspace, with the latest `limit` events.

    One query counts everything; receivers may need some of their own for events.
    """
    workspace = membership.workspace
    answers: list[tuple[Any, Any]] = home_opened.send(
        sender=Workspace, workspace=workspace, user=user, membership=membership
    )
    return collect_home(_count_rows(workspace, [part for _receiver, part in answers]), limit)


def _count_rows(workspace: Workspace, parts: Sequence[HomePart]) -> list[HomePart]:
    """Return the parts with numbers in place of rows."""
    shown: list[Tile | Task] = []
    for part in parts:
        shown += [*part.tiles, *part.tasks]
    counts = [CountRows(one.rows) for one in shown if one.rows is not None]
    numbers = iter(Workspace.objects.values_list(*counts).get(pk=workspace.pk) if counts else ())
    return [
        replace(
            part,
            tiles=tuple(_numbered(tile, numbers) for tile in part.tiles),
            tasks=tuple(_numbered(task, numbers) for task in part.tasks),
        )
        for part in parts
    ]


def _numbered(one: Counted, numbers: Iterator[int]) -> Counted:
    return one if one.rows is None else replace(one, number=next(numbers), rows=None)
