"""Candidate claims: what the analysis proposes of a text, and what people make of it on their page."""

import re

import pytest
from django.urls import reverse

from agreement.domain.likeness.bands import Band
from agreement.enums import CandidateState
from agreement.models import CandidateClaim, CandidateReading, FoundPassage
from agreement.proposing import read_candidates, save_candidates
from agreement.queries.candidate_words import candidate_pieces
from agreement.queries.candidates import list_candidates, reading_facts, show_candidates
from agreement.services import accept_candidate, link_candidate, reject_candidate, restore_candidate, unlink_candidate
from agreement.statements import load_statements
from claims.enums import Bearing, ClaimStatus, EvidenceState
from claims.models import Claim, Evidence, Stance
from claims.services import suggest_evidence
from common.errors import ParallaxError
from sources.models import Author, Authorship, Passage
from sources.services import create_passage
from tests.factories.agreement import AnalysisRunFactory, CandidateClaimFactory
from tests.factories.claims import ClaimFactory
from tests.factories.sources import AuthorFactory, make_source
from tests.factories.workspaces import MembershipFactory
from workspaces.enums import Role
from workspaces.jobs import Progress

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
TEXT = """🚢 Norway and Denmark own the port. Both states are willing to wait, but the dues might hardly pay for it.

The crews see the port as a burden. Who will pay for it?

The port is unlikely to survive. The port is unlikely to survive."""


@pytest.fixture
def member():
    return MembershipFactory(role=Role.ANNOTATOR)


@pytest.fixture
def workspace(member):
    return member.workspace


@pytest.fixture
def page(client, member):
    client.force_login(member.user)
    return client


@pytest.fixture
def run(workspace):
    return AnalysisRunFactory(workspace=workspace)


def propose(run):
    """Read the workspace's texts as an analysis does, without vectors and clusters."""
    return save_candidates(run, read_candidates(load_statements(run.workspace), Progress()))


@pytest.fixture
def proposed(run):
    make_source(run.workspace, TEXT, authors=("Ada Moss",))
    propose(run)
    return run


def found(quote):
    return next(one for one in CandidateClaim.objects.select_related("sentence") if one.quote == quote)


def found_near(candidate, claim, probability=0.9, band=Band.LIKELY_SAME):
    return FoundPassage.objects.create(
        claim=claim,
        author=candidate.author,
        sentence=candidate.sentence,
        rank=FoundPassage.objects.filter(claim=claim).count() + 1,
        score=3,
        cosine=0.7,
        centred=0.5,
        lexical=0.3,
        probability=probability,
        band=band,
        wording=claim.text,
        model="small",
    )


def address(name, workspace, *arguments):
    return reverse(f"agreement:{name}", args=[workspace.slug, *arguments])


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


class TestReading:
    def test_clauses_are_exact_slices_with_cues_wording_and_referent(self, proposed):
        both = found("Both states are willing to wait")
        version = both.sentence.text_version
        start = both.sentence.start + both.start
        assert version.text[start : start + len(both.quote)] == both.quote
        assert both.wording == "Norway and Denmark are willing to wait."
        assert (both.referent["text"], both.referent["clear"]) == ("Norway and Denmark", True)
        (sentence,) = {span["sentence"] for span in both.referent["spans"]}
        assert version.sentences.get(pk=sentence).text.startswith("🚢 Norway")
        dues = found("the dues might hardly pay for it.")
        assert [dues.sentence.text[cue["start"] : cue["end"]] for cue in dues.cues] == ["might", "hardly"]

    def test_who_is_reported_to_hold_a_view_is_kept_with_it(self, proposed):
        burden = found("the port as a burden.")
        assert (burden.holder["text"], burden.wording) == ("The crews", "The port is a burden.")

    def test_what_is_left_out_is_counted_by_reason(self, proposed):
        assert reading_facts(proposed.workspace).left_out == {"question": 1}

    def test_a_text_is_read_once_until_the_rules_change(self, proposed, monkeypatch):
        before = set(CandidateClaim.objects.values_list("pk", flat=True))
        propose(AnalysisRunFactory(workspace=proposed.workspace))
        assert set(CandidateClaim.objects.values_list("pk", flat=True)) == before
        monkeypatch.setattr("agreement.proposing.RULES", "next")
        propose(proposed)
        assert not before & set(CandidateClaim.objects.values_list("pk", flat=True))
        assert CandidateReading.objects.get().rules.startswith("next-")

    def test_a_new_byline_asks_for_a_new_reading(self, proposed):
        other = AuthorFactory(workspace=proposed.workspace)
        Authorship.objects.update(author=other)
        propose(proposed)
        assert set(CandidateClaim.objects.values_list("author", flat=True)) == {other.pk}

    def test_what_overlaps_a_decision_is_not_proposed_again(self, proposed, member, monkeypatch):
        reject_candidate(candidate=found("the dues might hardly pay for it."), by=member.user)
        waiting = CandidateClaim.objects.waiting().count()
        monkeypatch.setattr("agreement.proposing.RULES", "next")
        assert propose(proposed) == waiting
        assert CandidateClaim.objects.filter(state=CandidateState.REJECTED).count() == 1

    def test_another_language_is_kept_whole_and_said(self, run, page):
        text = "Der Hafen ist alt, aber die Schiffe kommen, und das ist für die Stadt nicht zu teuer."
        make_source(run.workspace, text, authors=("Ida Holm",))
        propose(run)
        candidate = CandidateClaim.objects.get()
        assert (candidate.quote, candidate.kind, candidate.cues, candidate.score) == (text, "whole", [], 0.5)
        assert "1 text seems to be in German" in text_of(page.get(address("candidates", run.workspace)))


