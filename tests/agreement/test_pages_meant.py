"""Under the list of claims that hold some words: claims that mean the same, or have the words in other forms."""

import re

import numpy as np
import pytest
from django.urls import reverse

from agreement.models import ClaimEmbedding, QueryVector, VectorSpace
from tests.factories.claims import ClaimFactory
from tests.factories.workspaces import MembershipFactory

pytestmark = pytest.mark.django_db


def direction(angle):
    return np.array([np.cos(angle), np.sin(angle), *[0.0] * 382])


@pytest.fixture
def member():
    return MembershipFactory(role="viewer")


@pytest.fixture
def fragment(client, member):
    client.force_login(member.user)
    VectorSpace.objects.create(workspace=member.workspace, name="made-up", dimension=384)
    QueryVector.objects.create(model="made-up", text="harbour fees", vector=direction(0))

    def get(**query):
        address = reverse("agreement:claims_meant", args=[member.workspace.slug])
        return client.get(address, {"q": "harbour fees", **query})

    return get


def claim_at(workspace, angle, text, **fields):
    claim = ClaimFactory(workspace=workspace, text=text, **fields)
    ClaimEmbedding.objects.create(claim=claim, model="made-up", wording=text, vector=direction(angle))
    return claim


def test_claims_near_in_meaning_are_shown_and_those_of_the_list_are_not(fragment, member):
    claim_at(member.workspace, 0.1, "Quays charge ships.")
    claim_at(member.workspace, 0.0, "Harbour fees rise.")
    claim_at(member.workspace, 1.5, "Cats sleep.")

    content = fragment().content.decode()

    assert re.findall(r"by meaning [\d.]+", content) == ["by meaning 1.00"]
    assert "Quays charge ships." in content
    assert "Harbour fees rise." not in content


def test_words_in_other_forms_are_marked(fragment, member):
    claim_at(member.workspace, 0.0, "Fees of <b>harbours</b> rise.")

    content = fragment(q="harboured fees").content.decode()

    assert '<mark class="hit__word">harbours</mark>' in content
    assert "&lt;" in content
    assert "by words" in content


def test_filters_of_the_list_hold_and_what_is_wrong_narrows_nothing(fragment, member):
    claim_at(member.workspace, 0.1, "Quays charge ships.", topic="quays", status="draft")

    assert b"Quays" in fragment(topic="quays", status="draft", kind="grand", author="x\x00").content
    assert b"Quays" not in fragment(status="accepted").content


@pytest.mark.parametrize("words", ["", "ab", "x" * 301, "c-1"])
def test_too_few_or_too_many_words_show_nothing(fragment, member, words):
    claim_at(member.workspace, 1.5, "Cats sleep.")

    assert fragment(q=words).content.strip() == b""


def test_the_fragment_costs_as_many_queries_for_one_claim_as_for_five(fragment, member, django_assert_num_queries):
    for number in range(5):
        claim_at(member.workspace, 0.1, f"Quays charge {number} ships.")
        if number in {0, 4}:
            with django_assert_num_queries(12):
                fragment()
