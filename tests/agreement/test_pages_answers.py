"""The pages of answers: what they show and ask, by forms and by a script, for whoever may."""

import re

import pytest
from django.urls import reverse

from agreement.domain.answering.answers import answer_for
from agreement.models import Answer, AuthorFinding, FoundPassage, Silence
from agreement.services import confirm_silence, give_answer, request_claim_vectors
from claims.models import Evidence
from claims.services import edit_claim
from tests.factories.answering import find_passages, make_answer_desk
from tests.factories.claims import ClaimFactory
from tests.factories.sources import make_source
from tests.factories.workspaces import MembershipFactory
from workspaces.models import Job

pytestmark = pytest.mark.django_db

SCRIPT = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def desk():
    return make_answer_desk()


@pytest.fixture
def page(client, desk):
    client.force_login(desk.ada)
    return client


def address(name, desk, *arguments):
    return reverse(f"agreement:{name}", args=[desk.workspace.slug, *arguments])


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def give(page, desk, family="Moss", position=0, **fields):
    sentence = desk.sentence(family, position)
    return page.post(address("answer_give", desk, 1, sentence.pk), fields or {"key": "supports"}, **SCRIPT)


class TestTheDesk:
    def test_a_passage_stands_in_its_context_with_word_and_reasons(self, page, desk):
        response = page.get(address("claim_answers", desk, 1))
        shown = text_of(response)
        assert "passage 1 of 6" in shown
        assert "Likely the same" in shown
        assert "of ten such about nine were right" in shown
        assert "shares harbour" in shown
        assert "negated on one side only" in shown
        second = desk.sentence("Moss", 1)
        item = response.content.decode().split(f'id="ask-1-{second.pk}"')[1].split("</blockquote>")[0]
        assert "The harbour pays for its own dredging." in item
        assert "Ships bring in more" in item

    def test_the_chosen_author_comes_first(self, page, desk):
        response = page.get(address("claim_answers", desk, 1), {"author": "quill"})
        slugs = [one.author.slug for one in response.context["desks"][0].authors]
        chosen = desk.author("Quill").slug
        assert (
            page.get(address("claim_answers", desk, 1), {"author": chosen}).context["desks"][0].authors[0].author.slug
            == chosen
        )
        assert set(slugs) == {desk.author("Moss").slug, chosen}

    def test_the_unlikely_are_not_asked_beyond_the_nearest_three(self, page, desk):
        FoundPassage.objects.filter(rank__gte=3).update(probability=0.1)
        asked = page.get(address("claim_answers", desk, 1)).context["desks"][0].authors[0].asked
        assert [one.found.rank for one in asked] == [1, 2, 3]

    def test_before_anything_is_found_it_says_so_and_shows_the_work(self, page, desk):
        claim = ClaimFactory(workspace=desk.workspace, number=2)
        Job.objects.all().delete()
        assert "Look for passages" in text_of(page.get(address("claim_answers", desk, 2)))
        page.post(address("passages_look", desk, 2))
        assert "Looking for passages of every author" in text_of(page.get(address("claim_answers", desk, 2)))
        fragment = page.get(address("claim_answers", desk, 2), HTTP_HX_REQUEST="true").content.decode()
        assert "every 1500ms" in fragment
        assert "<html" not in fragment
        find_passages(claim, desk.sources["Moss"])
        assert "<answer-desk" in page.get(address("claim_answers", desk, 2), HTTP_HX_REQUEST="true").content.decode()

    def test_an_answer_for_an_earlier_wording_is_asked_again(self, page, desk):
        give(page, desk)
        edit_claim(claim=desk.claim, text="The harbour always pays.", kind="factual", topic="", by=desk.bo)
        for model in (FoundPassage, AuthorFinding):
            model.objects.update(wording="The harbour always pays.")
        shown = text_of(page.get(address("claim_answers", desk, 1)))
        assert "answered this for the earlier wording “The harbour pays for its own dredging.”" in shown
        assert page.get(address("claim_answers", desk, 1)).context["desks"][0].open_count == 12

    @pytest.mark.parametrize("number", [1, 6])
    def test_queries_do_not_grow(self, page, desk, number, django_assert_max_num_queries):
        for one in range(number):
            find_passages(
                desk.claim, make_source(desk.workspace, f"One {one}. Two {one}.", key=f"k{one}", authors=(f"A B{one}",))
            )
            find_passages(ClaimFactory(workspace=desk.workspace, number=10 + one), desk.sources["Moss"])
        with django_assert_max_num_queries(29):
            page.get(address("claim_answers", desk, 1))
        with django_assert_max_num_queries(28):
            page.get(address("answer_all", desk))
        with django_assert_max_num_queries(16):
            page.get(address("answers", desk))


