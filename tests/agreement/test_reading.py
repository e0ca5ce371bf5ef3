"""What the analysis gives to the reader: claims near in meaning, sentences that bear on a claim, candidates."""

import numpy as np
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreement.domain.likeness.bearing import Likeness, rank_bearing
from agreement.models import ClaimEmbedding, SentenceEmbedding, VectorSpace
from claims.models import Claim, Evidence
from claims.services import create_claim, edit_claim
from claims.services.annotating import Quote, annotate
from tests.factories.agreement import AnalysisRunFactory, CandidateClaimFactory
from tests.factories.claims import ClaimFactory
from tests.factories.sources import current_version, make_source
from tests.factories.workspaces import MembershipFactory
from workspaces.models import Job

TEXT = """The harbour silts up every spring. Dredging costs more than it earns.

A new quay would pay. The board knows this well.
"""
SPACE = "all-MiniLM-L6-v2"
FRAGMENT = {"HX-Request": "true"}


def direction(*parts):
    """A unit vector along the first axes."""
    vector = np.zeros(384, dtype=np.float32)
    vector[: len(parts)] = parts
    return vector / np.linalg.norm(vector)


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
    """Four sentences, each of a meaning of its own."""
    VectorSpace.objects.create(workspace=member.workspace, name=SPACE, dimension=384)
    source = make_source(member.workspace, TEXT)
    for place, sentence in enumerate(current_version(source).sentences.order_by("position")):
        axes = [0.2, 0.2, 0.2, 0.2]
        axes[place] = 1.0
        SentenceEmbedding.objects.create(sentence=sentence, model=SPACE, vector=direction(*axes))
    return source


def claim_like(source, text, *axes):
    claim = ClaimFactory(workspace=source.workspace, text=text)
    ClaimEmbedding.objects.create(claim=claim, model=SPACE, wording=text, vector=direction(*axes))
    return claim


def choices(client, source, **asked):
    address = f"/w/{source.workspace.slug}/claims/choices/"
    return client.get(address, {"source": str(source.pk), **asked}).content.decode()


@pytest.mark.django_db
class TestClaimsByMeaning:
    def test_an_empty_field_offers_the_claims_near_what_is_marked(self, client, source):
        claim_like(source, "Ships are late.", 0, 0, 0, 1)
        near = claim_like(source, "Mud fills the port.", 1, 0, 0, 0)

        html = choices(client, source, quote="The harbour silts up every spring.", start=0)

        assert html.index(f"choice-{near.number}") < html.index("Ships are late.")
        assert "by meaning 0.94" in html

    def test_words_come_first_and_say_so(self, client, source):
        worded = claim_like(source, "Quays pay.", 0, 0, 1, 0)
        meant = claim_like(source, "Mud fills the port.", 1, 0, 0, 0)

        html = choices(client, source, claim="quays", quote="The harbour silts up every spring.", start=0)

        assert html.index(f"choice-{worded.number}") < html.index(f"choice-{meant.number}")
        assert "by words" in html

    def test_words_typed_mean_what_sentences_with_them_mean(self, client, source):
        meant = claim_like(source, "It is a loss.", 0, 1, 0, 0)

        html = choices(client, source, claim="dredging")

        assert f"choice-{meant.number}" in html

    def test_an_outdated_vector_counts_for_nothing(self, client, source, member):
        claim = claim_like(source, "Mud fills the port.", 1, 0, 0, 0)
        edit_claim(claim=claim, text="Ships are late.", kind="factual", topic="", by=member.user)

        assert "by meaning" not in choices(client, source, quote="The harbour silts up", start=0)

    def test_another_workspaces_claims_are_not_offered(self, client, source):
        other = MembershipFactory().workspace
        claim = ClaimFactory(workspace=other, text="Mud fills the port.")
        ClaimEmbedding.objects.create(claim=claim, model=SPACE, wording=claim.text, vector=direction(1))

        assert "Mud fills" not in choices(client, source, quote="The harbour silts up", start=0)

    def test_a_new_wording_is_read_by_the_worker_once(self, member):
        for text in ("Quays pay.", "Quays do not pay."):
            create_claim(workspace=member.workspace, text=text, kind="factual", by=member.user)

        assert Job.objects.filter(task="agreement.embed_claims").count() == 1


