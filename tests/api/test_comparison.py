"""The comparison: authors on claims, with what counts and nothing else."""

from urllib.parse import urlencode

import pytest

from claims.enums import Position
from claims.models import Stance
from tests.api.seeding import seed
from tests.factories.arguments import ArgumentFactory, PremiseFactory
from tests.factories.claims import ClaimFactory, StanceFactory
from tests.factories.workspaces import WorkspaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace(db, seeded_once):
    return seeded_once.workspace


@pytest.fixture
def seeded(db, seeded_once):
    return seeded_once


def compare(client, workspace, authors, **query):
    pairs = [("workspace", workspace), *(("author", author) for author in authors), *query.items()]
    return client.get(f"/api/v1/comparison/?{urlencode(pairs)}")


def test_comparison_says_who_holds_what_and_on_which_evidence(admin, seeded):
    both = [seeded.author.slug, seeded.second.slug]
    StanceFactory(claim=seeded.claim, author=seeded.second, position=Position.QUALIFIES)

    body = compare(admin, "locks", both).json()

    assert [author["slug"] for author in body["authors"]] == both
    first, second = body["rows"]
    assert (first["claim"]["id"], first["relation"]) == (str(seeded.claim.pk), "mixed")
    assert [cell["position"] for cell in first["cells"]] == ["qualifies", "qualifies"]
    assert first["cells"][0]["evidence"] == [str(seeded.evidence.pk)]
    assert second["relation"] == "only_one_speaks"
    assert second["cells"][0] == {
        "author": str(seeded.author.pk), "state": "open", "position": None, "stance": None, "likelihood": None,
        "likelihood_term": None, "likelihood_words": None, "as_of": None, "evidence": [], "independent": 0,
        "waiting": second["cells"][0]["waiting"], "course": [],
    }  # fmt: skip
    assert body["counts"] == {
        "agree": 0, "disagree": 0, "mixed": 1, "only_one_speaks": 1, "none_speaks": 0, "not_yet_judged": 0,
    }  # fmt: skip
    assert (body["agreement"]["count"], body["agreement"]["of"]) == (0, 1)


def test_comparison_names_the_cruxes_and_sums_up(admin, seeded):
    both = [seeded.author.slug, seeded.second.slug]
    Stance.objects.filter(claim=seeded.claim).delete()
    StanceFactory(claim=seeded.claim, author=seeded.author, position=Position.AFFIRMS, likelihood=90)
    StanceFactory(claim=seeded.claim, author=seeded.second, position=Position.DENIES)
    resting = ClaimFactory(workspace=seeded.workspace)
    PremiseFactory(argument=ArgumentFactory(conclusion=resting), claim=seeded.claim)

    body = compare(admin, "locks", both, claims=f"C-{seeded.claim.number}").json()

    (row,) = body["rows"]
    assert (row["relation"], row["contested"], row["resting"]) == ("disagree", 0.9, 1)
    assert (row["cells"][0]["likelihood"], row["cells"][0]["likelihood_words"]) == (90, "very likely")
    (crux,) = body["cruxes"]
    assert crux == {
        "claim": row["claim"], "score": 0.45, "contested": 0.9, "resting": [str(resting.pk)], "parted": [],
        "arguments": 1,
    }  # fmt: skip
    assert "they disagree on 1" in body["brief"][0]


def test_authors_stay_in_the_order_in_which_they_were_named(admin, seeded):
    turned = [seeded.second.slug, seeded.author.slug]

    body = compare(admin, "locks", turned).json()

    assert [author["slug"] for author in body["authors"]] == turned


def test_comparison_is_narrowed(admin, seeded):
    both = [seeded.author.slug, seeded.second.slug]

    assert len(compare(admin, "locks", both, topic="harbours", status="accepted").json()["rows"]) == 2
    assert compare(admin, "locks", both, topic="canals").json()["rows"] == []
    assert compare(admin, "locks", both, kind="normative").json()["rows"] == []


@pytest.mark.parametrize(
    ("authors", "query", "parameter"),
    [
        (["a"], {}, "author"),
        (["a", "a"], {}, "author"),
        ([], {}, "author"),
        ([f"a{n}" for n in range(21)], {}, "author"),
        (["a", "\x00"], {}, "author"),
        (["a", "b"], {"status": "grand"}, "status"),
        (["a", "b"], {"kind": "grand"}, "kind"),
        (["a", "b"], {"topic": "\x00"}, "topic"),
        (["a", "b"], {"limit": "5"}, "limit"),
        (["a", "b"], {"as_of": "2024-02-31"}, "as_of"),
        (["a", "b"], {"as_of": "soon"}, "as_of"),
        (["a", "b"], {"claims": "none"}, "claims"),
    ],
)
def test_what_cannot_be_compared_is_400_with_the_parameter(admin, seeded, authors, query, parameter):
    response = compare(admin, "locks", authors, **query)

    assert response.status_code == 400
    assert [fault["parameter"] for fault in response.json()["errors"]] == [parameter]


def test_an_author_of_another_workspace_is_404(admin, seeded):
    other = seed(WorkspaceFactory(), "b")

    response = compare(admin, "locks", [seeded.author.slug, other.author.slug])

    assert response.status_code == 404
    assert response.json()["errors"][0]["parameter"] == "author"
