"""The statements of a workspace made comparable: what an analysis and the finder start from."""

from collections.abc import Sequence

from agreement.domain.likeness.reading import sentences_before
from agreement.domain.likeness.similarity import IndexedStatement, Population, StatementIndex, build_index
from agreement.domain.likeness.terms import Folding
from agreement.domain.wording.candidates import Statement, states_something
from agreement.engines import Vectors
from agreement.queries.decisions import folding_of
from agreement.statements import LocatedStatement, ensure_vectors, load_statements
from agreement.vector_store import model_in_use
from workspaces.jobs import Progress
from workspaces.models import Workspace


def load_index(workspace: Workspace, progress: Progress) -> StatementIndex:
    """Return the index of the statements that the workspace's texts make now; missing vectors are made and kept.

    Raises `OtherVectorSpaceError` if the workspace was read with another model.
    """
    model_in_use(workspace)
    located = load_statements(workspace)
    stated = [place.statement for place in located if states_something(place.statement)]
    return index_statements(stated, ensure_vectors(stated, progress), folding_of(workspace), located)


def index_statements(
    statements: Sequence[Statement],
    vectors: Vectors,
    folding: Folding,
    located: Sequence[LocatedStatement],
    population: Population | None = None,
) -> StatementIndex:
    """Return the index of a workspace's statements, `vectors` [n, d] in their order, its names folded.

    `located` is where all statements stand, those left out included, as a sentence may lean on one of them. With some
    statements of many comes the `population` that they are measured against.
    """
    in_order = sorted(located, key=lambda place: (str(place.text_version_id), place.start))
    before = sentences_before([(place.text_version_id, place.statement) for place in in_order])
    return build_index(
        [
            IndexedStatement(id=each.id, author=each.author, text=each.text, before=before.get(each.id, ""))
            for each in statements
        ],
        vectors,
        folding,
        population,
    )
