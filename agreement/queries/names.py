"""The table of names of a workspace: what is proposed, accepted, usual or rejected, and how often it occurs."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from agreement.domain.likeness.terms import words_of
from agreement.domain.names.alias_proposals import SURE_REASONS
from agreement.domain.names.aliases import AliasGroup, default_aliases
from agreement.enums import AliasOrigin, AliasState
from agreement.models import AnalysisRun, WorkspaceAlias
from agreement.queries.proposals import with_sources
from sources.models import Sentence
from workspaces.models import Workspace

OWN, USUAL = "own", "usual"
ORDER = (AliasState.PROPOSED, AliasState.ACCEPTED, AliasState.REJECTED)


@dataclass(frozen=True)
class Name:
    """One form of a name. `alias` is its row, None for a usual name that nobody has touched.

    `state` of a usual name is accepted while it is folded and rejected when it is switched off.
    """

    name: str
    form: str
    state: str
    origin: str
    alias: WorkspaceAlias | None = None

    @property
    def is_usual(self) -> bool:
        """Whether it is one of the usual names of states."""
        return self.origin == AliasOrigin.DEFAULT

    @property
    def is_folded(self) -> bool:
        """Whether the next analysis folds it: what waits is, if its pattern is a sure one."""
        return self.state == AliasState.ACCEPTED or (self.state == AliasState.PROPOSED and self.origin in SURE_REASONS)

    @property
    def origin_words(self) -> str:
        """Where it comes from, in words."""
        return str(AliasOrigin(self.origin).label)


@dataclass(frozen=True)
class Occurrence:
    """How many statements of the newest texts hold a form, and the first of them."""

    count: int
    example: Sentence


def list_names(workspace: Workspace, show: str, sought: str = "") -> list[Name]:
    """Return the workspace's own names, what waits first, or the usual ones, that hold what is sought. One query."""
    rows = list(WorkspaceAlias.objects.filter(workspace=workspace).select_related("decided_by"))
    own = [Name(row.name, row.form, row.state, row.origin, row) for row in rows]
    if show == USUAL:
        touched = {(name.name, name.form): name for name in own if name.is_usual}
        found = [
            touched.get((group.name, form)) or Name(group.name, form, AliasState.ACCEPTED, AliasOrigin.DEFAULT)
            for group in default_aliases()
            for form in group.forms
        ]
    else:
        found = sorted(
            (name for name in own if not name.is_usual),
            key=lambda name: (ORDER.index(AliasState(name.state)), name.name.casefold(), name.form.casefold()),
        )
    wanted = sought.casefold()
    return [name for name in found if wanted in name.name.casefold() or wanted in name.form.casefold()]


def find_conflict(workspace: Workspace, name: str, form: str) -> str | None:
    """Return the other name that the form stands for already, None if it is free or stands for this one."""
    words = words_of(form)
    rows = list(WorkspaceAlias.objects.filter(workspace=workspace))
    off = {(row.name, row.form) for row in rows if row.state == AliasState.REJECTED}
    usual = (
        AliasGroup(group.name, (group.name, *(one for one in group.forms if (group.name, one) not in off)))
        for group in default_aliases()
    )
    accepted = (AliasGroup(row.name, (row.form,)) for row in rows if row.state == AliasState.ACCEPTED)
    return next(
        (
            group.name
            for group in (*usual, *accepted)
            if group.name != name and any(words_of(one) == words for one in group.forms)
        ),
        None,
    )


def occurrences_of(workspace: Workspace, forms: Iterable[str]) -> dict[str, Occurrence]:
    """Return for each form that occurs in how many statements it does, in two queries.

    Whole words only; a form with a capital is only found as it is written. The index `sentence_words` answers it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_OCCURRENCES, {"workspace": workspace.pk, "forms": sorted(set(forms))})
        counted = cursor.fetchall()
    examples = {
        one.pk: one for one in with_sources(Sentence.objects.filter(pk__in=[first for _f, _n, first in counted]))
    }
    return {form: Occurrence(count, examples[first]) for form, count, first in counted}


_OCCURRENCES = """
WITH newest AS (
    SELECT DISTINCT ON (c.source_id) v.id
    FROM sources_textversion v JOIN sources_capture c ON c.id = v.capture_id JOIN sources_source o ON o.id = c.source_id
    WHERE o.workspace_id = %(workspace)s
    ORDER BY c.source_id, v.created_at DESC, v.id DESC
)
SELECT f.form, count(*), min(s.id)
FROM unnest(%(forms)s::text[]) AS f(form) JOIN sources_sentence s
  ON (to_tsvector('english'::regconfig, coalesce(s.text, '')) || to_tsvector('simple'::regconfig, coalesce(s.text, '')))
     @@ phraseto_tsquery('simple', f.form)
WHERE s.text_version_id IN (SELECT id FROM newest) AND (f.form = lower(f.form) OR strpos(s.text, f.form) > 0)
GROUP BY f.form
"""


def changes_since(run: AnalysisRun | None) -> list[tuple[str, str]]:
    """Return the names, with their forms, that people changed since the analysis began; [] without one."""
    if run is None:
        return []
    events = WorkspaceAlias.pgh_event_model.objects.filter(  # type: ignore[attr-defined]  # pghistory
        workspace=run.workspace_id,
        pgh_created_at__gt=run.created_at,
        # The analysis itself writes proposals, as nobody.
        pgh_context__metadata__has_key="user",
    )
    return sorted(set(events.values_list("name", "form")))
