"""The page of repairs: what it shows, what its keys' buttons do, and what the second of two people is told."""

import pytest
from django.urls import reverse

from claims.enums import Bearing
from claims.queries.repairs import find_repair, list_repairs, show_repair
from sources.enums import AnchorState
from sources.ingest import ensure_text_version
from sources.models import Anchor
from sources.reanchoring import reanchor_source
from sources.services import add_capture, create_passage
from sources.services.repairs import give_up_passage
from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.sources import current_version, make_source
from tests.factories.workspaces import MembershipFactory, UserFactory
from workspaces.jobs import Progress

pytestmark = pytest.mark.django_db

OLD = (
    "The ferry may sail at nine when the tide allows. Nobody paid the harbour dues last year.\n\n"
    "All ships must wait at the pier until dawn breaks. The council met twice and left.\n\n"
    "Seven barges carried grain to the mills upriver. Their owners asked for lower dues 🦅."
)
NEW = (
    "The ferry may sail at nine when the tide allows. Nobody paid the harbour dues last year.\n\n"
    "The council met twice and left.\n\n"
    "Seven boats carried coal to some millers upstream. Their owners asked for lower dues 🦅."
)
GONE = "All ships must wait at the pier until dawn breaks."
DOUBTFUL = "Seven barges carried grain to the mills upriver."


def receive_again(source, text):
    ensure_text_version(add_capture(source=source, data=text.encode(), origin="again.txt"), Progress())
    reanchor_source(source, Progress())


@pytest.fixture
def member():
    return MembershipFactory(role="annotator")


@pytest.fixture
def source(member):
    source = make_source(member.workspace, OLD)
    version, author = current_version(source), source.authors.get()
    for number, exact in enumerate((GONE, DOUBTFUL), start=1):
        claim = ClaimFactory(workspace=member.workspace, number=number)
        passage = create_passage(text_version=version, exact=exact)
        EvidenceFactory(claim=claim, passage=passage, speaker=author, bearing=Bearing.SUPPORTS)
    receive_again(source, NEW)
    return source


@pytest.fixture
def page(client, member):
    client.force_login(member.user)
    return client


def anchor_of(exact):
    return Anchor.objects.current().get(passage__exact=exact)


def address(name, member, *arguments):
    return reverse(f"claims:{name}", args=[member.workspace.slug, *arguments])


def test_old_and_new_text_stand_side_by_side_with_the_words_that_differ(member, source):
    gone, doubtful = (show_repair(anchor) for anchor in list_repairs(member.workspace))
    assert "".join(piece.text for piece in gone.old.pieces) == GONE
    assert gone.new.pieces == ()
    assert gone.new.before.endswith("last year.\n\n")
    assert gone.new.after.startswith("The council met")
    assert [piece.text for piece in doubtful.new.pieces if piece.differs] == ["boats", "coal", "some millers upstream"]
    assert [piece.text for piece in doubtful.old.pieces if piece.differs] == ["barges", "grain", "the mills upriver"]
    assert [one.claim.number for one in doubtful.evidence] == [2]


def test_the_page_names_claims_and_offers_to_accept_only_what_was_proposed(page, member, source):
    text = page.get(address("repairs", member)).content.decode()
    assert "C-1" in text
    assert "Where it would stand" in text
    assert text.count('value="accept"') == 1
    assert text.count('value="give_up"') == 2


def test_the_queue_is_narrowed_to_a_claim_or_a_source(page, member, source):
    assert page.get(address("repairs", member), {"claim": 1}).content.count(b"data-review-item") == 1
    assert page.get(address("repairs", member), {"source": source.pk}).content.count(b"data-review-item") == 2
    assert page.get(address("repairs", member), {"source": "no", "claim": "x"}).content.count(b"data-review-item") == 2
    assert b"Nothing waits here" in page.get(address("repairs", member), {"claim": 9}).content


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_the_passages(page, member, django_assert_num_queries, number):
    source = make_source(member.workspace, OLD)
    quotes = [GONE, "All ships must wait at the pier", "at the pier until dawn breaks."][:number]
    claim = ClaimFactory(workspace=member.workspace)
    for exact in quotes:
        passage = create_passage(text_version=current_version(source), exact=exact)
        EvidenceFactory(claim=claim, passage=passage, speaker=source.authors.get())
    receive_again(source, NEW)
    with django_assert_num_queries(6):
        answer = page.get(address("repairs", member))
    assert answer.content.count(b"data-review-item") == number


def test_accept_give_up_and_undo_answer_with_the_passage_as_it_stands(page, member, source):
    anchor = anchor_of(DOUBTFUL)
    decide = address("repair_decide", member, anchor.pk)
    htmx = {"HX-Request": "true"}
    assert "Its place: “Seven boats carried" in page.post(decide, {"decision": "accept"}, headers=htmx).content.decode()
    assert anchor_of(DOUBTFUL).state == AnchorState.CONFIRMED
    assert 'value="accept"' in page.post(decide, {"decision": "undo"}, headers=htmx).content.decode()
    assert "Given up" in page.post(decide, {"decision": "give_up"}, headers=htmx).content.decode()
    assert page.post(decide, {"decision": "burn"}, headers=htmx).status_code == 404
    assert page.post(decide, {"decision": "undo"}).status_code == 302


def test_the_second_of_two_people_sees_what_the_first_did(page, member, source):
    anchor = anchor_of(DOUBTFUL)
    give_up_passage(anchor=anchor, by=UserFactory(name="Ada Moss"))
    answer = page.post(
        address("repair_decide", member, anchor.pk), {"decision": "accept"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "Ada Moss gave this passage up before you" in answer
    assert "by Ada Moss" in answer


def test_moving_offers_sentences_and_refuses_words_that_stand_nowhere(page, member, source):
    move = address("repair_move", member, anchor_of(GONE).pk)
    assert "The council met twice and left." in page.get(move).content.decode()
    found = page.get(move, {"q": "owners dues"}).content.decode()
    assert "Their owners asked for lower dues 🦅." in found
    refused = page.post(move, {"exact": "The council met thrice and left."})
    assert refused.status_code == 422
    assert "The nearest text: “The council met twice and left.”" in refused.content.decode()
    page.post(move, {"exact": "Their owners asked for lower dues 🦅.", "start": ""})
    anchor = anchor_of(GONE)
    assert (anchor.state, anchor.decided_by) == (AnchorState.CONFIRMED, member.user)


def test_another_workspace_has_no_such_repair(source):
    assert find_repair(MembershipFactory().workspace, anchor_of(GONE).pk) is None


def test_the_home_page_counts_what_waits(page, member, source):
    text = page.get(reverse("workspaces:review", args=[member.workspace.slug])).content.decode()
    assert "passages to find again in a new text" in text
