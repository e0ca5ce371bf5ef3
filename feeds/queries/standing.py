"""How far a claim set's feed is: one query, which is all that a poll without news costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Func, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import JSONObject

from feeds.models import FeedHead, PendingChange, SetChange
from releases.enums import Audience
from releases.models import ClaimSet
from workspaces.models import ApiToken, Membership, User
from workspaces.queries import token_digest

COLUMNS = ("id", "workspace_id", "life", "head", "last", "is_marked")


class Life(Func):
    """The life of the database that a feed's epoch counts in, folded into one text.

    A copy that is restored by PostgreSQL's own means gets another timeline, a dump that is loaded elsewhere another
    system: positions count anew there without anybody saying so.
    """

    template = (
        "left(encode(sha256((%(expressions)s::text || (SELECT system_identifier FROM pg_control_system()) "
        "|| left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bytea), 'hex'), 16)"
    )
    output_field = TextField()


@dataclass(frozen=True)
class Standing:
    """A claim set's feed at a moment: its life, and the positions of its workspace's head and of its own last change.

    `life` is None before the first change is settled; `is_marked` says that some wait to be.
    """

    claim_set_id: UUID
    workspace_id: UUID
    life: str | None
    head: int
    last: int
    is_marked: bool


def with_standing(claim_sets: QuerySet[ClaimSet]) -> QuerySet[ClaimSet]:
    """Return the claim sets with the columns of `Standing`."""
    changes = SetChange.objects.filter(claim_set=OuterRef("pk")).order_by("-position")
    heads = FeedHead.objects.filter(workspace=OuterRef("workspace"))
    return claim_sets.annotate(
        life=Subquery(heads.values(life=Life(F("epoch")))),
        head=Subquery(heads.values("position")),
        last=Subquery(changes.values("position")[:1]),
        is_marked=Exists(PendingChange.objects.filter(workspace_id=OuterRef("workspace"))),
    )


def standing_of(claim_sets: QuerySet[ClaimSet]) -> Standing | None:
    """Return how far the feed of the one claim set is, or None if there is none."""
    row: Any = with_standing(claim_sets).order_by().values_list(*COLUMNS).first()
    return None if row is None else read_standing(row)


def read_standing(columns: Sequence[Any]) -> Standing:
    """Return the standing of its `COLUMNS`."""
    claim_set_id, workspace_id, life, head, last, is_marked = columns
    # A UUID is a text where the columns come as JSON.
    return Standing(UUID(str(claim_set_id)), UUID(str(workspace_id)), life, head or 0, last or 0, is_marked)


def token_with_standing(key: str, slug: str, now: datetime) -> ApiToken | None:
    """Return the living token of that key with its user and how far the feed is that is asked for, in one query.

    `opened_standing` tells whether the token opens it.
    """
    members = Membership.objects.filter(user=OuterRef(OuterRef("user")), workspace=OuterRef("workspace"))
    columns = {name: F(name) for name in COLUMNS}
    found = with_standing(ClaimSet.objects.filter(slug=slug)).annotate(is_member=Exists(members)).order_by()
    standing = found.values(row=JSONObject(**columns, is_member=F("is_member"), audience=F("audience")))
    tokens = ApiToken.objects.living(now).select_related("user").filter(digest=token_digest(key))
    return tokens.annotate(standing=Subquery(standing)).first()


def opened_standing(token: ApiToken) -> Standing | None:
    """Return the standing that came with the token if the token opens its claim set: the rule of `visible_to`."""
    row = token.standing  # type: ignore[attr-defined]  # annotated above
    if row is None:
        return None
    standing = read_standing([row[name] for name in COLUMNS])
    is_member = row["is_member"] and token.workspace_id in {None, standing.workspace_id}
    return standing if is_member or row["audience"] == Audience.PUBLIC else None


def seen_by(user: User | None, slug: str) -> QuerySet[ClaimSet]:
    """Return the claim set of that slug if the user, or anybody for None, may read it."""
    return ClaimSet.objects.visible_to(user).filter(slug=slug)
