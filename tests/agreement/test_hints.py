"""Hints fill nothing, are given where they were right, and a team's own model has to prove itself first."""

import pytest

from agreement import entailing
from agreement.analysis import embed_claims
from agreement.domain.answering.answers import answer_for
from agreement.domain.answering.proving import LEAST_GUESSES, Proof
from agreement.entailing import read_entailments
from agreement.entailment import Entailment
from agreement.models import EntailmentReading
from agreement.queries.finding import found_passages
from agreement.queries.hints import hints_of, proof_of
from agreement.services import give_answer, request_claim_vectors
from claims.enums import ClaimKind, EvidenceState
from claims.models import Evidence, Stance
from claims.services import create_claim
from tests.factories.sources import make_source
from tests.factories.workspaces import UserFactory, WorkspaceFactory
from workspaces import jobs
from workspaces.models import Job

pytestmark = pytest.mark.django_db

BY_MOSS = "Night flights should be banned because they cause illness. The airport lies near the river."
BY_PARK = "Night flights help hospitals and protect jobs, so they should not be banned. The airport is old."
WORDING = "We should ban night flights."


@pytest.fixture
def claim():
    workspace = WorkspaceFactory()
    make_source(workspace, BY_MOSS, key="moss", authors=("Ada Moss",))
    make_source(workspace, BY_PARK, key="park", authors=("Zoe Park",))
    claim = create_claim(workspace=workspace, text=WORDING, kind=ClaimKind.NORMATIVE, by=None)
    look_for(claim)
    return claim


def look_for(claim):
    job = request_claim_vectors(workspace=claim.workspace)
    Job.objects.filter(pk=job.pk).update(state="queued")
    assert jobs.perform(job.pk, embed_claims) == "done"


def shown(claim):
    return [passage for author in found_passages(claim) for passage in author.passages]


def pairs(claim):
    return [(claim, passage.sentence, 0.9) for passage in shown(claim)]


def model_says(monkeypatch, settings, judged):
    settings.PARALLAX_NLI_MODEL = "ours"
    asked = []
    monkeypatch.setattr(entailing, "judge_entailment", lambda pairs: asked.extend(pairs) or [judged] * len(pairs))
    return asked


def test_a_policy_gets_hints_with_their_record_and_no_cell(claim):
    hints = hints_of(pairs(claim))
    positions = sorted(hint.position for hint in hints.values())
    assert positions == ["affirms", "denies"]
    assert all("of ten such hints were right (n = " in hint.record and hint.signs for hint in hints.values())
    assert not Stance.objects.exists()
    assert not Evidence.objects.filter(state=EvidenceState.ACCEPTED).exists()


def test_a_passage_that_hardly_bears_on_the_claim_gets_none(claim):
    assert hints_of([(claim, sentence, 0.39) for _, sentence, _ in pairs(claim)]) == {}


def test_a_claim_of_fact_gets_none(claim):
    told = pairs(claim)
    assert told
    claim.text = "Night flights make people ill."
    assert hints_of(told) == {}


def test_without_a_model_hints_cost_no_query(claim, django_assert_num_queries):
    likely = pairs(claim)
    with django_assert_num_queries(0):
        hints_of(likely)


def test_the_model_reads_the_likeliest_passages_once(claim, monkeypatch, settings):
    asked = model_says(monkeypatch, settings, Entailment(0.97, 0.01))
    likely = [passage for passage in shown(claim) if passage.found.probability >= entailing.LEAST_PROBABILITY]
    assert likely
    assert read_entailments([claim]) == len(likely)
    assert {text for text, _claim in asked} == {passage.sentence.text for passage in likely}
    assert read_entailments([claim]) == 0
    assert EntailmentReading.objects.count() == len(likely)


def test_a_model_killed_in_the_middle_goes_on_where_it_was(claim, monkeypatch, settings):
    model_says(monkeypatch, settings, Entailment(0.97, 0.01))
    monkeypatch.setattr(entailing, "AT_A_TIME", 1)
    monkeypatch.setattr(entailing, "LEAST_PROBABILITY", 0.0)

    def dies_at_the_second(pairs):
        if EntailmentReading.objects.exists():
            raise KeyboardInterrupt
        return [Entailment(0.5, 0.2)]

    with monkeypatch.context() as patch:
        patch.setattr(entailing, "judge_entailment", dies_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            read_entailments([claim])
    assert EntailmentReading.objects.count() == 1
    assert read_entailments([claim]) == len(shown(claim)) - 1


def test_guesses_stay_unseen_until_people_have_answered_the_same(claim, monkeypatch, settings):
    settings.PARALLAX_NLI_MODEL = "ours"
    sentence = shown(claim)[0].sentence
    reading = EntailmentReading.objects.create(
        claim=claim, sentence=sentence, model="ours", wording=WORDING, entails=0.02, contradicts=0.97
    )
    assert proof_of(claim.workspace) == Proof(0, 0)
    give_answer(claim=claim, sentence=sentence, said=answer_for("contradicts"), by=UserFactory())
    assert proof_of(claim.workspace) == Proof(1, 1)
    assert hints_of([(claim, sentence, 0.9)])[claim.pk, sentence.pk].position == "affirms"

    monkeypatch.setattr("agreement.queries.hints.proof_of", lambda _workspace: Proof(LEAST_GUESSES, LEAST_GUESSES))
    hint = hints_of([(claim, sentence, 0.9)])[claim.pk, sentence.pk]
    assert (hint.position, hint.record.startswith("your team’s model was right on 30 of 30")) == ("denies", True)

    reading.wording = "Other words"
    reading.save()
    assert hints_of([(claim, sentence, 0.9)])[claim.pk, sentence.pk].position == "affirms"
