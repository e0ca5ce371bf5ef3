import numpy as np
import pytest
from django.utils import timezone

from agreement import claim_vectors
from agreement.analysis import embed_claims
from agreement.claim_vectors import keep_query_vector, make_claim_vectors
from agreement.models import ClaimEmbedding, QueryVector, VectorSpace
from agreement.queries import claim_search
from agreement.queries.claim_search import query_vector, search_claims, space_of
from agreement.services import searching
from agreement.services.requesting import request_claim_vectors
from agreement.services.searching import find_claims
from claims.importing import import_claims
from claims.models import Claim
from tests.factories.claims import ClaimFactory
from tests.factories.workspaces import WorkspaceFactory
from workspaces import jobs
from workspaces.jobs import Progress

pytestmark = pytest.mark.django_db

SIZE = 384


def direction(angle):
    """A unit vector in the plane of the first two axes; the nearer the angle, the nearer the vectors."""
    vector = np.zeros(SIZE, dtype=np.float32)
    vector[0], vector[1] = np.cos(angle), np.sin(angle)
    return vector


@pytest.fixture
def workspace(db):
    workspace = WorkspaceFactory(slug="locks")
    VectorSpace.objects.create(workspace=workspace, name="made-up", dimension=SIZE)
    return workspace


def claim_at(workspace, angle, text, **fields):
    claim = ClaimFactory(workspace=workspace, text=text, **fields)
    ClaimEmbedding.objects.create(claim=claim, model="made-up", wording=text, vector=direction(angle))
    return claim


def search(workspace, text, angle=None, **filters):
    claims = Claim.objects.filter(workspace=workspace, **filters)
    vector = None if angle is None else direction(angle)
    return search_claims(claims, text, space_of(workspace), vector)


def test_what_has_the_words_and_the_meaning_comes_first(workspace):
    both = claim_at(workspace, 0.1, "Sanctions slow the programme.")
    meaning = claim_at(workspace, 0.0, "Trade bans delay the bomb.")
    words = claim_at(workspace, 1.5, "Sanctions please voters.")

    hits = search(workspace, "sanctions", 0.0)

    assert (hits[0].claim_id, hits[0].why) == (both.pk, "both")
    assert {hit.claim_id for hit in hits} == {both.pk, meaning.pk, words.pk}
    assert [hit.cosine for hit in hits if hit.claim_id == meaning.pk] == [pytest.approx(1, abs=1e-3)]


def test_words_are_found_in_other_forms_in_phrases_and_without(workspace):
    claim = claim_at(workspace, 0, "The sanctioned ships left the harbour at night.")
    other = claim_at(workspace, 0, "The harbour was left to the ships.")

    def words(text):
        return {hit.claim_id for hit in search(workspace, text) if hit.words_rank}

    assert words("sanction") == {claim.pk}
    assert words('"left the harbour"') == {claim.pk}
    assert words("harbour -night") == {other.pk}
    assert words("the of and") == set()
    assert words("' & | ! :* (") == set()


def test_a_word_in_the_topic_counts_less_than_in_the_text(workspace):
    topic = claim_at(workspace, 0, "Bans work.", topic="sanctions")
    text = claim_at(workspace, 0, "Sanctions work.", topic="bans")

    ranks = {hit.claim_id: hit.words_rank for hit in search(workspace, "sanctions")}

    assert ranks == {text.pk: 1, topic.pk: 2}


def test_no_claim_of_another_team_is_ever_found(workspace):
    theirs = WorkspaceFactory()
    claim_at(theirs, 0, "Sanctions slow the programme.")

    assert search(workspace, "sanctions", 0.0) == []


@pytest.mark.parametrize("few", [0, 1000])
def test_whatever_a_filter_leaves_comes_back_in_full(workspace, monkeypatch, few):
    monkeypatch.setattr(claim_search, "FEW", few)
    monkeypatch.setattr(claim_search, "DEPTH", 10)
    for number in range(60):
        claim_at(workspace, number / 20, f"Harbour {number} pays.", topic="near" if number < 45 else "far")

    hits = search(workspace, "nothing of this", 0.0, topic="far")

    assert len(hits) == 10
    chosen = set(Claim.objects.filter(topic="far").order_by("number").values_list("pk", flat=True)[:10])
    assert {hit.claim_id for hit in hits} == chosen


