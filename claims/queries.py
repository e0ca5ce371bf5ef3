"""Reads over claims, their evidence and the stances on them."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.functions import MD5, Lower

from claims.enums import StanceBasis
from claims.models import Claim, Stance
from workspaces.models import Workspace


def effective_stances(claims: Iterable[Claim]) -> dict[UUID, dict[UUID, Stance]]:
    """Return `{claim id: {author id: stance}}`: the one stance of each author that counts, in one query.

    A stance that an editor set stands above the derived ones; within each kind the latest dated one counts,
    an undated one last. Authors without a stance are absent: silence is no position. Each stance has its
    author loaded. Any iterable of claims will do; an unevaluated queryset becomes a sub-query.
    """
    set_first = Case(
        When(basis=StanceBasis.SET, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    chosen = (
        Stance.objects.filter(claim__in=claims)
        .select_related("author")
        .order_by("claim_id", "author_id", set_first, F("as_of").desc(nulls_last=True))
        .distinct("claim_id", "author_id")
    )
    found: dict[UUID, dict[UUID, Stance]] = defaultdict(dict)
    for stance in chosen:
        found[stance.claim_id][stance.author_id] = stance
    return dict(found)


def find_same_wording(workspace: Workspace, text: str, except_for: Claim | None = None) -> Claim | None:
    """Return the workspace's claim of that wording, whatever the case of its letters, or None."""
    same = Claim.objects.filter(workspace=workspace).annotate(wording=MD5(Lower("text")))
    if except_for is not None:
        same = same.exclude(pk=except_for.pk)
    return same.filter(wording=MD5(Lower(Value(text)))).first()
