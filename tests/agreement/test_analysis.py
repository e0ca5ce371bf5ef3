import pytest

from agreement.analysis import analyse_workspace
from agreement.domain.clusters.clustering import cluster_statements
from agreement.enums import CandidateState, RunState
from agreement.models import AgreementCluster, AnalysisRun, CandidateClaim, SentenceEmbedding, StatementDecision
from agreement.services import (
    accept_candidate,
    decide_statements,
    make_claim_of_cluster,
    reject_candidate,
    request_analysis,
)
from claims.enums import Bearing, EvidenceState
from claims.models import Evidence, Stance
from claims.services import create_claim, link_evidence
from sources.models import Passage, Source
from sources.services import create_passage
from tests.factories.agreement import AnalysisRunFactory
from tests.factories.sources import current_version, make_source
from tests.factories.workspaces import UserFactory, WorkspaceFactory
from workspaces import jobs

pytestmark = pytest.mark.django_db

HARBOUR_BY_MOSS = """The new breakwater will protect the harbour from winter storms for decades. \
The town council borrowed heavily to build it. Fishing boats returned within a year.

Tourists do not come for the breakwater. The fish market employs forty people in summer."""
HARBOUR_BY_PARK = """Engineers expect the breakwater to keep winter storms out of the harbour for decades. \
The council's debt has tripled because of the building.

The old lighthouse is a museum now. Schools in the valley have too few teachers.

References

Quill, Ann. 2001. “Harbours of the North.” Coastal Review, 3(2): 11-19. https://example.org/quill"""


@pytest.fixture
def workspace():
    workspace = WorkspaceFactory()
    make_source(workspace, HARBOUR_BY_MOSS, key="moss", authors=("Ada Moss",))
    make_source(workspace, HARBOUR_BY_PARK, key="park", authors=("Zoe Park",))
    return workspace


def analyse(workspace):
    job = request_analysis(workspace=workspace)
    type(job).objects.filter(pk=job.pk).update(state="queued")
    assert jobs.perform(job.pk, analyse_workspace) == "done"
    job.refresh_from_db()
    return job.result


def test_analysis_proposes_what_both_authors_say(workspace):
    result = analyse(workspace)

    cluster = AgreementCluster.objects.earliest("position")
    assert {member.author.family for member in cluster.members.all()} == {"Moss", "Park"}
    assert all("breakwater" in member.sentence.text for member in cluster.members.all())
    assert result["clusters"] == AgreementCluster.objects.count()


def test_analysis_takes_no_candidate_from_the_reference_list(workspace):
    analyse(workspace)

    texts = list(CandidateClaim.objects.values_list("sentence__text", flat=True))
    assert len(texts) == 9
    assert not [text for text in texts if "Quill" in text or "http" in text]


def test_analysis_twice_gives_the_same_and_doubles_nothing(workspace):
    members = AgreementCluster.objects.order_by("position", "members__position")
    first = analyse(workspace)
    before = list(members.values_list("members__sentence", "members__score"))
    second = analyse(workspace)

    assert first == second
    assert list(members.values_list("members__sentence", "members__score")) == before
    assert SentenceEmbedding.objects.count() == first["statements"]


def test_analysis_suggests_evidence_that_counts_nowhere_until_a_person_decides(workspace):
    claim = create_claim(
        workspace=workspace,
        text="The breakwater keeps winter storms out of the harbour.",
        kind="factual",
        by=None,
    )
    analyse(workspace)

    suggested = Evidence.objects.filter(claim=claim)
    assert {evidence.state for evidence in suggested} == {EvidenceState.SUGGESTED}
    assert {evidence.speaker.family for evidence in suggested} == {"Moss", "Park"}
    assert {evidence.bearing for evidence in suggested} == {Bearing.CONTEXT}
    assert Stance.objects.count() == 0


def test_analysis_keeps_apart_and_together_what_people_say(workspace):
    analyse(workspace)
    first, second = (member.sentence for member in AgreementCluster.objects.earliest("position").members.all()[:2])
    in_one = AgreementCluster.objects.filter(members__sentence=first).filter(members__sentence=second)
    by = UserFactory()
    parted = decide_statements(workspace=workspace, one=first, other=second, relation="different", by=by)
    analyse(workspace)
    assert not in_one.exists()

    decide_statements(workspace=workspace, one=first, other=second, relation="opposite", seen=parted.mark, by=by)
    analyse(workspace)
    assert in_one.get().open_count == 0
    assert StatementDecision.objects.get().relation == "opposite"


