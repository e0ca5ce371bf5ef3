"""Sentences of a workspace as statements, and their vectors. Vectors are made once and kept."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.db.models import OuterRef, Subquery

from agreement.domain.candidates import Statement
from agreement.domain.editors import editor_of
from agreement.engines import Vectors, embed, model_identity
from agreement.models import SentenceEmbedding
from sources.bylines import ensure_author
from sources.domain.csl import AuthorName
from sources.enums import BlockKind, Section
from sources.models import Authorship, Sentence, TextVersion
from workspaces.jobs import Progress
from workspaces.models import Workspace

BATCH = 256
"""Sentences embedded and saved at a time: a killed worker loses at most so many."""


@dataclass(frozen=True)
class LocatedStatement:
    """A statement with the text version and the offset that its sentence stands at."""

    statement: Statement
    text_version_id: UUID
    start: int


def load_statements(workspace: Workspace) -> list[LocatedStatement]:
    """Return every sentence of the newest text of each source, in one query, by sentence id.

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
    """Return one unit vector a statement, float32 [n, 384], in their order; what is missing is made and saved."""
    space = model_identity().space
    ids = [statement.id for statement in statements]
    known = dict(SentenceEmbedding.objects.filter(model=space, sentence__in=ids).values_list("sentence_id", "vector"))
    missing = [statement for statement in statements if statement.id not in known]
    for first in range(0, len(missing), BATCH):
        progress.report(stage="Embedding sentences", done=first, total=len(missing))
        batch = missing[first : first + BATCH]
        vectors = embed([statement.text for statement in batch])
        SentenceEmbedding.objects.bulk_create(
            [
                SentenceEmbedding(sentence_id=statement.id, model=space, vector=vector)
                for statement, vector in zip(batch, vectors, strict=True)
            ],
            ignore_conflicts=True,
        )
        known.update(zip((statement.id for statement in batch), vectors, strict=True))
    if not ids:
        return np.zeros((0, model_identity().dimension), dtype=np.float32)
    return np.stack([np.asarray(known[pk], dtype=np.float32) for pk in ids])