class TestEditorsNote:
    NOTE = "{who} Moss shows that the port is likely to close.{signed}\n\nThe port is old and the dues are high."

    def test_its_statements_are_the_editors_where_a_name_is_read(self, run):
        text = self.NOTE.format(who="Editor's note:", signed=" — Ann Example, Editor")
        make_source(run.workspace, text, authors=("Ada Moss",))
        propose(run)
        by_author = {
            author: " ".join(one.quote for one in CandidateClaim.objects.filter(author__family=author))
            for author in ("Example", "Moss")
        }
        assert "likely to close" in by_author["Example"]
        assert "likely to close" not in by_author["Moss"]

    def test_they_are_left_out_with_the_reason_where_no_name_is(self, run):
        make_source(run.workspace, self.NOTE.format(who="Editor's note:", signed=""), authors=("Ada Moss",))
        propose(run)
        assert not [one for one in CandidateClaim.objects.all() if "likely to close" in one.quote]
        assert reading_facts(run.workspace).left_out["editor_note"] == 1
        assert Author.objects.count() == 1


class TestDeciding:
    def test_those_that_say_the_same_are_shown_once_and_put_aside_and_back_together(self, proposed, member):
        listed = [one for one in list_candidates(proposed.workspace) if "survive" in one.quote]
        assert [one.twins for one in listed] == [1]
        assert reject_candidate(candidate=listed[0], by=member.user) == 2
        assert CandidateClaim.objects.filter(state=CandidateState.REJECTED).count() == 2
        restore_candidate(candidate=listed[0], by=member.user)
        assert not CandidateClaim.objects.filter(state=CandidateState.REJECTED).exists()

    def test_a_clause_that_reads_alone_is_quoted_alone(self, proposed, member):
        candidate = found("the dues might hardly pay for it.")
        accept_candidate(candidate=candidate, text="The dues do not pay for the port.", by=member.user)
        assert Passage.objects.get().exact == candidate.quote

    def test_one_that_needs_other_words_is_quoted_with_its_sentence(self, proposed, member):
        candidate = found("Both states are willing to wait")
        accept_candidate(candidate=candidate, text="Norway is willing to wait.", by=member.user)
        assert Passage.objects.get().exact == candidate.sentence.text

    def test_linking_and_taking_it_back_leaves_nothing(self, proposed, member):
        claim, candidate = ClaimFactory(workspace=proposed.workspace), found("the dues might hardly pay for it.")
        evidence = link_candidate(candidate=candidate, claim=claim, bearing=Bearing.CONTRADICTS, by=member.user)
        assert (evidence.claim, evidence.state, evidence.speaker) == (claim, EvidenceState.ACCEPTED, candidate.author)
        assert Stance.objects.get().position == "denies"
        candidate.refresh_from_db()
        assert (candidate.state, candidate.claim) == (CandidateState.ACCEPTED, claim)
        unlink_candidate(candidate=candidate, by=member.user)
        candidate.refresh_from_db()
        assert (candidate.state, candidate.claim) == (CandidateState.SUGGESTED, None)
        assert not Evidence.objects.exists()
        assert not Passage.objects.exists()
        assert not Stance.objects.exists()

    def test_taking_back_what_was_suggested_before_leaves_the_suggestion(self, proposed, member):
        claim, candidate = ClaimFactory(workspace=proposed.workspace), found("the dues might hardly pay for it.")
        place = candidate.sentence.start + candidate.start
        passage = create_passage(text_version=candidate.sentence.text_version, exact=candidate.quote, start=place)
        suggest_evidence(
            claim=claim, passage=passage, bearing=Bearing.CONTEXT, speaker=candidate.author, score=0.7, why={}
        )
        link_candidate(candidate=candidate, claim=claim, bearing=Bearing.SUPPORTS, by=member.user)
        unlink_candidate(candidate=candidate, by=member.user)
        assert Evidence.objects.get().state == EvidenceState.SUGGESTED

    def test_what_is_decided_cannot_be_decided_again(self, proposed, member):
        claim, candidate = ClaimFactory(workspace=proposed.workspace), found("the dues might hardly pay for it.")
        reject_candidate(candidate=candidate, by=member.user)
        with pytest.raises(ParallaxError, match="rejected already"):
            link_candidate(candidate=candidate, claim=claim, bearing=Bearing.SUPPORTS, by=member.user)

    def test_a_claim_of_another_workspace_or_a_retired_one_is_refused(self, proposed, member):
        candidate = found("the dues might hardly pay for it.")
        for claim in (ClaimFactory(), ClaimFactory(workspace=proposed.workspace, status=ClaimStatus.RETIRED)):
            with pytest.raises(ParallaxError):
                link_candidate(candidate=candidate, claim=claim, bearing=Bearing.SUPPORTS, by=member.user)


