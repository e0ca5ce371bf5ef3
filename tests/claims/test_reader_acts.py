"""What a reader does beside the text: parts that change, deciding on suggestions, and taking steps back."""

import re

import pytest
from django.test import Client

from claims.models import Claim, Evidence, Stance
from claims.services import edit_claim, link_evidence
from sources.models import Author, Page, Passage
from sources.services import create_passage
from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.sources import current_version, make_source
from tests.factories.workspaces import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
TEXT = """The harbour silts up every spring. Dredging costs more than it earns.

A new quay would pay. The board knows this well, and it says so 🦅 each year.

Nobody asked the captains.
"""
SILTS = "The harbour silts up every spring."
QUAY = "A new quay would pay."
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def member():
    return MembershipFactory(role="editor")


@pytest.fixture
def client(member):
    client = Client(headers=FRAGMENT)
    client.force_login(member.user)
    return client


@pytest.fixture
def source(member):
    return make_source(member.workspace, TEXT)


@pytest.fixture
def page(member, source):
    return f"/w/{member.workspace.slug}/sources/{source.pk}/"


@pytest.fixture
def suggestion(source):
    passage = create_passage(text_version=current_version(source), exact=QUAY)
    author = source.authors.get()
    return EvidenceFactory(passage=passage, claim__workspace=source.workspace, speaker=author, suggested=True)


def save(client, page, **sent):
    return client.post(f"{page}passages/", {"quote": SILTS, "bearing": "supports", "claim": "It silts up.", **sent})


def step_in(response):
    return re.search(r'name="step" value="([^"]+)"', response.content.decode())[1]


def undo(client, page, response):
    return client.post(f"{page}undo/", {"step": step_in(response)})


class TestWhatChanges:
    def test_saving_answers_with_the_touched_block_alone(self, client, page):
        html = save(client, page).content.decode()

        assert re.findall(r'id="(b-\d+)"[^>]* hx-swap-oob', html) == ["b-0"]
        assert "mark--supports" in html
        assert "Nobody asked" not in html

    def test_a_quote_across_paragraphs_changes_both(self, client, page):
        html = save(client, page, quote="more than it earns.\n\nA new quay").content.decode()

        assert re.findall(r'id="(b-\d+)"[^>]* hx-swap-oob', html) == ["b-0", "b-1"]

    def test_a_touched_block_is_drawn_as_in_the_whole_page(self, client, page, source, suggestion):
        Page.objects.create(text_version=current_version(source), position=0, label="iv", start=71, end=90)
        html = save(client, page, quote="new quay", claim=suggestion.claim.text, number=suggestion.claim.number)

        drawn = re.search(r'<p class="text[^>]*>(.*?)</p>', html.content.decode())[1]

        assert drawn in client.get(page).content.decode()
        assert 'aria-label="Page iv"' in drawn

    def test_counts_follow(self, client, page, suggestion):
        html = save(client, page).content.decode()

        assert "<span>1 passage</span><span>1 suggestion</span>" in html

    def test_the_stance_that_follows_is_said_with_the_way_to_overrule_it(self, client, page):
        html = save(client, page).content.decode()

        assert "now affirms it" in html
        assert "/stances/?author=moss" in html

    @pytest.mark.parametrize("others", [1, 3])
    def test_number_of_queries_does_not_grow(self, client, page, source, others, django_assert_max_num_queries):
        claim = ClaimFactory(workspace=source.workspace)
        for exact in (SILTS, "Dredging costs", "every spring. Dredging")[:others]:
            passage = create_passage(text_version=current_version(source), exact=exact)
            EvidenceFactory(passage=passage, claim__workspace=source.workspace, speaker=source.authors.first())
        with django_assert_max_num_queries(52):
            save(client, page, number=claim.number)


class TestSpeakers:
    def test_a_new_speaker_is_made_and_said(self, client, page, source):
        html = save(client, page, new_speaker="Lee, Kim").content.decode()

        assert Evidence.objects.get().speaker.name == "Kim Lee"
        assert ">Kim Lee</option>" in html
        assert "View of Kim Lee." in html

    def test_two_names_are_refused(self, client, page):
        assert save(client, page, new_speaker="Kim Lee; Ada Moss").status_code == 422
        assert not Evidence.objects.exists()


