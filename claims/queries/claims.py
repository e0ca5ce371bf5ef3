"""Reads over claims: lists, filters, topics and wordings."""

from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import MD5, Lower

from claims.models import Claim, Stance
from claims.queries.stances import effective_first
from claims.querysets import ClaimQuerySet
from workspaces.models import Workspace

SILENT = "silent"
"""Stands for "takes no stance" where one filters by position; it is no position and is never stored."""

ANY_STATUS = "any"
"""Stands for retired claims as well as current ones where one filters by status."""

SIMILAR_WORDING = 0.45
"""Trigram likeness from which two claims may be one in other words; lower, other claims of one topic show up."""


@dataclass(frozen=True)
class ClaimFilters:
    """What a list of claims is narrowed to; empty values narrow nothing, and retired claims are left out.

    `author` is a slug; with it, `position` asks for that author's effective stance (or `silent`).
    """

    search: str = ""
    status: str = ""
    kind: str = ""
    topic: str = ""
    author: str = ""
    position: str = ""
    waiting: bool = False


def find_claim(workspace: Workspace, number: int) -> Claim | None:
    """Return the workspace's claim of that number with who made it and what it was merged into, or None."""
    return Claim.objects.select_related("created_by", "merged_into").filter(workspace=workspace, number=number).first()


def filter_claims(workspace: Workspace, filters: ClaimFilters) -> ClaimQuerySet:
    """Return the workspace's claims that the filters let through, by number."""
    claims = Claim.objects.filter(workspace=workspace)
    if not filters.status:
        claims = claims.current()
    elif filters.status != ANY_STATUS:
        claims = claims.filter(status=filters.status)
    for field, value in (("kind", filters.kind), ("topic", filters.topic)):
        if value:
            claims = claims.filter(**{field: value})
    if filters.waiting:
        claims = claims.with_waiting_suggestions()
    if filters.author and filters.position:
        claims = _with_position(claims, filters.author, filters.position)
    elif filters.author:
        claims = claims.filter(pk__in=Stance.objects.filter(author__slug=filters.author).values("claim"))
    return _matching(claims, filters.search.strip())


def list_topics(workspace: Workspace) -> list[str]:
    """Return the topics that the workspace's claims have, in alphabetical order."""
    return list(
        Claim.objects.filter(workspace=workspace)
        .exclude(topic="")
        .order_by("topic")
        .values_list("topic", flat=True)
        .distinct()
    )


def find_same_wording(workspace: Workspace, text: str, except_for: Claim | None = None) -> Claim | None:
    """Return the workspace's claim of that wording, whatever the case of its letters, or None."""
    same = Claim.objects.filter(workspace=workspace).annotate(wording=MD5(Lower("text")))
    if except_for is not None:
        same = same.exclude(pk=except_for.pk)
    return same.filter(wording=MD5(Lower(Value(text)))).first()


def find_similar_wordings(workspace: Workspace, text: str, limit: int = 3) -> list[Claim]:
    """Return up to `limit` claims worded like the text, the likest first, with `likeness` 0 to 1."""
    return list(
        Claim.objects.filter(workspace=workspace)
        .annotate(likeness=TrigramSimilarity("text", text))
        .filter(likeness__gte=SIMILAR_WORDING)
        .order_by("-likeness", "number")[:limit]
    )


def _with_position(claims: ClaimQuerySet, author: str, position: str) -> ClaimQuerySet:
    effective = Stance.objects.filter(claim=OuterRef("pk"), author__slug=author).order_by(*effective_first())
    claims = claims.annotate(position=Subquery(effective.values("position")[:1]))
    return claims.filter(position__isnull=True) if position == SILENT else claims.filter(position=position)


def _matching(claims: ClaimQuerySet, search: str) -> ClaimQuerySet:
    number = search.upper().removeprefix("C-")
    if search and number.isdecimal() and len(number) < 9:
        return claims.filter(Q(number=int(number)) | Q(text__icontains=search))
    for word in search.split():
        claims = claims.filter(Q(text__icontains=word) | Q(topic__icontains=word))
    return claims
