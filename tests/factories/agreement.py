"""Makes analysis runs, clusters and candidates for tests, as rows."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from agreement.enums import RunState
from agreement.models import AgreementCluster, AnalysisRun, CandidateClaim, ClusterMember
from tests.factories.rows import SentenceFactory
from tests.factories.sources import AuthorFactory
from tests.factories.workspaces import WorkspaceFactory


class AnalysisRunFactory(DjangoModelFactory):
    class Meta:
        model = AnalysisRun

    workspace = factory.SubFactory(WorkspaceFactory)
    model = "small-model 1"
    parameters = {"neighbours": 5}
    state = RunState.DONE
    sentence_count = 12
    rest_count = 7
    finished_at = factory.LazyFunction(timezone.now)


class _SentenceOfAuthor(DjangoModelFactory):
    """A row about a sentence in a source of its author's."""

    class Meta:
        abstract = True

    author = factory.SubFactory(AuthorFactory, workspace=factory.SelfAttribute("..workspace"))
    sentence = factory.SubFactory(
        SentenceFactory,
        block__text_version__capture__source__workspace=factory.SelfAttribute("......workspace"),
    )


class CandidateClaimFactory(_SentenceOfAuthor):
    class Meta:
        model = CandidateClaim

    run = factory.SubFactory(AnalysisRunFactory)
    workspace = factory.SelfAttribute("run.workspace")
    start = 0
    end = factory.LazyAttribute(lambda candidate: len(candidate.sentence.text))
    score = 0.8
    cues = [{"kind": "time", "start": 28, "end": 34}]


class AgreementClusterFactory(DjangoModelFactory):
    class Meta:
        model = AgreementCluster

    run = factory.SubFactory(AnalysisRunFactory)
    workspace = factory.SelfAttribute("run.workspace")
    position = factory.Sequence(lambda n: n)
    label = factory.Sequence(lambda n: f"quay, dredging {n}")
    score = 0.7


class ClusterMemberFactory(_SentenceOfAuthor):
    class Meta:
        model = ClusterMember
        exclude = ["workspace"]

    workspace = factory.SelfAttribute("cluster.workspace")
    cluster = factory.SubFactory(AgreementClusterFactory)
    position = factory.Sequence(lambda n: n)
    score = 0.6
    why = {"shared": ["harbour"], "fused": 4.2, "cosine": 0.61, "centred": 0.4, "lexical": 0.2}
