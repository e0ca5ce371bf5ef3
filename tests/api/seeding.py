"""A small workspace with something of everything, made through the services where there are any."""

from dataclasses import dataclass
from io import BytesIO

from agreement import models as agreement
from arguments.models import ArgumentMap
from claims.enums import Answer, Bearing, EvidenceState, Position, StanceBasis
from claims.models import Adjudication, Claim, Comment, Evidence, Judgement, Stance
from feeds.models import Delivery, Webhook
from releases import storing
from releases.models import ClaimSet, Release
from sources.models import Author, Citation, Passage, Reference, Source
from sources.services import create_passage
from tests.factories.agreement import AgreementClusterFactory, AnalysisRunFactory, ClusterMemberFactory
from tests.factories.answering import find_passages
from tests.factories.arguments import ArgumentFactory, ArgumentMapFactory, PremiseFactory
from tests.factories.claims import ClaimFactory, EvidenceFactory, StanceFactory
from tests.factories.decisions import WorkspaceAliasFactory, decision_on
from tests.factories.discussion import MentionFactory
from tests.factories.feeds import DeliveryFactory, WebhookFactory
from tests.factories.judging import AdjudicationFactory, JudgementFactory
from tests.factories.releases import ClaimSetEntryFactory, ClaimSetFactory, ReleaseFactory
from tests.factories.sources import AuthorFactory, current_version, make_source
from tests.factories.workspaces import JobFactory
from workspaces.enums import JobState
from workspaces.models import Job, Workspace

QUOTE = "The lock keeper counts every barge."
WHY = {"shared": ["barge"], "cosine": 0.61}
TEXT = f"{QUOTE} Nobody reads the count before the winter. A count that nobody reads costs money."


@dataclass(frozen=True)
class Seeded:
    """One object of each kind in one workspace."""

    workspace: Workspace
    author: Author
    second: Author
    source: Source
    passage: Passage
    reference: Reference
    citation: Citation
    claim: Claim
    evidence: Evidence
    suggestion: Evidence
    comment: Comment
    stance: Stance
    cluster: agreement.AgreementCluster
    decision: agreement.StatementDecision
    name: agreement.WorkspaceAlias
    map: ArgumentMap
    job: Job
    dispute: Evidence
    judgement: Judgement
    adjudication: Adjudication
    answer: agreement.Answer
    claim_set: ClaimSet
    release: Release
    webhook: Webhook
    delivery: Delivery


def seed(workspace: Workspace, mark: str = "a") -> Seeded:
    """Fill the workspace; a second call with another mark adds as much again."""
    source = make_source(
        workspace, f"{TEXT} Note {mark}.", key=f"lock-{mark}", title=f"Locks, part {mark}", authors=(f"Ada Moss{mark}",)
    )
    author = source.authors.get()
    passage = create_passage(text_version=current_version(source), exact=QUOTE, by=None)
    number = Claim.objects.filter(workspace=workspace).count()
    claim, premise = (
        ClaimFactory(workspace=workspace, number=number + place, text=f"Counting pays ({mark}{place}).")
        for place in (1, 2)
    )
    evidence = EvidenceFactory(claim=claim, passage=passage, speaker=author)
    suggestion = EvidenceFactory(
        claim=premise, passage=passage, speaker=author, bearing=Bearing.CONTRADICTS, suggested=True
    )
    stance = StanceFactory(claim=claim, author=author)
    StanceFactory(claim=claim, author=author, basis=StanceBasis.SET, position=Position.QUALIFIES)
    second = AuthorFactory(workspace=workspace)
    StanceFactory(claim=premise, author=second)
    cluster = AgreementClusterFactory(run=_run(workspace), label="harbour · dredging")
    sentences = current_version(source).sentences.order_by("position")[:2]
    for place, sentence in enumerate(sentences):
        ClusterMemberFactory(cluster=cluster, author=author, position=place, sentence=sentence, why=WHY)
    answer = agreement.Answer.objects.create(
        workspace=workspace, claim=claim, sentence=sentences[0], speaker=author, about="claim", attitude="for",
        wording=claim.text, evidence=evidence,
    )  # fmt: skip
    find_passages(claim, source, probabilities=(0.9, 0.7))
    argument = ArgumentFactory(conclusion=claim)
    PremiseFactory(argument=argument, claim=premise)
    dispute, decided = (_dispute(premise, passage, who) for who in (second, AuthorFactory(workspace=workspace)))
    adjudication = AdjudicationFactory(evidence=decided)
    adjudication.judgements.set(decided.judgements.all())
    claim_set = ClaimSetFactory(workspace=workspace, slug=f"{workspace.slug}-{mark}")
    ClaimSetEntryFactory(claim_set=claim_set, claim=claim)
    return Seeded(
        workspace=workspace,
        author=author,
        second=second,
        source=source,
        passage=passage,
        reference=(reference := _reference(source)),
        citation=_citation(reference),
        claim=claim,
        evidence=evidence,
        suggestion=suggestion,
        comment=MentionFactory(comment__claim=claim, comment__evidence=evidence).comment,
        stance=stance,
        cluster=cluster,
        decision=decision_on(workspace, *sentences),
        name=WorkspaceAliasFactory(workspace=workspace),
        map=ArgumentMapFactory(lead_claim=claim),
        job=JobFactory(workspace=workspace, state=JobState.FAILED, reason="The disk was full."),
        dispute=dispute,
        judgement=dispute.judgements.first(),
        adjudication=adjudication,
        answer=answer,
        claim_set=claim_set,
        release=_release(claim_set),
        webhook=(webhook := WebhookFactory(workspace=workspace, url="https://93.184.216.34/hook")),
        delivery=DeliveryFactory(webhook=webhook),
    )


def _release(claim_set):
    """Return a release with an empty file of claims in the store."""
    release = ReleaseFactory(claim_set=claim_set, number=1)
    stored = storing.store(BytesIO(b""))
    release.files.create(
        name="claims.ndjson",
        role="canonical",
        media_type="application/x-ndjson",
        sha256=stored.sha256,
        size=0,
        records=0,
    )
    return release


def _run(workspace):
    return workspace.analysis_runs.first() or AnalysisRunFactory(workspace=workspace)


def _dispute(claim, passage, speaker):
    """Return a pair that two annotators judge differently."""
    pair = EvidenceFactory(
        claim=claim, passage=passage, speaker=speaker, state=EvidenceState.JUDGING, bearing=Bearing.CONTEXT
    )
    for answer in (Answer.SUPPORTS, Answer.NONE):
        JudgementFactory(evidence=pair, answer=answer)
    return pair


def _reference(source):
    return Reference.objects.create(
        workspace=source.workspace, text_version=current_version(source), position=0, start=40, end=60,
        label="Quill 2011", csl={"title": "Pilots"}, year="2011", title="Pilots", keys=["work:quill|2011|pilots"],
    )  # fmt: skip


def _citation(reference):
    return Citation.objects.create(
        workspace=reference.workspace, text_version=reference.text_version, start=36, end=39, reach_start=36, reach_end=39,
        style="parenthetical", names=["Quill"], year="2012", reference=reference, found_reference=reference,
        problem="year_differs",
    )  # fmt: skip
