"""Who speaks against a claim: what people found, and passages that may, which count for nothing."""

import pytest

from agreement.domain.answering.answers import answer_for
from agreement.domain.answering.opposing import Sign
from agreement.queries.finding import found_passages
from agreement.queries.opposing import opposition_to
from agreement.services import give_answer
from claims.enums import ClaimKind
from claims.models import Stance
from claims.services import create_claim
from tests.agreement.test_hints import look_for
from tests.factories.sources import make_source
from tests.factories.workspaces import MembershipFactory, UserFactory, WorkspaceFactory

pytestmark = pytest.mark.django_db

BY_MOSS = "The new breakwater keeps winter storms out of the harbour. The fish market employs forty people."
BY_PARK = "However, the breakwater does not keep the winter storms out of the harbour. Schools lack teachers."


@pytest.fixture
def claim():
    workspace = WorkspaceFactory()
    make_source(workspace, BY_MOSS, key="moss", authors=("Ada Moss",))
    make_source(workspace, BY_PARK, key="park", authors=("Zoe Park",))
    claim = create_claim(
        workspace=workspace,
        text="The breakwater keeps winter storms out of the harbour.",
        kind=ClaimKind.FACTUAL,
        by=None,
    )
    look_for(claim)
    return claim


def turned(claim):
    return next(
        passage for author in found_passages(claim) for passage in author.passages if "However" in passage.sentence.text
    )


def test_a_passage_that_turns_away_is_proposed_and_counts_for_nothing(claim):
    found = opposition_to(claim)
    assert [(one.found.author.family, one.against.signs) for one in found.possible] == [("Park", (Sign.TURN,))]
    assert (found.stances, found.evidence) == ((), ())
    assert not Stance.objects.exists()


def test_once_answered_it_is_known_and_no_longer_proposed(claim):
    give_answer(claim=claim, sentence=turned(claim).sentence, said=answer_for("contradicts"), by=UserFactory())
    found = opposition_to(claim)
    assert [(one.author.family, one.position) for one in found.stances] == [("Park", "denies")]
    assert [one.speaker.family for one in found.evidence] == ["Park"]
    assert found.possible == ()


def test_a_passage_put_aside_is_not_proposed_again(claim):
    give_answer(claim=claim, sentence=turned(claim).sentence, said=answer_for(""), by=UserFactory())
    assert opposition_to(claim).possible == ()


@pytest.fixture
def page(client, claim):
    client.force_login(MembershipFactory(workspace=claim.workspace).user)
    return client


def test_the_page_says_what_is_known_and_what_may_be(page, claim, django_assert_num_queries):
    address = f"/w/{claim.workspace.slug}/claims/{claim.number}/against/"
    with django_assert_num_queries(9):
        told = page.get(address).content.decode()
    assert "No author denies or qualifies it" in told
    assert "However, the breakwater" in told
    assert "of a hundred such 32 did not affirm" in told
    give_answer(claim=claim, sentence=turned(claim).sentence, said=answer_for("contradicts"), by=UserFactory())
    with django_assert_num_queries(9):
        told = page.get(address).content.decode()
    assert "None of the passages found for it that still wait" in told


def test_a_claim_that_is_not_there_is_not_found(page, claim):
    assert page.get(f"/w/{claim.workspace.slug}/claims/999/against/").status_code == 404
