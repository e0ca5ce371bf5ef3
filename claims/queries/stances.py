"""Reads over stances and who takes them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, F, IntegerField, OrderBy, Value, When

from claims.enums import StanceBasis
from claims.models import Claim, Stance
from sources.models import Author, Source
from workspaces.models import Workspace


def effective_stances(claims: Iterable[Claim]) -> dict[UUID, dict[UUID, Stance]]:
    """Return `{claim id: {author id: stance}}`: the one stance of each author that counts, in one query.

    A stance that an editor set stands above the derived ones; within each kind the latest dated one counts,
    an undated one last. Authors without a stance are absent: silence is no position. Each stance has its
    author loaded. Any iterable of claims will do; an unevaluated queryset becomes a sub-query.
    """
    chosen = (
        Stance.objects.filter(claim__in=claims)
        .select_related("author")
        .order_by("claim_id", "author_id", *effective_first())
        .distinct("claim_id", "author_id")
    )
    found: dict[UUID, dict[UUID, Stance]] = defaultdict(dict)
    for stance in chosen:
        found[stance.claim_id][stance.author_id] = stance
    return dict(found)


def list_stances(claim: Claim) -> list[Stance]:
    """Return all stances on the claim, by author's name; of each author the effective one comes first."""
    return list(
        Stance.objects.filter(claim=claim)
        .select_related("author", "set_by")
        .order_by("author__family", "author__given", "author_id", *effective_first())
    )


def list_authors(workspace: Workspace) -> list[Author]:
    """Return everybody who writes or speaks in the workspace, by name."""
    return list(Author.objects.filter(workspace=workspace))


def list_authors_beside(source: Source) -> tuple[list[Any], list[Any]]:
    """Return everybody in the source's workspace, by name, and its writers in the order of the byline; one query."""
    authors: list[Any] = list(Author.objects.filter(workspace=source.workspace_id).with_place_in(source))
    return authors, sorted((one for one in authors if one.place is not None), key=lambda one: one.place)


def date_in_words(as_of: date | None, sources: Iterable[Source]) -> str:
    """Return when a stance was taken, "" if unknown: as precisely as the sources of that day state their date.

    `sources` are those of the author's passages on the claim; one of another day does not matter.
    """
    if as_of is None:
        return ""
    of_that_day = [source for source in sources if source.issued_on == as_of]
    if not of_that_day:
        return f"{as_of:%-d %B %Y}"
    return max(of_that_day, key=lambda source: source.issued_precision).issued_label


def effective_first(path: str = "") -> tuple[Case, OrderBy]:
    """Return the order that puts an author's effective stance on a claim before the others.

    `path` leads to the stances where rows of another table are put in order: "stances__".
    """
    is_set = When(**{f"{path}basis": StanceBasis.SET}, then=Value(0))
    set_first = Case(is_set, default=Value(1), output_field=IntegerField())
    return set_first, F(f"{path}as_of").desc(nulls_last=True)