class TestDeciding:
    def test_accepting_with_a_bearing(self, client, page, suggestion):
        response = client.post(f"{page}evidence/{suggestion.pk}/", {"state": "accepted", "bearing": "contradicts"})

        suggestion.refresh_from_db()
        assert (suggestion.state, suggestion.bearing) == ("accepted", "contradicts")
        assert "now denies it" in response.content.decode()

    def test_rejecting_takes_the_mark_away(self, client, page, suggestion):
        html = client.post(f"{page}evidence/{suggestion.pk}/", {"state": "rejected"}).content.decode()

        assert "<mark" not in html
        assert Evidence.objects.get().state == "rejected"

    def test_a_sentence_that_does_not_bear_is_never_suggested_again(self, client, page, source):
        claim = ClaimFactory(workspace=source.workspace)
        sent = {"quote": QUAY, "bearing": "context", "claim": claim.text, "number": claim.number, "score": "0.61"}

        response = client.post(f"{page}dismissals/", sent)

        evidence = Evidence.objects.get()
        assert (evidence.state, evidence.score) == ("rejected", 0.61)
        undo(client, page, response)
        assert (Evidence.objects.count(), Passage.objects.count()) == (0, 0)

    def test_a_state_that_there_is_not_is_refused(self, client, page, suggestion):
        assert client.post(f"{page}evidence/{suggestion.pk}/", {"state": "burnt"}).status_code == 422

    def test_without_a_script_one_comes_back_to_the_passage(self, member, page, suggestion):
        plain = Client()
        plain.force_login(member.user)

        response = plain.post(f"{page}evidence/{suggestion.pk}/", {"state": "accepted"})

        assert response["Location"] == f"{page}#p-{suggestion.passage_id}"


class TestUndo:
    def test_what_was_made_is_gone_with_all_that_was_made_for_it(self, client, page):
        saved = save(client, page, new_speaker="Kim Lee")

        answer = undo(client, page, saved).content.decode()

        assert "the new claim C-1 is gone too" in answer
        kept = (Evidence, Passage, Claim, Stance)
        assert [model.objects.count() for model in kept] == [0, 0, 0, 0]
        assert not Author.objects.filter(family="Lee").exists()
        assert "<mark" not in answer

    def test_steps_are_taken_back_one_by_one(self, client, page, suggestion):
        address = f"{page}evidence/{suggestion.pk}/"
        first = client.post(address, {"state": "accepted", "bearing": "supports"})
        second = client.post(address, {"state": "rejected"})

        undo(client, page, second)
        suggestion.refresh_from_db()
        assert (suggestion.state, suggestion.bearing) == ("accepted", "supports")
        undo(client, page, first)
        suggestion.refresh_from_db()
        assert (suggestion.state, suggestion.decided_by) == ("suggested", None)
        assert not Stance.objects.exists()

    def test_what_somebody_else_decided_meanwhile_stays(self, client, page, suggestion):
        decided = client.post(f"{page}evidence/{suggestion.pk}/", {"state": "rejected"})
        other = UserFactory(name="Berta Lund")
        link_evidence(
            claim=suggestion.claim, passage=suggestion.passage, bearing="supports", speaker=suggestion.speaker, by=other
        )

        answer = undo(client, page, decided)

        assert answer.status_code == 422
        assert "Berta Lund changed this meanwhile" in answer.content.decode()
        suggestion.refresh_from_db()
        assert suggestion.state == "accepted"

    def test_a_claim_that_was_edited_or_used_stays(self, client, page, member):
        saved = save(client, page)
        claim = Claim.objects.get()
        edit_claim(claim=claim, text="It silts up badly.", kind="factual", topic="", by=member.user)

        answer = undo(client, page, saved).content.decode()

        assert "C-1 stays" in answer
        assert not Evidence.objects.exists()

    def test_undoing_twice_says_so(self, client, page):
        saved = save(client, page)
        undo(client, page, saved)

        assert "nothing to undo" in undo(client, page, saved).content.decode()

    def test_a_step_that_was_not_made_here_is_refused(self, client, page):
        assert client.post(f"{page}undo/", {"step": "made-up"}).status_code == 422

    def test_another_workspaces_step_finds_nothing(self, client, page):
        elsewhere = MembershipFactory(role="editor", user=UserFactory())
        other = make_source(elsewhere.workspace, TEXT)
        theirs = Client(headers=FRAGMENT)
        theirs.force_login(elsewhere.user)
        saved = save(theirs, f"/w/{elsewhere.workspace.slug}/sources/{other.pk}/")

        assert undo(client, page, saved).status_code == 422
        assert Evidence.objects.count() == 1
