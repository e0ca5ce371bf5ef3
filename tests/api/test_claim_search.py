import pytest
from django.core.cache import cache

from agreement.services import searching
from claims.enums import ClaimStatus
from releases.models import ClaimSetEntry
from tests.factories.claims import ClaimFactory
from tests.factories.releases import ClaimSetFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/claim-search/?workspace=locks&q=harbour"


@pytest.fixture(autouse=True)
def _nobody_is_waited_for(monkeypatch):
    monkeypatch.setattr(searching, "WAIT_SECONDS", 0)
    yield
    cache.clear()


@pytest.fixture
def claims(workspace):
    return [ClaimFactory(workspace=workspace, text=f"Harbour {'pays ' * (place + 1)}.") for place in range(5)]


def test_each_hit_says_why_and_how_well_it_fits(admin, claims):
    answer = admin.get(ADDRESS).json()

    assert answer["meant_by"] == "nothing"
    assert answer["next"] is None
    assert {hit["claim"]["id"] for hit in answer["results"]} == {str(claim.pk) for claim in claims}
    first = answer["results"][0]
    assert (first["why"], first["words_rank"], first["meaning_rank"], first["cosine"]) == ("words", 1, None, None)
    assert first["score"] == pytest.approx(1 / 61)


def test_pages_hold_everything_once(admin, claims):
    seen, address = [], f"{ADDRESS}&limit=2"
    while address:
        page = admin.get(address).json()
        seen += [hit["claim"]["id"] for hit in page["results"]]
        address = page["next"]

    assert len(seen) == len(set(seen)) == 5


def test_filters_narrow_the_search(admin, workspace, claims):
    claims[0].status, claims[0].kind, claims[0].topic = ClaimStatus.DRAFT, "causal", "quays"
    claims[0].save()
    chosen = ClaimSetFactory(workspace=workspace, slug="quays")
    ClaimSetEntry.objects.create(workspace=workspace, claim_set=chosen, claim=claims[0])

    for narrowed in ("status=draft", "kind=causal", "topic=quays", "claim_set=quays"):
        hits = admin.get(f"{ADDRESS}&{narrowed}").json()["results"]
        assert [hit["claim"]["id"] for hit in hits] == [str(claims[0].pk)], narrowed


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("workspace=locks", 400),
        ("q=harbour", 400),
        ("workspace=locks&q=%00", 400),
        ("workspace=locks&q=" + "x" * 301, 400),
        ("workspace=locks&q=x&limit=0", 400),
        ("workspace=locks&q=x&limit=101", 400),
        ("workspace=locks&q=x&limit=²", 400),
        ("workspace=locks&q=x&kind=grand", 400),
        ("workspace=locks&q=x&status=done", 400),
        ("workspace=locks&q=x&claim_set=none", 400),
        ("workspace=locks&q=x&cursor=tampered", 400),
        ("workspace=locks&q=x&colour=red", 400),
        ("workspace=nowhere&q=x", 404),
        ("workspace=locks&q=" + "%26%7C%21%27%28%3A%2A", 200),
    ],
)
def test_what_cannot_be_asked_is_a_problem(admin, claims, query, status):
    assert admin.get(f"/api/v1/claim-search/?{query}").status_code == status


def test_a_page_costs_the_same_queries_for_one_hit_and_for_five(admin, claims, django_assert_num_queries):
    admin.get(ADDRESS)
    for limit in (1, 5):
        with django_assert_num_queries(10):
            admin.get(f"{ADDRESS}&limit={limit}")