class TestPage:
    def test_a_row_says_what_it_leans_on_and_why_it_is_there(self, page, proposed):
        shown = text_of(page.get(address("candidates", proposed.workspace)))
        assert "“Both states” probably means Norway and Denmark ." in shown
        assert "Worded alone, no quote: Norway and Denmark are willing to wait." in shown
        assert "Reported: the view of The crews , as Ada Moss tells it." in shown
        assert "1 more says the same" in shown
        assert "For: it is hedged: an assessment" in shown
        assert "1 sentence left out" in shown

    def test_the_likeliest_comes_first_and_filters_narrow(self, page, workspace, run):
        low, high = CandidateClaimFactory(run=run, score=0.2, cues=[]), CandidateClaimFactory(run=run, score=0.9)
        CandidateClaimFactory(run=run, state=CandidateState.REJECTED)

        def listed(**filters):
            rows = page.get(address("candidates", workspace), filters).context["rows"]
            return [shown.candidate for shown in rows]

        found_near(high, ClaimFactory(workspace=workspace))
        assert listed() == [high, low]
        assert listed(author=low.author.slug) == [low]
        assert listed(source=str(low.sentence.text_version.capture.source_id)) == [low]
        assert listed(cue="time") == [high]
        assert listed(near="yes") == [high]
        assert listed(near="no") == [low]
        assert listed(near="nonsense", source="nonsense", author="nobody") == [high, low]
        assert listed(author=low.author.slug, near="yes") == []

    def test_the_field_is_filled_with_the_wording_and_the_flag_is_shown(self, page, proposed):
        both = found("Both states are willing to wait")
        response = page.get(address("candidate_accept", proposed.workspace, both.pk), **HTMX)
        assert response.context["form"]["text"].value() == "Norway and Denmark are willing to wait."
        assert "stands for words that refer back" in text_of(response)
        burden = found("the port as a burden.")
        response = page.get(address("candidate_accept", proposed.workspace, burden.pk), **HTMX)
        assert response.context["form"]["bearing"].value() == Bearing.CONTEXT

    def test_one_near_a_claim_is_linked_by_one_answer_and_undone(self, page, proposed):
        candidate, claim = found("the dues might hardly pay for it."), ClaimFactory(workspace=proposed.workspace)
        found_near(candidate, claim)
        shown = text_of(page.get(address("candidates", proposed.workspace)))
        assert f"near {claim.label} : {claim.text}" in shown
        assert "Likely the same: of ten such suggestions about nine were right." in shown
        url = address("candidate_link", proposed.workspace, candidate.pk)
        assert claim.text in text_of(page.get(url, **HTMX))
        answer = page.post(url, {"claim": claim.number, "bearing": "supports"}, **HTMX)
        assert f"Linked to {claim.label} , supports" in text_of(answer)
        assert Evidence.objects.get().claim == claim
        assert "Word a claim" in text_of(page.post(url, {"undo": "1"}, **HTMX))
        assert not Evidence.objects.exists()

    def test_without_scripts_the_pages_do_the_same(self, page, proposed):
        candidate, claim = found("the dues might hardly pay for it."), ClaimFactory(workspace=proposed.workspace)
        found_near(candidate, claim)
        url = address("candidate_link", proposed.workspace, candidate.pk)
        assert page.get(url).status_code == 200
        page.post(url, {"claim": claim.number, "bearing": "context"})
        assert Evidence.objects.get().bearing == Bearing.CONTEXT
        page.post(url, {"undo": "1"})
        reject = address("candidate_reject", proposed.workspace, candidate.pk)
        assert page.post(reject).url == address("candidates", proposed.workspace)

    @pytest.mark.parametrize("sent", [{}, {"claim": "99", "bearing": "supports"}, {"bearing": "supports"}])
    def test_a_link_that_is_not_understood_is_refused(self, page, proposed, sent):
        candidate = found("the dues might hardly pay for it.")
        url = address("candidate_link", proposed.workspace, candidate.pk)
        assert page.post(url, sent, **HTMX).status_code == 422
        assert not Evidence.objects.exists()

    def test_what_people_decided_on_the_claim_is_not_offered_again(self, proposed, member):
        candidate = found("the dues might hardly pay for it.")
        near, next_one = (ClaimFactory(workspace=proposed.workspace) for _ in range(2))
        found_near(candidate, near, 0.95)
        found_near(candidate, next_one, 0.85)
        link_candidate(candidate=candidate, claim=near, bearing=Bearing.SUPPORTS, by=member.user)
        (other,) = show_candidates([candidate])
        assert other.near.claim == next_one

    def test_of_two_clauses_the_one_that_shares_the_claims_words_is_near_itself(self, proposed):
        claim = ClaimFactory(workspace=proposed.workspace, text="Dues pay for the port.")
        dues, both = found("the dues might hardly pay for it."), found("Both states are willing to wait")
        found_near(dues, claim)
        assert [shown.is_near_itself for shown in show_candidates([dues, both])] == [True, False]

    def test_a_worded_candidate_is_a_proposed_claim_with_its_words_as_evidence(self, page, workspace, proposed):
        candidate = found("The port is unlikely to survive.")
        url = address("candidate_accept", workspace, candidate.pk)
        response = page.post(url, {"text": "The port will die.", "kind": "causal", "bearing": "supports"}, **HTMX)
        evidence = Evidence.objects.get()
        assert (evidence.claim.text, evidence.claim.status) == ("The port will die.", ClaimStatus.PROPOSED)
        assert (evidence.passage.exact, evidence.speaker) == (candidate.quote, candidate.author)
        assert response["HX-Retarget"] == f"#candidate-{candidate.pk}"
        assert "Made C-1 : The port will die." in text_of(response)
        assert address("claim_answers", workspace, 1) in response.content.decode()

    def test_an_empty_wording_is_refused_in_place(self, page, proposed):
        url = address("candidate_accept", proposed.workspace, found("The port is unlikely to survive.").pk)
        assert page.post(url, {"text": ""}, **HTMX).status_code == 422
        assert Claim.objects.count() == 0

    def test_put_aside_and_back(self, page, proposed):
        candidate = found("the dues might hardly pay for it.")
        url = address("candidate_reject", proposed.workspace, candidate.pk)
        assert "Put aside" in text_of(page.post(url, **HTMX))
        assert page.post(url, **HTMX)["HX-Redirect"] == address("candidates", proposed.workspace)
        assert "Word a claim" in text_of(page.post(url, {"undo": "1"}, **HTMX))
        candidate.refresh_from_db()
        assert candidate.state == CandidateState.SUGGESTED

    @pytest.mark.parametrize("size", [1, 3])
    def test_queries_do_not_grow(self, page, workspace, run, size, django_assert_num_queries):
        for _ in range(size):
            found_near(CandidateClaimFactory(run=run), ClaimFactory(workspace=workspace))
        with django_assert_num_queries(12):
            page.get(address("candidates", workspace))


def test_pieces_are_the_candidates_words_cut_at_signs(run):
    candidate = CandidateClaimFactory(
        run=run,
        sentence__text="Well, it may not rain, they say.",
        start=6,
        end=22,
        cues=[
            {"kind": "negation", "start": 13, "end": 16},
            {"kind": "hedge", "start": 9, "end": 12},
            {"kind": "hedge", "start": 10, "end": 15},
            {"kind": "time", "start": 20, "end": 99},
        ],
    )
    pieces = candidate_pieces(candidate)
    assert "".join(piece.text for piece in pieces) == candidate.quote == "it may not rain,"
    assert [(piece.text, piece.cue) for piece in pieces if piece.cue] == [("may", "hedged"), ("not", "negated")]
