"""Going on from a clustering: statements come, go and change, people decide, and only what they touch is done again.

Means, spreads and frequencies stay those that the clustering was begun with, so that the score of two
statements does not change because a third one came; an author or a word that is new gets its own. After
an update the result is what a beginning with these same measures would find, as long as the search is exact.
Cost: the new rows against all, O(k n d), and a few passes over the table of neighbours. Who calls it decides when so
much has changed that it is time to begin anew.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from agreement.domain.clusters.clustering import ClusteringState, Decided, finish_clustering, held_apart
from agreement.domain.clusters.growing import grow_index
from agreement.domain.clusters.neighbourhood import look_again
from agreement.domain.likeness.pairing import Rows
from agreement.domain.likeness.similarity import Floats, IndexedStatement
from agreement.domain.likeness.texts import Owners, TextKey, Texts, gather_texts, groups_of, text_key


@dataclass(frozen=True)
class Change:
    """What happened: statements that are new, or new in author or text, and ids of those that went."""

    added: tuple[IndexedStatement, ...] = ()
    removed: frozenset[int] = frozenset()


def update_clustering(
    state: ClusteringState, change: Change, vectors: npt.ArrayLike, decided: Decided | None = None
) -> ClusteringState:
    """Return the clustering after a change; `vectors` is [added, d], one row a new statement.

    `decided` is all that people decided by now, not only what is new; None leaves it as it was. A statement
    that is settled no more has to come again.
    """
    wanted = state.decided if decided is None else decided
    dropped, owners = _regathered(state, change, wanted)
    before = state.around.texts
    texts, place, fresh = _renewed(before, dropped, owners, change, np.asarray(vectors, dtype=np.float32))
    around, changed = look_again(state.around, texts, place, fresh, state.parameters)
    touched = {texts.index.statements[row].id for row in fresh.tolist()}
    touched |= {before.index.statements[row].id for row in dropped.tolist()}
    moved = touched | {texts.index.statements[row].id for row in changed.tolist()}
    if wanted.links.must != state.decided.links.must:
        tied = {statement for pair in wanted.links.must | state.decided.links.must for statement in pair}
        moved |= {group[0].id for group in texts.owners if not tied.isdisjoint(owner.id for owner in group)}
    return finish_clustering(
        around,
        state.parameters,
        wanted,
        split={key: parts for key, parts in state.split.items() if moved.isdisjoint(key)},
        linked={key: part for key, part in state.linked.items() if touched.isdisjoint(key)},
        described={key: found for key, found in state.described.items() if touched.isdisjoint(key)},
    )


def _regathered(state: ClusteringState, change: Change, decided: Decided) -> tuple[Rows, dict[TextKey, Owners]]:
    """Return the rows of texts whose owners change, and the texts that take their place."""
    texts = state.around.texts
    apart, without = held_apart(decided)
    was_apart, _ = held_apart(state.decided)
    gone = change.removed | without | {statement.id for statement in change.added}
    row_of = {owner.id: row for row, owners in enumerate(texts.owners) for owner in owners}
    moved = gone | (apart ^ was_apart)
    rows = {row_of[statement] for statement in moved if statement in row_of}
    waiting = [*change.added, *_staying(texts, rows, gone)]
    keys = {text_key(statement, apart) for statement in waiting}
    again = {row for row, key in enumerate(texts.keys) if key in keys} - rows
    gathered = gather_texts([*waiting, *_staying(texts, again, gone)], apart, without)
    return np.array(sorted(rows | again), dtype=np.intp), gathered


def _staying(texts: Texts, rows: Collection[int], gone: Collection[int]) -> list[IndexedStatement]:
    return [owner for row in sorted(rows) for owner in texts.owners[row] if owner.id not in gone]


def _renewed(
    texts: Texts, dropped: Rows, gathered: dict[TextKey, Owners], change: Change, vectors: Floats
) -> tuple[Texts, Rows, Rows]:
    """Return the texts after the change, the new row of each old one, and the rows that are new."""
    if not len(dropped) and not gathered:
        return texts, np.arange(len(texts.owners), dtype=np.intp), np.empty(0, dtype=np.intp)
    added = sorted(gathered.items(), key=lambda text: text[1][0].id)
    said = [group[0] for _, group in added]
    index, moved = grow_index(texts.index, dropped, said, _vectors_of(texts, dropped, said, change, vectors))
    new_groups, labels = groups_of([group for _, group in added], texts.labels)
    groups = texts.groups[moved.source] if len(texts.groups) else new_groups
    groups[moved.fresh] = new_groups
    owners = tuple(moved.carried(texts.owners, [group for _, group in added]))
    keys = tuple(moved.carried(texts.keys, [key for key, _ in added]))
    return Texts(index, owners, keys, groups, labels), moved.place, moved.fresh


def _vectors_of(
    texts: Texts, dropped: Rows, statements: Sequence[IndexedStatement], change: Change, vectors: Floats
) -> Floats:
    """Return the vectors of statements: given with the change, or that of the text they had a part in."""
    given = {statement.id: vector for statement, vector in zip(change.added, vectors, strict=True)}
    before = {owner.id: row for row in dropped.tolist() for owner in texts.owners[row]}
    width = texts.index.vectors.shape[1]
    rows = [given[each.id] if each.id in given else texts.index.vectors[before[each.id]] for each in statements]
    return np.array(rows, dtype=np.float32).reshape(len(rows), width)