def test_analysis_asks_no_second_time_about_a_sentence_that_serves_the_claim_already(workspace):
    version = current_version(Source.objects.get(key="park"))
    claim = create_claim(
        workspace=workspace, text="The breakwater keeps winter storms out of the harbour.", kind="factual", by=None
    )
    passage = create_passage(text_version=version, exact="keep winter storms out of the harbour")
    link_evidence(claim=claim, passage=passage, bearing=Bearing.SUPPORTS, by=None)

    analyse(workspace)

    speakers = {evidence.speaker.family for evidence in Evidence.objects.suggested().filter(claim=claim)}
    assert speakers == {"Moss"}


def test_analysis_twice_withdraws_unanswered_suggestions_with_their_passages(workspace):
    create_claim(
        workspace=workspace, text="The breakwater keeps winter storms out of the harbour.", kind="factual", by=None
    )
    analyse(workspace)
    before = Evidence.objects.count(), Passage.objects.count()

    analyse(workspace)

    assert (Evidence.objects.count(), Passage.objects.count()) == before


def test_analysis_does_not_propose_again_what_was_rejected(workspace):
    analyse(workspace)
    candidate = CandidateClaim.objects.first()
    reject_candidate(candidate=candidate, by=UserFactory())

    analyse(workspace)

    assert CandidateClaim.objects.get(sentence=candidate.sentence).state == CandidateState.REJECTED


def test_accepted_candidate_becomes_a_claim_with_its_sentence_as_evidence(workspace):
    analyse(workspace)
    candidate = CandidateClaim.objects.get(sentence__text__startswith="Fishing boats")

    claim = accept_candidate(
        candidate=candidate, text="Fishing recovered within a year.", kind="factual", by=UserFactory()
    )

    evidence = claim.evidence.get()
    assert (evidence.state, evidence.passage.exact) == (EvidenceState.ACCEPTED, candidate.sentence.text)
    assert claim.stances.get().author == candidate.author


def test_cluster_becomes_a_claim_on_which_both_authors_take_a_stance(workspace):
    analyse(workspace)
    cluster = AgreementCluster.objects.earliest("position")

    claim = make_claim_of_cluster(
        cluster=cluster,
        text="The breakwater will keep storms out for decades.",
        kind="predictive",
        bearings={member.pk: Bearing.SUPPORTS for member in cluster.members.all()},
        by=UserFactory(),
    )

    assert {stance.author.family: stance.position for stance in claim.stances.all()} == {
        "Moss": "affirms",
        "Park": "affirms",
    }


def test_failed_analysis_leaves_the_last_good_one_in_place(workspace, monkeypatch):
    analyse(workspace)
    clusters = AgreementCluster.objects.count()

    def fail(*_args):
        raise MemoryError

    monkeypatch.setattr("agreement.analysis.cluster_statements", fail)
    job = request_analysis(workspace=workspace)
    jobs.perform(job.pk, analyse_workspace)

    assert AgreementCluster.objects.count() == clusters
    assert set(AnalysisRun.objects.values_list("state", flat=True)) == {RunState.DONE, RunState.FAILED}


def test_analysis_that_dies_while_saving_leaves_the_last_good_one_as_it_was(workspace, monkeypatch):
    analyse(workspace)
    before = list(AgreementCluster.objects.values_list("pk", "run", "position", "label"))

    def fail(*_args):
        assert AgreementCluster.objects.exclude(run=before[0][1]).exists()
        raise MemoryError

    monkeypatch.setattr("agreement.analysis.suggest_for_claims", fail)
    job = request_analysis(workspace=workspace)
    assert jobs.perform(job.pk, analyse_workspace) == "failed"

    assert list(AgreementCluster.objects.values_list("pk", "run", "position", "label")) == before


def test_analysis_overtaken_by_a_later_one_changes_nothing(workspace, monkeypatch):
    def meanwhile(*args):
        AnalysisRunFactory(workspace=workspace)
        return cluster_statements(*args)

    monkeypatch.setattr("agreement.analysis.cluster_statements", meanwhile)

    assert analyse(workspace)["overtaken"] == 1
    assert AgreementCluster.objects.count() == 0
    assert AnalysisRun.objects.get().job is None


@pytest.mark.parametrize("texts", [[], [("moss", HARBOUR_BY_MOSS)], [("one", "A harbour needs dredging.")]])
def test_analysis_of_no_second_author_gives_no_cluster(texts):
    workspace = WorkspaceFactory()
    for key, text in texts:
        make_source(workspace, text, key=key)

    assert analyse(workspace)["clusters"] == 0
