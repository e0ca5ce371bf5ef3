"""Vectors of sentences in the database, read and written by thousands; and the space that they are compared in."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import psycopg
from django.db import connection, transaction

from agreement.engines import ModelIdentity, Vectors, model_identity
from agreement.errors import OtherVectorSpaceError
from agreement.models import SentenceEmbedding, VectorSpace
from workspaces.models import Workspace


@dataclass(frozen=True, eq=False)
class StoredVectors:
    """Vectors as they are stored: `ids` of sentences, ascending, and float32 [n, d] rows in their order."""

    ids: Sequence[int]
    vectors: Vectors


def model_in_use(workspace: Workspace) -> ModelIdentity:
    """Return the configured model if the workspace's vectors are of its space, or if it has none yet: then it is noted.

    Raises `OtherVectorSpaceError` if they are of another model: vectors of two models never meet.
    """
    identity = model_identity()
    space, _created = VectorSpace.objects.get_or_create(
        workspace=workspace, defaults={"name": identity.space, "dimension": identity.dimension}
    )
    if (space.name, space.dimension) != (identity.space, identity.dimension):
        raise OtherVectorSpaceError(
            stored=space.name,
            stored_dimension=space.dimension,
            configured=identity.space,
            configured_dimension=identity.dimension,
        )
    return identity


def read_vectors(ids: Sequence[int], space: str) -> StoredVectors:
    """Return the vectors of those sentences that have one in the space, in one query.

    In binary, as the database keeps them: reading them as text takes twenty times as long.
    """
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(_READ, (list(ids), space), binary=True)
        rows = cursor.fetchall()
    if not rows:
        return StoredVectors((), np.empty((0, 0), dtype=np.float32))
    # halfvec on the wire: two bytes dimension, two unused, then the halves, all in network order.
    packed = np.frombuffer(b"".join(vector for _pk, vector in rows), dtype=">f2").reshape(len(rows), -1)
    return StoredVectors([pk for pk, _vector in rows], packed[:, 2:].astype(np.float32))


_READ = """
SELECT sentence_id, vector FROM agreement_sentenceembedding
WHERE sentence_id = ANY(%s) AND model = %s ORDER BY sentence_id
"""


@transaction.atomic
def save_vectors(ids: Sequence[int], vectors: Vectors, space: str) -> None:
    """Keep vectors of sentences that are still there; one that has a vector in the space keeps it."""
    there = hold_sentences(ids)
    SentenceEmbedding.objects.bulk_create(
        [
            SentenceEmbedding(sentence_id=pk, model=space, vector=vector)
            for pk, vector in zip(ids, vectors, strict=True)
            if pk in there
        ],
        ignore_conflicts=True,
    )


def hold_sentences(ids: Sequence[int]) -> set[int]:
    """Return which of the sentences are there, and keep them there until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM sources_sentence WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE", [list(ids)])
        return {pk for (pk,) in cursor.fetchall()}


def as_stored(vectors: Vectors) -> Vectors:
    """Return vectors as the database gives them back, so that new and kept ones make the same scores."""
    return vectors.astype(np.float16).astype(np.float32)
