"""Clusters and candidate claims: what is proposed, and what people make of it."""

import re

import pytest
from django.urls import reverse

from agreement.enums import RunState
from agreement.services import ANALYSE_TASK, request_analysis
from claims.enums import Bearing, ClaimStatus, EvidenceState
from claims.models import Claim, Evidence
from tests.factories.agreement import (
    AgreementClusterFactory,
    AnalysisRunFactory,
    CandidateClaimFactory,
    ClusterMemberFactory,
)
from tests.factories.sources import make_source
from tests.factories.workspaces import MembershipFactory
from workspaces.enums import Role
from workspaces.models import Job

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def editor():
    return MembershipFactory(role=Role.ANNOTATOR)


@pytest.fixture
def workspace(editor):
    return editor.workspace


@pytest.fixture
def page(client, editor):
    client.force_login(editor.user)
    return client


@pytest.fixture
def run(workspace):
    return AnalysisRunFactory(workspace=workspace)


def address(name, workspace, *arguments):
    return reverse(f"agreement:{name}", args=[workspace.slug, *arguments])


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def cluster_of(run, size=2):
    cluster = AgreementClusterFactory(run=run)
    members = [ClusterMemberFactory(cluster=cluster) for _ in range(size)]
    for member in members:
        member.nearest = members[0].sentence
        member.save()
    return cluster, members


class TestClusters:
    def test_a_cluster_shows_members_with_author_source_and_why(self, page, workspace, run):
        cluster, members = cluster_of(run)
        response = page.get(address("clusters", workspace))
        shown = text_of(response)
        assert cluster.label in shown
        for member in members:
            source = member.sentence.text_version.capture.source
            assert f"{member.author.name} {source.title} , {source.issued_label}" in shown
            anchor = f"{reverse('claims:source_detail', args=[workspace.slug, source.pk])}#s-{member.sentence.position}"
            assert f'href="{anchor}"' in response.content.decode()
        assert f"Shares harbour with its nearest statement by {members[0].author.name}:" in shown

    def test_the_run_says_by_what_and_from_how_much(self, page, workspace, run):
        cluster_of(run)
        shown = text_of(page.get(address("clusters", workspace)))
        assert "12 statements of 0 authors · 7 in no cluster · small-model 1".replace(" ·", "") in shown
        assert "neighbours 5" in shown

    def test_only_the_newest_run_that_is_done_counts(self, page, workspace, run):
        cluster, _members = cluster_of(run)
        AgreementClusterFactory(run=AnalysisRunFactory(workspace=workspace, state=RunState.FAILED, finished_at=None))
        response = page.get(address("clusters", workspace))
        assert [shown.cluster for shown in response.context["rows"]] == [cluster]

    def test_a_running_job_shows_its_progress_and_no_second_one_can_be_asked_for(self, page, workspace, run):
        request_analysis(workspace=workspace)
        shown = text_of(page.get(address("clusters", workspace)))
        assert "Look for claims and agreement" in shown
        assert "Analyse again" not in shown

    def test_asking_for_an_analysis_makes_one_job(self, page, workspace, editor):
        for _ in range(2):
            page.post(address("analyse", workspace))
        job = Job.objects.get(task=ANALYSE_TASK)
        assert (job.workspace, job.created_by) == (workspace, editor.user)

    def test_what_is_missing_is_said(self, page, workspace):
        assert "Nothing to look through yet" in text_of(page.get(address("clusters", workspace)))
        make_source(workspace, "The harbour silts up every spring. Dredging costs more than it earns.")
        Job.objects.all().delete()
        assert "Not analysed yet" in text_of(page.get(address("clusters", workspace)))
        AnalysisRunFactory(workspace=workspace)
        assert "One author only" in text_of(page.get(address("clusters", workspace)))

    @pytest.mark.parametrize("size", [1, 12])
    def test_queries_do_not_grow(self, page, workspace, run, size, django_assert_max_num_queries):
        for _ in range(size):
            cluster_of(run, size=3)
        with django_assert_max_num_queries(10):
            page.get(address("clusters", workspace))


@pytest.fixture
def real_cluster(workspace, run):
    """A cluster of sentences that stand in real texts, so that their quotes can be verified."""
    cluster = AgreementClusterFactory(run=run)
    for number, name in enumerate(("Ada Moss", "Ben Quill")):
        source = make_source(
            workspace,
            f"The harbour silts up every spring, says {name}. Nothing else.",
            key=f"k{number}",
            authors=[name],
        )
        version = source.captures.get().text_versions.get()
        ClusterMemberFactory(
            cluster=cluster,
            author=source.authors.get(),
            sentence=version.sentences.order_by("position").first(),
            score=0.5 + number / 10,
        )
    return cluster


