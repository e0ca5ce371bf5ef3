"""Sentences of a workspace as statements, and their vectors. Vectors are made once and kept."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.db.models import OuterRef, Q, Subquery

from agreement.domain.wording.candidates import Statement
from agreement.domain.wording.editors import editor_of
from agreement.engines import Vectors, embed, model_identity
from agreement.vector_store import as_stored, read_vectors, save_vectors
from sources.bylines import ensure_author
from sources.domain.csl import AuthorName
from sources.enums import BlockKind, Section
from sources.models import Authorship, Sentence, TextVersion
from workspaces.jobs import Progress
from workspaces.models import Workspace

BATCH = 256
"""Sentences embedded and saved at a time: a killed worker loses at most so many."""
READ_AT_ONCE = 20_000
"""Vectors read from the database at a time: bounds the memory that they take twice."""


@dataclass(frozen=True)
class LocatedStatement:
    """A statement with the text version and the offset that its sentence stands at."""

    statement: Statement
    text_version_id: UUID
    start: int


def load_statements(workspace: Workspace, only: Sequence[int] | None = None) -> list[LocatedStatement]:
    """Return every sentence of the newest text of each source, or `only` some, in one query, by sentence id.

    A statement's author is the first of the byline; a source without an author says nothing for anybody. What stands in
    an editor's note is the editor's, who becomes an author where the note says a name; else it has the byline's author
    and is left out for its section.
    """
    editors = _editors(workspace)
    lead = Authorship.objects.filter(source=OuterRef("text_version__capture__source")).order_by("position")
    rows = (
        Sentence.objects.filter(
            text_version__in=TextVersion.objects.current().filter(capture__source__workspace=workspace)
        )
        .annotate(author_id=Subquery(lead.values("author_id")[:1]))
        .filter(author_id__isnull=False)
        # A caption says what a picture shows, a footnote mostly where something stands.
        .exclude(block__kind__in=[BlockKind.NOTE, BlockKind.CAPTION, BlockKind.FOOTNOTE])
        .filter(Q() if only is None else Q(pk__in=only))
        .order_by("pk")
        .values_list("pk", "author_id", "text", "block__section", "block__kind", "text_version_id", "start")
    )
    return [
        LocatedStatement(
            statement=Statement(
                id=pk,
                author=editors[version] if section == Section.EDITOR_NOTE and version in editors else str(author),
                text=text,
                section=section,
                heading=kind == BlockKind.HEADING,
                by_editor=section == Section.EDITOR_NOTE and version in editors,
            ),
            text_version_id=version,
            start=start,
        )
        for pk, author, text, section, kind, version, start in rows
    ]


def _editors(workspace: Workspace) -> dict[UUID, str]:
    """Return for each text whose editor's note says who wrote it the id of that author, made now if there is none."""
    notes = Sentence.objects.filter(
        text_version__in=TextVersion.objects.current().filter(capture__source__workspace=workspace),
        block__section=Section.EDITOR_NOTE,
    )
    texts: dict[UUID, list[str]] = defaultdict(list)
    for version, text in notes.order_by("text_version", "position").values_list("text_version_id", "text"):
        texts[version].append(text)
    names = {version: editor_of(" ".join(sentences)) for version, sentences in texts.items()}
    return {
        version: str(ensure_author(workspace=workspace, name=_author_name(name)).pk)
        for version, name in names.items()
        if name
    }


def _author_name(name: str) -> AuthorName:
    given, _, family = name.rpartition(" ")
    return AuthorName(family=family, given=given, is_organisation=False)


def ensure_vectors(statements: Sequence[Statement], progress: Progress) -> Vectors:
    """Return one unit vector a statement, float32 [n, d], in their order; what is missing is made and saved.

    Vectors come as the database keeps them, in half precision, whether they are new or not. Shorter texts are read
    first, so that texts of like length are read together; a killed worker loses one batch of `BATCH`.
    """
    identity = model_identity()
    known = np.zeros((len(statements), identity.dimension), dtype=np.float32)
    missing = _fill(known, statements, identity.space)
    missing.sort(key=lambda row: (len(statements[row].text), statements[row].id))
    for first in range(0, len(missing), BATCH):
        progress.report(stage="Embedding sentences", done=first, total=len(missing))
        rows = missing[first : first + BATCH]
        vectors = as_stored(embed([statements[row].text for row in rows]))
        save_vectors([statements[row].id for row in rows], vectors, identity.space)
        known[rows] = vectors
    return known


def _fill(known: Vectors, statements: Sequence[Statement], space: str) -> list[int]:
    """Put the vectors that are kept into their rows of `known`; return the rows that have none."""
    missing: list[int] = []
    for first in range(0, len(statements), READ_AT_ONCE):
        row_of = {each.id: first + row for row, each in enumerate(statements[first : first + READ_AT_ONCE])}
        stored = read_vectors(list(row_of), space)
        if stored.ids:
            known[[row_of.pop(pk) for pk in stored.ids]] = stored.vectors
        missing.extend(row_of.values())
    return missing
