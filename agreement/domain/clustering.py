"""Statements of several authors gathered into clusters proposed to be about one claim.

1. Equal texts count as one.  2. Every statement chooses its nearest statements by other authors,
and pairs that choose each other with a high fused score are joined (mutual k-nearest neighbours:
Gowda and Krishna 1978, https://doi.org/10.1016/0031-3203(78)90018-3).  3. Connected components
of these pairs.  4. Average linkage (Sokal and Michener 1958) inside each, so that no chain of
neighbours holds strangers together.  5. A cluster that only one author speaks in is none; what
is in no cluster is listed as the rest.

The result depends on the statements only, not on the order in which they come, and there is no
random step. It is a proposal: what is alike need not agree (docs/algorithms/agreement.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.cluster.hierarchy import ClusterNode, linkage, to_tree
from scipy.sparse.csgraph import connected_components

from agreement.domain.neighbours import MutualNeighbours, mutual_neighbours
from agreement.domain.pairing import PairScorer, StatementPair, likeness, pair_scorer
from agreement.domain.similarity import StatementIndex, select_rows
from agreement.domain.terms import without_possessive

NAME_TERMS = 3


@dataclass(frozen=True)
class ClusterParameters:
    """What the clustering was run with; stored with every run.

    `neighbours`: how many statements of other authors each may choose at least; with more authors
    than that one each, up to `largest`. `threshold`: the least
    fused score of a joined pair. `least_cosine`: its least plain cosine, as the fused score only
    compares with the other pairs, and the best of unrelated pairs are still unrelated. `linkage`:
    the least average score inside a cluster. `largest`: the most distinct texts a cluster may
    hold. `largest_component`: the most texts to link at once; a greater component is taken apart
    by raising the threshold, as average linkage needs the square of it in memory. The defaults
    were chosen on labelled documents (docs/algorithms/agreement.md).
    """

    neighbours: int = 2
    threshold: float = 5.0
    least_cosine: float = 0.35
    linkage: float = 4.0
    largest: int = 12
    largest_component: int = 2000


@dataclass(frozen=True)
class ClusterMember:
    """One statement of a cluster and why it is there.

    `score` is its likeness to the nearest member by another author, 0 to 1; `nearest` is that
    pair: the parts of the score and the words that the two share.
    """

    statement: int
    author: str
    score: float
    nearest: StatementPair


@dataclass(frozen=True)
class AgreementCluster:
    """Statements of two or more authors proposed to be about one claim, best member first.

    `name` is made of the terms that set it apart; `score` is the mean of its members' scores.
    """

    name: str
    score: float
    members: tuple[ClusterMember, ...]

    @property
    def authors(self) -> tuple[str, ...]:
        """Return the authors who speak in it, in alphabetical order."""
        return tuple(sorted({member.author for member in self.members}))


@dataclass(frozen=True)
class Clustering:
    """The clusters, best first, and the ids of all statements that are in none, in order."""

    clusters: tuple[AgreementCluster, ...]
    rest: tuple[int, ...]


DEFAULT_PARAMETERS = ClusterParameters()


def cluster_statements(index: StatementIndex, parameters: ClusterParameters = DEFAULT_PARAMETERS) -> Clustering:
    """Return the agreement clusters of an index, across any number of authors.

    Every statement is in one cluster or in the rest. Fewer than two authors give no cluster.
    O(n^2 d) time; memory O(n) beside the index, and the square of the largest component linked.
    """
    texts = _distinct(index)
    scorer = pair_scorer(texts.index, texts.groups)
    joined = _joined(texts, scorer, parameters)
    clusters = [
        _described(texts, scorer, rows)
        for component in _components(joined, len(texts.owners), parameters)
        for rows in _linked(scorer, component, parameters)
        if len({author for row in rows for author, _ in texts.owners[row]}) > 1
    ]
    clusters.sort(key=lambda cluster: (-cluster.score, cluster.members[0].statement))
    taken = {member.statement for cluster in clusters for member in cluster.members}
    rest = tuple(each.id for each in index.statements if each.id not in taken)
    return Clustering(clusters=tuple(clusters), rest=rest)


def propose_pairs(
    index: StatementIndex, parameters: ClusterParameters = DEFAULT_PARAMETERS
) -> tuple[StatementPair, ...]:
    """Return pairs of statements by different authors that choose each other, best first.

    What several authors say word for word comes once, by the lowest ids.
    """
    texts = _distinct(index)
    scorer = pair_scorer(texts.index, texts.groups)
    joined = _joined(texts, scorer, parameters)
    rows = list(zip(joined.rows.tolist(), joined.columns.tolist(), strict=True))
    shared = [(row, row) for row, group in enumerate(texts.owners) if len({a for a, _ in group}) > 1]
    pairs = [_between(texts, scorer, row, column) for row, column in rows + shared]
    return tuple(sorted(pairs, key=lambda pair: (-pair.score, pair.first, pair.second)))


@dataclass(frozen=True, eq=False)
class _Texts:
    """Distinct texts: one row each, (author, statement id) of who says it, and a group label.

    Texts of one author share a label; a text of several authors has one of its own, because it
    may be joined with any author's.
    """

    index: StatementIndex
    owners: tuple[tuple[tuple[str, int], ...], ...]
    groups: npt.NDArray[np.intp]


def _distinct(index: StatementIndex) -> _Texts:
    rows_of: dict[str, list[int]] = {}
    for row, statement in enumerate(index.statements):
        rows_of.setdefault(" ".join(statement.text.split()).casefold(), []).append(row)
    rows = list(rows_of.values())
    owners = tuple(tuple((index.statements[row].author, index.statements[row].id) for row in group) for group in rows)
    labels: dict[str | int, int] = {}
    groups = [
        labels.setdefault(position if len({a for a, _ in group}) > 1 else group[0][0], len(labels))
        for position, group in enumerate(owners)
    ]
    return _Texts(select_rows(index, [group[0] for group in rows]), owners, np.array(groups, dtype=np.intp))


def _joined(texts: _Texts, scorer: PairScorer, parameters: ClusterParameters) -> MutualNeighbours:
    authors = len({author for group in texts.owners for author, _ in group})
    neighbours = max(parameters.neighbours, min(authors, parameters.largest))
    return mutual_neighbours(scorer, texts.groups, neighbours, parameters.threshold, parameters.least_cosine)


def _components(joined: MutualNeighbours, count: int, parameters: ClusterParameters) -> Iterator[list[int]]:
    """Yield the rows of each connected component, none greater than may be linked at once."""
    work = [(list(range(count)), -np.inf)]
    while work:
        rows, least = work.pop()
        inside = np.isin(joined.rows, rows) & np.isin(joined.columns, rows) & (joined.scores > least)
        for component in _connected(rows, joined, inside):
            if len(component) <= parameters.largest_component:
                yield component
                continue
            scores = joined.scores[inside & np.isin(joined.rows, component)]
            work.append((component, float(np.median(scores))))


def _connected(rows: Sequence[int], joined: MutualNeighbours, inside: npt.NDArray[np.bool_]) -> list[list[int]]:
    """Return the connected components of `rows` by the pairs that are `inside`."""
    place = {row: at for at, row in enumerate(rows)}
    first = [place[row] for row in joined.rows[inside].tolist()]
    second = [place[row] for row in joined.columns[inside].tolist()]
    graph = sparse.coo_matrix((np.ones(len(first)), (first, second)), shape=(len(rows), len(rows)))
    _, labels = connected_components(graph, directed=False)
    members: dict[int, list[int]] = {}
    for row, label in zip(rows, labels.tolist(), strict=True):
        members.setdefault(label, []).append(row)
    return list(members.values())


def _linked(scorer: PairScorer, component: list[int], parameters: ClusterParameters) -> Iterator[list[int]]:
    """Yield the clusters of one component: branches of its average-linkage tree."""
    if len(component) == 1:
        yield component
        return
    rows = np.array(component, dtype=np.intp)
    scores = scorer.scores(rows, rows).astype(np.float64)
    scores = (scores + scores.T) / 2
    closest = scores.max()
    above = np.triu_indices(len(rows), k=1)
    tree = to_tree(linkage(closest - scores[above], method="average"))
    stack: list[ClusterNode] = [tree]
    while stack:
        node = stack.pop()
        if node.is_leaf() or (node.get_count() <= parameters.largest and closest - node.dist >= parameters.linkage):
            yield sorted(component[leaf] for leaf in node.pre_order())
        else:
            stack += [node.get_right(), node.get_left()]


def _between(texts: _Texts, scorer: PairScorer, row: int, column: int) -> StatementPair:
    """Return the pair of two texts, under the lowest ids that belong to different authors."""
    first, second = min(
        (one, other) for author, one in texts.owners[row] for writer, other in texts.owners[column] if author != writer
    )
    (pair,) = scorer.pairs(np.array([row]), np.array([column]))
    return replace(pair, first=first, second=second)


def _described(texts: _Texts, scorer: PairScorer, rows: Sequence[int]) -> AgreementCluster:
    """Return the cluster of `rows` with its name, its members and their nearest ones."""
    chosen = np.array(rows, dtype=np.intp)
    scores = scorer.scores(chosen, chosen)
    members = []
    for place, row in enumerate(rows):
        for author, statement in texts.owners[row]:
            others = [
                (-float(scores[place, at]), identifier, at)
                for at, other in enumerate(rows)
                for writer, identifier in texts.owners[other]
                if writer != author
            ]
            _, nearest, at = min(others)
            (found,) = scorer.pairs(np.array([row]), np.array([rows[at]]))
            pair = replace(found, first=statement, second=nearest)
            members.append(ClusterMember(statement, author, likeness(pair.score), pair))
    members.sort(key=lambda member: (-member.score, member.statement))
    score = sum(member.score for member in members) / len(members)
    return AgreementCluster(_name(texts, rows), score, tuple(members))


def _name(texts: _Texts, rows: Sequence[int]) -> str:
    """Return the terms that set the rows apart, joined by commas.

    A term weighs the number of authors who use it, then its share of the rows times its rarity in
    the index (class-based tf-idf, Grootendorst 2022, https://arxiv.org/abs/2203.05794). Bare
    numbers name nothing. Each is shown as most often written.
    """
    index = texts.index
    written: dict[str, Counter[str]] = {}
    authors: dict[str, set[str]] = {}
    share: Counter[str] = Counter()
    for row in rows:
        terms = [term for term in index.terms[row] if not term.key.isdigit()]
        share.update({term.key for term in terms})
        for term in terms:
            surface = index.statements[row].text[term.start : term.end]
            written.setdefault(term.key, Counter())[without_possessive(surface)] += 1
            authors.setdefault(term.key, set()).update(author for author, _ in texts.owners[row])

    def weight(key: str) -> tuple[int, float, str]:
        return (-min(len(authors[key]), 2), -share[key] * index.weights.rarity(key), key)

    best = sorted(written, key=weight)[:NAME_TERMS]
    return ", ".join(min(written[key].items(), key=lambda form: (-form[1], form[0]))[0] for key in best)
