"""The nearest statements under a filter: of a large workspace beside small ones, of one author, as exact as comparing all."""

from unittest.mock import Mock
from uuid import UUID

import numpy as np
import pytest
from django.db import connection

from agreement import sketching
from agreement.models import SentenceEmbedding, SketchBasis, StatementSketch
from agreement.queries import nearest
from agreement.queries.nearest import basis_in_use, nearest_statements
from agreement.sketching import refresh_sketches, spread_over_cells
from agreement.vector_store import save_vectors
from benchmarks.vectors import World
from sources.models import Sentence
from tests.factories.rows import BlockFactory
from tests.factories.sources import AuthorFactory
from tests.factories.workspaces import WorkspaceFactory
from workspaces.jobs import Progress

pytestmark = pytest.mark.django_db

SPACE = "made-up"
ROWS = 1500
SMALL = 40
AUTHORS = 5


@pytest.fixture(scope="module")
def world():
    return World(dimension=96)


@pytest.fixture(autouse=True)
def _small_is_large(monkeypatch):
    """What is large is measured in tens of thousands; a test has no time for them."""
    monkeypatch.setattr(sketching, "LARGE", 10)
    monkeypatch.setattr(sketching, "LARGE_AUTHOR", 300)
    monkeypatch.setattr(nearest, "BUDGET", 400)


def fill(workspace, vectors, authors, start=0):
    """Store sentences with those vectors; return whose each is, by id in the order of the vectors."""
    block = BlockFactory(text_version__capture__source__workspace=workspace)
    sentences = Sentence.objects.bulk_create(
        Sentence(text_version=block.text_version, block=block, position=start + n, start=0, end=4, text="Rain")
        for n in range(len(vectors))
    )
    ids = [sentence.pk for sentence in sentences]
    save_vectors(ids, vectors, SPACE)
    return dict(zip(ids, authors, strict=True))


def exact(owners, wanted, author=None, limit=10):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sentence_id FROM agreement_sentenceembedding WHERE sentence_id = ANY(%s)"
            " ORDER BY vector <#> %s::halfvec, sentence_id LIMIT %s",
            [[pk for pk, owner in owners.items() if author in (None, owner)], str(wanted.tolist()), limit],
        )
        return [pk for (pk,) in cursor.fetchall()]


@pytest.fixture
def large(world):
    """A workspace of many statements: the first author has half of them, the last one in fifty, of a few topics each."""
    workspace = WorkspaceFactory()
    authors = [author.pk for author in AuthorFactory.create_batch(AUTHORS, workspace=workspace)]
    rng = np.random.default_rng(5)
    whose = rng.choice(AUTHORS, ROWS, p=[0.5, 0.25, 0.15, 0.08, 0.02])
    topics = (whose * 7 + rng.integers(0, 3, ROWS)) % 20
    owners = fill(workspace, world.claims(rng, topics), [authors[n] for n in whose])
    return workspace, owners, authors


@pytest.fixture
def searched(large, world):
    """The large workspace and a small one beside it, both ready to be searched."""
    workspace, owners, authors = large
    other = WorkspaceFactory()
    writer = AuthorFactory(workspace=other)
    theirs = fill(other, world.claims(np.random.default_rng(6), np.zeros(SMALL, dtype=np.int64)), [writer.pk] * SMALL)
    refresh_sketches(workspace, owners, SPACE, Progress())
    refresh_sketches(other, theirs, SPACE, Progress())
    return workspace, owners, authors, other, theirs


def claims(world, count=20):
    rng = np.random.default_rng(9)
    return world.claims(rng, rng.integers(0, 20, count))


def recall(basis, owners, wanted, author=None):
    shares = []
    for vector in wanted:
        found = [near.sentence_id for near in nearest_statements(basis, vector, author=author)]
        true = exact(owners, vector, author)
        assert len(found) == len(true)
        shares.append(len(set(found) & set(true)) / len(true))
    return float(np.mean(shares))


def test_a_search_finds_the_true_nearest_of_a_whole_workspace_and_of_every_single_author(searched, world):
    """Under a filter no row is lost: ten of ten come, also of the author with one statement in fifty."""
    workspace, owners, authors, *_ = searched
    basis = basis_in_use(workspace)

    recalls = [recall(basis, owners, claims(world), author) for author in (None, *authors)]

    assert min(recalls) >= 0.95