class TestMakeAClaim:
    def form(self, cluster, *bearings):
        members = cluster.members.order_by("position")
        chosen = {f"member_{member.pk}": bearing for member, bearing in zip(members, bearings, strict=True)}
        return {"text": "The harbour silts up.", "kind": "factual", "topic": "", **chosen}

    def test_the_form_starts_with_the_best_members_words(self, page, workspace, real_cluster):
        response = page.get(address("cluster_claim", workspace, real_cluster.pk))
        assert "Ben Quill" in response.context["form"]["text"].value()

    def test_each_statement_bears_on_the_claim_as_the_person_says(self, page, workspace, real_cluster, editor):
        response = page.post(
            address("cluster_claim", workspace, real_cluster.pk), self.form(real_cluster, "supports", "contradicts")
        )
        claim = Claim.objects.get()
        assert response.url == reverse("agreement:claim_answers", args=[workspace.slug, claim.number])
        assert claim.status == ClaimStatus.PROPOSED
        found = {(row.speaker.family, row.bearing, row.state, row.created_by) for row in Evidence.objects.all()}
        assert found == {
            ("Moss", Bearing.SUPPORTS, EvidenceState.ACCEPTED, editor.user),
            ("Quill", Bearing.CONTRADICTS, EvidenceState.ACCEPTED, editor.user),
        }

    def test_a_statement_can_be_left_out(self, page, workspace, real_cluster):
        page.post(address("cluster_claim", workspace, real_cluster.pk), self.form(real_cluster, "none", "supports"))
        assert [row.speaker.family for row in Evidence.objects.all()] == ["Quill"]

    def test_all_left_out_or_one_unanswered_is_refused(self, page, workspace, real_cluster):
        url = address("cluster_claim", workspace, real_cluster.pk)
        assert page.post(url, self.form(real_cluster, "none", "none")).status_code == 422
        assert page.post(url, self.form(real_cluster, "", "supports")).status_code == 422
        assert Claim.objects.count() == 0

    def test_a_cluster_that_was_made_a_claim_leads_to_it(self, page, workspace, real_cluster):
        url = address("cluster_claim", workspace, real_cluster.pk)
        page.post(url, self.form(real_cluster, "supports", "supports"))
        assert page.get(url).url == reverse("claims:detail", args=[workspace.slug, 1])
        assert "Made C-1" in text_of(page.get(address("clusters", workspace), {"show": "decided"}))


@pytest.fixture
def candidate(workspace, run):
    source = make_source(workspace, "The harbour silts up every spring. Nothing else.")
    version = source.captures.get().text_versions.get()
    return CandidateClaimFactory(
        run=run, author=source.authors.get(), sentence=version.sentences.order_by("position").first()
    )


class TestPermissions:
    @pytest.mark.parametrize("name", ["clusters", "candidates"])
    def test_a_viewer_may_look_and_is_shown_nothing_to_press(self, client, workspace, run, candidate, name):
        cluster_of(run)
        client.force_login(MembershipFactory(workspace=workspace, role=Role.VIEWER).user)
        response = client.get(address(name, workspace))
        assert response.status_code == 200
        assert 'method="post"' not in response.content.decode().split("<main")[1]

    @pytest.mark.parametrize(
        "name", ["analyse", "cluster_claim", "candidate_accept", "candidate_link", "candidate_reject"]
    )
    def test_a_viewer_may_change_nothing_and_a_stranger_finds_nothing(self, client, workspace, run, candidate, name):
        cluster, _members = cluster_of(run)
        about = {"analyse": [], "cluster_claim": [cluster.pk]}.get(name, [candidate.pk])
        url = address(name, workspace, *about)
        client.force_login(MembershipFactory(workspace=workspace, role=Role.VIEWER).user)
        assert client.post(url).status_code == 403
        client.force_login(MembershipFactory().user)
        assert client.post(url).status_code == 404

    def test_anothers_cluster_and_candidate_are_not_found(self, page, workspace):
        cluster, candidate = AgreementClusterFactory(), CandidateClaimFactory()
        assert page.get(address("cluster_claim", workspace, cluster.pk)).status_code == 404
        assert page.get(address("candidate_accept", workspace, candidate.pk)).status_code == 404
        assert page.get(address("candidate_link", workspace, candidate.pk)).status_code == 404
