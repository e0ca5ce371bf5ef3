"""Statements as distinct texts: what several say word for word counts once, with all who say it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from agreement.domain.clusters.neighbours import Groups
from agreement.domain.likeness.similarity import IndexedStatement, StatementIndex, select_rows

TextKey = str | tuple[str, int]
Owners = tuple[IndexedStatement, ...]


@dataclass(frozen=True, eq=False)
class Texts:
    """Distinct texts, one row of `index` each, in the order of the lowest id that says it.

    `owners` are the statements that say it, by id; `keys` what tells texts apart. `groups` is one
    label a row: texts of one author share theirs, which `labels` holds; a text of several authors has
    one of its own, below zero, because it may be joined with any author's.
    """

    index: StatementIndex
    owners: tuple[Owners, ...]
    keys: tuple[TextKey, ...]
    groups: Groups
    labels: Mapping[str, int]


def gather_texts(
    statements: Sequence[IndexedStatement], apart: Collection[int] = (), without: Collection[int] = ()
) -> dict[TextKey, Owners]:
    """Return who says each text, by id; letter case and white space tell no texts apart.

    A statement whose id is in `apart` has a text of its own; one in `without` is left out.
    """
    owners: dict[TextKey, list[IndexedStatement]] = {}
    for statement in sorted(statements, key=lambda each: each.id):
        if statement.id not in without:
            owners.setdefault(text_key(statement, apart), []).append(statement)
    return {key: tuple(group) for key, group in owners.items()}


def text_key(statement: IndexedStatement, apart: Collection[int] = ()) -> TextKey:
    """Return what a statement's text is known by; see `gather_texts`."""
    text = " ".join(statement.text.split()).casefold()
    return (text, statement.id) if statement.id in apart else text


def distinct_texts(index: StatementIndex, apart: Collection[int] = (), without: Collection[int] = ()) -> Texts:
    """Return the distinct texts of an index; see `gather_texts`."""
    gathered = gather_texts(index.statements, apart, without)
    owners = tuple(gathered.values())
    row_of = {statement.id: row for row, statement in enumerate(index.statements)}
    rows = [row_of[group[0].id] for group in owners]
    # Without copies the index serves as it is: a second one would cost as much memory again.
    chosen = index if len(rows) == len(index.statements) else select_rows(index, rows)
    return Texts(chosen, owners, tuple(gathered), *groups_of(owners))


def groups_of(owners: Sequence[Owners], known: Mapping[str, int] | None = None) -> tuple[Groups, dict[str, int]]:
    """Return one label a text, and the label of each author, those that are `known` as they were; see `Texts`."""
    labels = dict(known or {})
    groups = np.empty(len(owners), dtype=np.int64)
    for row, group in enumerate(owners):
        author = group[0].author
        alone = len(group) == 1 or all(each.author == author for each in group)
        groups[row] = labels.setdefault(author, len(labels)) if alone else -1 - group[0].id
    return groups, labels