def test_an_hnsw_index_with_default_settings_loses_rows_under_a_filter_and_the_search_does_not(searched, world):
    """Why there are sketches: pgvector filters after the index has chosen its 40 rows."""
    workspace, _owners, authors, *_ = searched
    vector, rare = claims(world)[0], authors[-1]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "CREATE INDEX everything ON agreement_sentenceembedding USING hnsw ((vector::halfvec(96)) halfvec_ip_ops)"
        )
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off")
        cursor.execute(
            "SELECT embedding.sentence_id FROM agreement_sentenceembedding embedding WHERE"
            " (SELECT author_id FROM agreement_statementsketch s WHERE s.sentence_id = embedding.sentence_id) = %s"
            " ORDER BY embedding.vector::halfvec(96) <#> %s::halfvec(96) LIMIT 10",
            [rare, str(vector.tolist())],
        )
        filtered = cursor.fetchall()
        cursor.execute("SET LOCAL enable_seqscan = on; SET LOCAL enable_sort = on; SET LOCAL enable_bitmapscan = on")

    assert len(filtered) < 10
    assert len(nearest_statements(basis_in_use(workspace), vector, author=rare)) == 10


def test_a_small_workspace_beside_a_large_one_gets_all_its_rows_and_no_other(searched, world):
    _workspace, _owners, _authors, other, theirs = searched

    found = nearest_statements(basis_in_use(other), claims(world)[0], limit=100)

    assert {near.sentence_id for near in found} == set(theirs)


def test_results_come_nearest_first_with_their_cosine(searched, world):
    workspace, owners, *_ = searched
    pk = next(iter(owners))
    vector = np.asarray(SentenceEmbedding.objects.get(sentence=pk).vector, dtype=np.float32)

    found = nearest_statements(basis_in_use(workspace), vector)

    assert found[0].sentence_id == pk
    assert found[0].cosine == pytest.approx(1, abs=0.002)
    assert [near.cosine for near in found] == sorted((near.cosine for near in found), reverse=True)


@pytest.mark.parametrize("place", [0, 4])
def test_a_search_takes_one_query(searched, world, place, django_assert_num_queries):
    workspace, _owners, authors, *_ = searched
    basis = basis_in_use(workspace)

    with django_assert_num_queries(1):
        nearest_statements(basis, claims(world)[0], author=authors[place])


def test_sketches_follow_new_moved_and_vanished_statements(searched, world):
    workspace, owners, authors, *_ = searched
    basis = basis_in_use(workspace)
    gone, moved, *_rest = owners
    vector = np.asarray(SentenceEmbedding.objects.get(sentence=gone).vector, dtype=np.float32)
    new = fill(workspace, vector[None, :], [authors[4]], start=ROWS)
    kept = {pk: owner for pk, owner in owners.items() if pk != gone} | {moved: authors[4]} | new

    assert refresh_sketches(workspace, kept, SPACE, Progress()) == ROWS

    assert basis_in_use(workspace) == basis
    assert nearest_statements(basis_in_use(workspace), vector, limit=1)[0].sentence_id in new
    assert dict(StatementSketch.objects.filter(basis=basis).values_list("sentence_id", "author_id")) == kept
    assert sum(basis_in_use(workspace).counts[""]) == ROWS


def test_a_workspace_that_doubles_gets_a_new_basis_and_one_that_shrinks_loses_it(large, monkeypatch):
    workspace, owners, _authors = large
    few = dict(list(owners.items())[:500])
    refresh_sketches(workspace, few, SPACE, Progress())
    first = basis_in_use(workspace)

    refresh_sketches(workspace, owners, SPACE, Progress())
    assert basis_in_use(workspace) != first
    assert SketchBasis.objects.count() == 1

    monkeypatch.setattr(sketching, "LARGE", ROWS + 1)
    assert refresh_sketches(workspace, owners, SPACE, Progress()) == 0
    assert not StatementSketch.objects.exists()


def test_a_preparation_killed_in_the_middle_leaves_the_old_one_in_use(searched, world, monkeypatch):
    workspace, owners, *_ = searched
    basis = basis_in_use(workspace)

    add = sketching._add
    monkeypatch.setattr(sketching, "GROWTH", 0)
    monkeypatch.setattr(sketching, "_add", Mock(side_effect=KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        refresh_sketches(workspace, owners, SPACE, Progress())
    assert basis_in_use(workspace) == basis
    assert SketchBasis.objects.filter(workspace=workspace).count() == 2

    monkeypatch.setattr(sketching, "_add", add)
    refresh_sketches(workspace, owners, SPACE, Progress())
    assert SketchBasis.objects.filter(workspace=workspace).count() == 1
    assert basis_in_use(workspace) != basis


def test_rows_are_counted_by_cell_in_all_and_for_large_authors():
    one, two = UUID(int=1), UUID(int=2)

    spread = spread_over_cells([(one, 0, 400), (one, 2, 200), (two, 2, 5)], 3)

    assert spread == {"": [400, 0, 205], str(one): [400, 0, 200]}