@pytest.mark.django_db
class TestSentencesThatBear:
    def ask(self, client, source, number):
        return client.get(f"/w/{source.workspace.slug}/sources/{source.pk}/bearing/", {"claim": number})

    def test_the_nearest_comes_first_with_score_and_why(self, client, source):
        claim = claim_like(source, "Dredging is a loss.", 0, 1, 0, 0)

        found = self.ask(client, source, claim.number).json()

        nearest = found["sentences"][0]
        assert (nearest["sentence"], nearest["why"]) == (1, "likely the same: by meaning 0.94, shares Dredging")
        assert nearest["score"] > 0.8

    def test_what_was_decided_is_not_asked_again(self, client, source, member):
        claim = claim_like(source, "Dredging is a loss.", 0, 1, 0, 0)
        version = current_version(source)
        sent = {"quote": "Dredging costs more than it earns.", "bearing": "context", "claim": claim.text}
        client.post(f"/w/{source.workspace.slug}/sources/{source.pk}/dismissals/", {**sent, "number": claim.number})

        found = self.ask(client, source, claim.number).json()

        assert Evidence.objects.get().passage.anchors.get().text_version == version
        assert 1 not in [one["sentence"] for one in found["sentences"]]

    def test_a_claim_without_a_vector_says_so(self, client, source):
        claim = ClaimFactory(workspace=source.workspace)

        assert "No sentence of this text is near" in self.ask(client, source, claim.number).json()["said"]

    def test_a_claim_that_is_not_here_is_not_found(self, client, source):
        assert self.ask(client, source, "7x").status_code == 404


@pytest.mark.django_db
class TestCandidates:
    @pytest.fixture
    def candidate(self, source):
        sentence = current_version(source).sentences.get(position=2)
        run = AnalysisRunFactory(workspace=source.workspace)
        author = source.authors.get()
        return CandidateClaimFactory(run=run, sentence=sentence, author=author)

    def page(self, client, source):
        return client.get(f"/w/{source.workspace.slug}/sources/{source.pk}/").content.decode()

    def test_a_candidate_is_marked_until_it_is_put_aside(self, client, source, candidate):
        before = self.page(client, source)
        client.post(f"/w/{source.workspace.slug}/clusters/candidates/{candidate.pk}/reject/")

        assert 'class="s s--candidate" id="s-2" data-score="0.80"' in before
        assert "s--candidate" not in self.page(client, source)

    def test_a_claim_made_of_it_settles_it_and_undo_opens_it_again(self, client, source, candidate, member):
        made = client.post(
            f"/w/{source.workspace.slug}/sources/{source.pk}/passages/",
            {"quote": "A new quay would pay.", "bearing": "supports", "claim": "A quay pays."},
        )
        candidate.refresh_from_db()
        settled = (candidate.state, candidate.claim)
        step = made.context["outcome"].step
        claim = Claim.objects.get()
        client.post(f"/w/{source.workspace.slug}/sources/{source.pk}/undo/", {"step": step})

        candidate.refresh_from_db()
        assert settled == ("accepted", claim)
        assert (candidate.state, candidate.claim) == ("suggested", None)

    def test_evidence_on_a_claim_that_there_is_leaves_it(self, source, candidate, member):
        annotate(
            text_version=candidate.sentence.text_version,
            quote=Quote("A new quay would pay.", (71,)),
            claim=ClaimFactory(workspace=source.workspace),
            bearing="supports",
            by=member.user,
        )

        candidate.refresh_from_db()
        assert candidate.state == "suggested"


likeness = st.builds(
    Likeness,
    sentence=st.integers(0, 50),
    text=st.sampled_from(["Quays pay.", "Dredging costs.", "", "The board knows quays."]),
    cosine=st.sampled_from([-0.4, 0.0, 0.3, 0.35, 0.5, 0.9]),
    centred=st.sampled_from([-0.4, 0.0, 0.3, 0.9]),
)


class TestRanking:
    # A machine that is busy with other tests draws slowly; that says nothing about the ranking.
    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(likeness, max_size=8), st.integers(1, 5))
    def test_only_near_ones_in_order_and_no_more_than_asked(self, rows, top):
        ranked = rank_bearing("Quays pay", rows, top=top, least_cosine=0.35)

        assert len(ranked) <= top
        assert all(one.cosine >= 0.35 for one in ranked)
        assert [one.probability for one in ranked] == sorted((one.probability for one in ranked), reverse=True)

    def test_of_two_that_mean_alike_the_one_that_shares_words_leads(self):
        rows = [Likeness(0, "The board met.", 0.6, 0.3), Likeness(1, "Quays would pay.", 0.6, 0.3)]

        ranked = rank_bearing("Quays pay", rows, top=2, least_cosine=0.35)

        assert [one.sentence for one in ranked] == [1, 0]
        assert set(ranked[0].shared) == {"Quays", "pay"}
