"""What was found for a claim, through the API."""

import pytest

from agreement.models import AuthorFinding
from tests.api.conftest import client_of
from tests.factories.answering import make_answer_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return make_answer_desk()


def ask(desk, query):
    return client_of(desk.ada).get(f"/api/v1/findings/{query}")


def test_findings_name_every_author_with_passages_bands_and_reasons(desk):
    found = ask(desk, f"?workspace={desk.workspace.slug}&claim=1").json()

    assert found["claim"]["number"] == 1
    assert len(found["authors"]) == AuthorFinding.objects.filter(claim__number=1).count() > 0
    first = found["authors"][0]
    assert 0 <= first["speaks"] <= 1
    assert [passage["rank"] for passage in first["passages"]] == list(range(1, len(first["passages"]) + 1))
    best = first["passages"][0]
    assert best["end"] - best["start"] == len(best["quote"])
    assert best["words"]
    assert best["of_ten"]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?workspace={slug}",
        "?workspace={slug}&claim=x",
        "?workspace={slug}&claim=99",
        "?workspace={slug}&claim=1&more=1",
    ],
)
def test_a_question_that_says_too_little_or_too_much_is_refused(desk, query):
    assert ask(desk, query.format(slug=desk.workspace.slug)).status_code == 400