def test_the_vector_of_an_earlier_wording_or_another_model_counts_for_nothing(workspace):
    reworded = claim_at(workspace, 0, "Rain falls.")
    Claim.objects.filter(pk=reworded.pk).update(text="Snow falls.")
    other = ClaimFactory(workspace=workspace)
    ClaimEmbedding.objects.create(claim=other, model="another", wording=other.text, vector=direction(0))

    assert search(workspace, "rain", 0.0) == []


def test_a_model_of_another_size_is_compared_too(workspace):
    VectorSpace.objects.update(dimension=2)
    claim = ClaimFactory(workspace=workspace)
    ClaimEmbedding.objects.create(claim=claim, model="made-up", wording=claim.text, vector=np.array([1, 0]))

    [hit] = search_claims(Claim.objects.all(), "rain", space_of(workspace), np.array([0.6, 0.8]))

    assert (hit.claim_id, hit.cosine) == (claim.pk, pytest.approx(0.6, abs=1e-3))


def test_without_a_vector_of_the_words_claims_that_have_them_stand_for_what_is_meant(workspace):
    claim_at(workspace, 0.0, "Sanctions slow the programme.")
    near = claim_at(workspace, 0.1, "Trade bans delay the bomb.")
    claim_at(workspace, 1.5, "Cats sleep.")

    hits = search(workspace, "sanctions")

    assert hits[1].claim_id == near.pk
    assert [hit.claim_id for hit in search(workspace, "zebra")] == []


def test_common_words_are_not_all_ranked(workspace, monkeypatch):
    monkeypatch.setattr(claim_search, "WORDS_RANKED", 3)
    for number in range(6):
        claim_at(workspace, 0, f"Harbour {number} pays.")

    assert len([hit for hit in search(workspace, "harbour") if hit.words_rank]) == 3


def test_the_worker_keeps_what_words_mean_for_a_day(workspace, monkeypatch):
    monkeypatch.setattr(claim_vectors, "embed", lambda texts: np.stack([direction(0.0) for _ in texts]))
    monkeypatch.setattr(claim_vectors, "model_identity", lambda: type("Identity", (), {"space": "made-up"}))
    QueryVector.objects.create(model="made-up", text="old", vector=direction(0))
    QueryVector.objects.update(made_at=timezone.now() - claim_vectors.QUERY_KEPT * 2)

    keep_query_vector("sanctions work")
    keep_query_vector("sanctions work")

    assert [row.text for row in QueryVector.objects.all()] == ["sanctions work"]
    assert query_vector(" Sanctions  WORK", space_of(workspace)) == pytest.approx(direction(0.0))


def test_words_that_nobody_has_read_are_asked_for_and_not_waited_for_twice(workspace, monkeypatch):
    asked = []
    monkeypatch.setattr(searching, "WAIT_SECONDS", 0.02)
    monkeypatch.setattr(searching.dispatch, "ask", lambda *given: asked.append(given) or True)
    searching.cache.clear()
    claim_at(workspace, 0, "Sanctions slow the programme.")
    claims = Claim.objects.filter(workspace=workspace)

    found = find_claims(workspace=workspace, claims=claims, text="Sanctions")

    assert (found.meant_by, asked) == ("resembling", [("agreement.embed_query", "sanctions")])
    assert searching.cache.get("agreement.queries-unanswered")
    QueryVector.objects.create(model="made-up", text="sanctions", vector=direction(0))
    assert find_claims(workspace=workspace, claims=claims, text="Sanctions").meant_by == "typed"
    searching.cache.clear()


def test_imported_claims_get_their_vectors_by_the_job_that_the_import_queued(monkeypatch):
    workspace = WorkspaceFactory()
    monkeypatch.setattr(claim_vectors, "BATCH", 2)
    data = b"\n".join(b'{"text": "Harbour %d pays.", "kind": "factual"}' % number for number in range(5))
    import_claims(workspace, data, "ndjson", may_decide=True, origin="x", by=None)
    Claim.objects.filter(number=1).update(status="retired")

    assert jobs.perform(request_claim_vectors(workspace=workspace).pk, embed_claims) == "done"

    assert ClaimEmbedding.objects.of_current_wording().count() == 5
    assert make_claim_vectors(workspace, Progress()) == 0