class TestAnswering:
    @pytest.mark.parametrize(
        ("fields", "said", "position"),
        [
            ({"key": "supports"}, "about this claim + for it → supports C-1 → Ada Moss affirms", "affirms"),
            ({"key": "none"}, "about neither → does not bear on C-1", None),
            (
                {"about": "opposite", "attitude": "for"},
                "about its opposite + for it → contradicts C-1 → Ada Moss denies",
                "denies",
            ),
        ],
    )
    def test_a_script_is_told_the_way_to_the_cell(self, page, desk, fields, said, position):
        told = give(page, desk, **fields).json()
        assert told["said"] == said
        assert told["seen"] == str(Answer.objects.get().pk)
        assert (f"badge--{position}" in told["cells"]) == (position is not None)
        assert "Your last answers" in told["progress"]

    def test_a_brief_answer_leaves_the_page_out(self, page, desk):
        assert set(give(page, desk, key="supports", brief="on").json()) == {"said", "seen"}

    def test_the_suggestion_is_kept_with_its_answer(self, page, desk):
        give(page, desk)
        assert (Answer.objects.get().probability, Answer.objects.get().band) == (0.9, "likely_same")

    def test_without_a_script_the_form_leads_back_to_the_claim(self, page, desk):
        sentence = desk.sentence("Moss", 0)
        response = page.post(address("answer_give", desk, 1, sentence.pk), {"key": "supports"}, follow=True)
        assert response.redirect_chain[0][0] == address("claim_answers", desk, 1)
        assert "Ada Moss affirms" in text_of(response)
        response = page.post(address("answer_give", desk, 1, sentence.pk), {"key": "none", "many": "1"}, follow=True)
        assert "Ann Judd was here before you" in text_of(response)

    def test_half_an_answer_is_refused_with_words(self, page, desk):
        response = give(page, desk, about="claim")
        assert (response.status_code, response.json()["message"]) == (409, "Say where the speaker stands.")
        assert Answer.objects.count() == 0

    def test_the_second_is_told_and_may_answer_over_it(self, page, desk):
        give_answer(claim=desk.claim, sentence=desk.sentence("Moss", 0), said=answer_for(""), by=desk.bo)
        refused = give(page, desk, key="supports")
        assert refused.status_code == 409
        assert refused.json()["who"] == "Bo Reed"
        assert give(page, desk, key="supports", seen=refused.json()["seen"]).status_code == 200

    def test_reported_speech_is_somebody_elses(self, page, desk):
        told = give(page, desk, key="contradicts", speaker="Cy Vane").json()
        assert told["said"].endswith("Cy Vane denies")
        assert "Cy Vane" in told["cells"]

    def test_taking_back_twice_is_once(self, page, desk):
        seen = give(page, desk).json()["seen"]
        url = address("answer_take_back", desk, 1, desk.sentence("Moss", 0).pk)
        assert page.post(url, {"seen": seen}, **SCRIPT).json()["said"] == "Taken back on C-1."
        assert page.post(url, {"seen": seen}, **SCRIPT).json()["said"] == "It was taken back already."
        assert Evidence.objects.count() == 0


