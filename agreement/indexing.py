"""The statements of a workspace made comparable: what an analysis and the finder start from."""

from collections.abc import Sequence

from agreement.domain.aliases import AliasGroup, default_aliases, fold_table, propose_aliases
from agreement.domain.candidates import Statement, find_candidates
from agreement.domain.similarity import IndexedStatement, StatementIndex, build_index
from agreement.engines import Vectors
from agreement.statements import ensure_vectors, load_statements
from workspaces.jobs import Progress
from workspaces.models import Workspace


def load_index(workspace: Workspace, progress: Progress) -> StatementIndex:
    """Return the index of the statements that the workspace's texts make now; missing vectors are made and kept."""
    report = find_candidates([place.statement for place in load_statements(workspace)])
    stated = [candidate.statement for candidate in report.candidates]
    return index_statements(stated, ensure_vectors(stated, progress))


def index_statements(statements: Sequence[Statement], vectors: Vectors) -> StatementIndex:
    """Return the index of a workspace's statements, `vectors` [n, d] in their order; aliases are folded."""
    return build_index(
        [IndexedStatement(id=each.id, author=each.author, text=each.text) for each in statements],
        vectors,
        fold_table([*default_aliases(), *_own_aliases(statements)]),
    )


def _own_aliases(statements: Sequence[Statement]) -> list[AliasGroup]:
    """Return what the texts themselves treat as one name."""
    known = default_aliases()
    proposals = propose_aliases([statement.text for statement in statements], known)
    return [AliasGroup(name=proposal.name, forms=(proposal.form,)) for proposal in proposals]
