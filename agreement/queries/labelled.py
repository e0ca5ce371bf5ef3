"""Decisions on statements as labelled pairs, in the shape that `python -m benchmarks.quality same-claim` reads."""

from collections.abc import Iterator

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from agreement.domain.clusters.decided import ONE_CLAIM, Said
from agreement.domain.comparing.spreadsheet import inert_cell
from agreement.models import StatementDecision
from sources.models import Authorship
from workspaces.models import Workspace

COLUMNS = ("first", "second", "label", "first_author", "second_author", "decision")


def labelled_pairs(workspace: Workspace) -> Iterator[tuple[str, ...]]:
    """Yield the heading and a row for each decision, the oldest first, in one query.

    `label` is 1 where both make one claim, whatever side they are on (same, narrower, opposite), else 0. Authors are
    the first of the bylines.
    """
    yield COLUMNS
    rows = StatementDecision.objects.filter(workspace=workspace).order_by("created_at", "id")
    told = rows.annotate(first_author=_lead("first"), second_author=_lead("second")).values_list(
        "first__text", "second__text", "relation", "first_author", "second_author"
    )
    for first, second, relation, first_author, second_author in told.iterator():
        label = "1" if Said(relation) in ONE_CLAIM else "0"
        yield (*map(inert_cell, (first, second)), label, *map(inert_cell, (first_author, second_author)), relation)


def _lead(side: str) -> Coalesce:
    lead = Authorship.objects.filter(source=OuterRef(f"{side}__text_version__capture__source"), position=0)
    return Coalesce(Subquery(lead.values("author__slug")[:1]), Value(""))
