"""Makes claims, evidence and stances for tests, as rows: services are what tests try."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from claims.enums import UNDECIDED_STATES, Bearing, ClaimStatus, EvidenceState, Position, StanceBasis
from claims.models import Claim, Evidence, Stance
from tests.factories.rows import PassageFactory
from tests.factories.sources import AuthorFactory
from tests.factories.workspaces import WorkspaceFactory


class ClaimFactory(DjangoModelFactory):
    class Meta:
        model = Claim

    workspace = factory.SubFactory(WorkspaceFactory)
    number = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"Harbour {n} pays for its own dredging.")
    status = ClaimStatus.ACCEPTED
    topic = "harbours"


class EvidenceFactory(DjangoModelFactory):
    class Meta:
        model = Evidence

    claim = factory.SubFactory(ClaimFactory)
    workspace = factory.SelfAttribute("claim.workspace")
    speaker = factory.SubFactory(AuthorFactory, workspace=factory.SelfAttribute("..workspace"))
    passage = factory.SubFactory(PassageFactory, source__workspace=factory.SelfAttribute("...workspace"))
    bearing = Bearing.SUPPORTS
    state = EvidenceState.ACCEPTED
    decided_at = factory.LazyAttribute(lambda row: None if row.state in UNDECIDED_STATES else timezone.now())

    class Params:
        suggested = factory.Trait(
            state=EvidenceState.SUGGESTED, score=0.72, why={"shared words": ["harbour", "dredging"]}
        )


class StanceFactory(DjangoModelFactory):
    class Meta:
        model = Stance

    claim = factory.SubFactory(ClaimFactory)
    workspace = factory.SelfAttribute("claim.workspace")
    author = factory.SubFactory(AuthorFactory, workspace=factory.SelfAttribute("..workspace"))
    position = Position.AFFIRMS
    basis = StanceBasis.DERIVED
    reason = factory.LazyAttribute(lambda row: "Says so outright." if row.basis == StanceBasis.SET else "")
