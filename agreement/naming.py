"""Keeps the names that the texts propose for one thing, for people to look at."""

from collections.abc import Sequence

from django.db import transaction

from agreement.domain.likeness.terms import Folding
from agreement.domain.names.alias_proposals import propose_aliases
from agreement.domain.names.aliases import AliasGroup, default_aliases
from agreement.domain.wording.candidates import Statement
from agreement.enums import AliasOrigin, AliasState
from agreement.models import ALIAS_MAX_LENGTH, WorkspaceAlias
from agreement.queries.decisions import folding_of
from workspaces.models import Workspace

MOST_PROPOSALS = 200
"""Nobody looks through more; the most frequent are kept."""


@transaction.atomic
def note_names(workspace: Workspace, statements: Sequence[Statement]) -> Folding:
    """Return the names to fold, with the texts' proposals noted in place of earlier ones.

    What a person accepted, rejected or added stays as it is and is not proposed again.
    """
    rows = list(WorkspaceAlias.objects.filter(workspace=workspace))
    waiting = {
        (row.name, row.form): row
        for row in rows
        if row.state == AliasState.PROPOSED and row.origin != AliasOrigin.PERSON
    }
    decided = {(row.name, row.form) for row in rows} - waiting.keys()
    known = [AliasGroup(row.name, (row.form,)) for row in rows if row.state == AliasState.ACCEPTED]
    proposals = propose_aliases([statement.text for statement in statements], [*default_aliases(), *known])
    proposed = {
        (found.name, found.form): found.reason
        for found in proposals
        if (found.name, found.form) not in decided and max(len(found.name), len(found.form)) <= ALIAS_MAX_LENGTH
    }
    kept = dict(list(proposed.items())[:MOST_PROPOSALS])
    WorkspaceAlias.objects.filter(pk__in=[row.pk for pair, row in waiting.items() if pair not in kept]).delete()
    WorkspaceAlias.objects.bulk_create(
        WorkspaceAlias(workspace=workspace, name=name, form=form, origin=reason)
        for (name, form), reason in kept.items()
        if (name, form) not in waiting
    )
    return folding_of(workspace)
