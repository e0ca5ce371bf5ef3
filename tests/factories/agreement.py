"""Makes analysis runs and clusters for tests, as bare rows."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from agreement.enums import RunState
from agreement.models import AgreementCluster, AnalysisRun, ClusterMember
from tests.factories.rows import SentenceFactory
from tests.factories.sources import AuthorFactory
from tests.factories.workspaces import WorkspaceFactory


class AnalysisRunFactory(DjangoModelFactory):
    class Meta:
        model = AnalysisRun

    workspace = factory.SubFactory(WorkspaceFactory)
    model = "none 0"
    state = RunState.DONE
    finished_at = factory.LazyFunction(timezone.now)


class ClusterFactory(DjangoModelFactory):
    class Meta:
        model = AgreementCluster

    run = factory.SubFactory(AnalysisRunFactory)
    workspace = factory.SelfAttribute("run.workspace")
    position = factory.Sequence(lambda n: n)
    label = "harbour · dredging"
    score = 0.7


class ClusterMemberFactory(DjangoModelFactory):
    class Meta:
        model = ClusterMember

    cluster = factory.SubFactory(ClusterFactory)
    author = factory.SubFactory(AuthorFactory, workspace=factory.SelfAttribute("..cluster.workspace"))
    sentence = factory.SubFactory(
        SentenceFactory,
        block__text_version__capture__source__workspace=factory.SelfAttribute("......cluster.workspace"),
    )
    position = factory.Sequence(lambda n: n)
    score = 0.7
    why = {"shared words": ["harbour"]}