class TestSilence:
    def test_it_is_asked_first_where_it_is_suggested(self, client):
        desk = make_answer_desk(quill_speaks=0.2)
        client.force_login(desk.ada)
        shown = text_of(client.get(address("claim_answers", desk, 1)))
        assert "Perhaps silent" in shown
        assert "These come nearest of 6 statements" in shown
        slug = desk.author("Quill").slug
        nearest = [desk.sentence("Quill", place).pk for place in range(3)]
        told = client.post(address("silence_confirm", desk, 1, slug), {"shown": nearest}, **SCRIPT).json()
        assert told["said"] == "Ben Quill is silent on C-1."
        assert sorted(Silence.objects.get().shown.values_list("pk", flat=True)) == sorted(nearest)
        assert "Ben Quill" not in text_of(client.get(address("answers", desk))).split("Perhaps silent")[-1]
        told = client.post(address("silence_withdraw", desk, 1, slug), **SCRIPT).json()
        assert told["said"] == "Taken back: Ben Quill is open on C-1 again."

    def test_it_is_reported_when_a_new_text_comes(self, page, desk):
        confirm_silence(claim=desk.claim, author=desk.author("Quill"), shown=[], by=desk.bo)
        assert "Take back" in text_of(page.get(address("claim_answers", desk, 1)))
        make_source(desk.workspace, "The harbour pays after all.", key="new", authors=("Ben Quill",))
        shown = text_of(page.get(address("claim_answers", desk, 1)))
        assert "Bo Reed found Ben Quill silent on this. Since then: new text." in shown

    def test_who_speaks_is_not_silent(self, page, desk):
        give(page, desk)
        response = page.post(address("silence_confirm", desk, 1, desk.author("Moss").slug), **SCRIPT)
        assert response.status_code == 409
        assert "Ada Moss speaks on C-1" in response.json()["message"]


class TestTheQueue:
    def test_claims_come_by_what_they_promise(self, page, desk):
        find_passages(ClaimFactory(workspace=desk.workspace, number=2), desk.sources["Moss"], probabilities=(0.3,))
        response = page.get(address("answers", desk))
        assert [(one.claim.number, one.passages) for one in response.context["claims"]] == [(1, 12), (2, 1)]
        assert "Going on pays. Of the 13 left about 6 would be right." in text_of(response)

    def test_what_is_answered_or_decided_elsewhere_does_not_wait(self, page, desk):
        give(page, desk)
        give(page, desk, "Quill", 0, key="none")
        assert page.get(address("answers", desk)).context["open_count"] == 10
        assert page.get(address("claim_answers", desk, 1)).context["desks"][0].open_count == 10

    def test_the_share_accepted_stands_beside_what_the_band_promised(self, page, desk):
        give(page, desk)
        give(page, desk, "Quill", 0, key="none")
        assert "Likely the same 1 of 2 accepted (promised about nine of ten)" in text_of(
            page.get(address("answers", desk))
        )

    def test_home_and_review_lead_here(self, page, desk):
        shown = text_of(page.get(reverse("workspaces:review", args=[desk.workspace.slug])))
        assert "12 found passages to answer" in shown
        assert (
            address("answers", desk)
            in page.get(reverse("workspaces:home", args=[desk.workspace.slug])).content.decode()
        )


class TestJudgingAlone:
    def test_nobody_sees_anothers_answer(self, client):
        desk = make_answer_desk(judgements_wanted=2)
        client.force_login(desk.ada)
        give(client, desk)
        client.force_login(desk.bo)
        response = client.get(address("claim_answers", desk, 1))
        assert response.context["desks"][0].open_count == 12
        assert "Ann Judd" not in text_of(response).split("Your last answers")[0]
        give(client, desk)
        assert [one.state for one in Evidence.objects.all()] == ["accepted"]


class TestPermissions:
    def test_a_viewer_looks_and_presses_nothing(self, client, desk):
        client.force_login(desk.viewer)
        for name, about in (("answers", []), ("answer_all", []), ("claim_answers", [1])):
            response = client.get(address(name, desk, *about))
            assert response.status_code == 200
            assert "<form" not in response.content.decode().split("<main")[1]

    def test_a_sentence_of_another_workspace_is_not_there(self, page, desk):
        other = make_answer_desk()
        url = address("answer_give", desk, 1, other.sentence("Moss", 0).pk)
        assert page.post(url, {"key": "supports"}, **SCRIPT).status_code == 404
        assert page.post(address("silence_confirm", desk, 1, "nobody"), **SCRIPT).status_code == 404
        page.force_login(MembershipFactory().user)
        assert page.get(address("claim_answers", desk, 1)).status_code == 404

    def test_asking_for_passages_makes_one_job(self, page, desk):
        for _ in range(2):
            page.post(address("passages_look", desk, 1))
        assert Job.objects.filter(task=request_claim_vectors(workspace=desk.workspace).task).count() == 1


def test_before_anything_was_looked_for_the_page_does_not_say_that_all_is_done(page, desk):
    AuthorFinding.objects.all().delete()
    FoundPassage.objects.all().delete()
    shown = text_of(page.get(address("answers", desk)))
    assert "Nothing was looked for yet" in shown
    assert "Nothing waits for an answer" not in shown
