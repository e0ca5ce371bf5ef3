"""A workspace that asks for two judgements, with a text and people who judge it."""

from dataclasses import dataclass

import factory
from factory.django import DjangoModelFactory

from claims.enums import Answer, Bearing, EvidenceState
from claims.models import Adjudication, Claim, Evidence, Judgement
from claims.services.annotating import Quote, annotate
from sources.models import Source
from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.sources import current_version, make_source
from tests.factories.workspaces import MembershipFactory, UserFactory, WorkspaceFactory
from workspaces.models import User, Workspace

TEXT = """The harbour silts up every spring. Dredging costs more than it earns. A new quay would pay.

The board knows this well. It says so each year. Nobody acts on it."""
SILTS = "The harbour silts up every spring."
COSTS = "Dredging costs more than it earns."
QUAY = "A new quay would pay."
BOARD = "The board knows this well."


@dataclass(frozen=True)
class Desk:
    """A workspace with a source, a claim, two annotators, an editor and a viewer."""

    workspace: Workspace
    source: Source
    claim: Claim
    ada: User
    bo: User
    editor: User
    viewer: User

    def mark(self, who: User, bearing: str, quote: str = SILTS, **fields) -> Evidence:
        """What the reader does: tie a quote to the claim. Return the pair as it stands then."""
        given = {"claim": self.claim, "bearing": bearing, "by": who} | fields
        done = annotate(text_version=current_version(self.source), quote=Quote(quote), **given)
        return Evidence.objects.get(pk=getattr(done, "evidence", done).pk)


def make_desk(judgements_wanted: int = 2, **source_fields) -> Desk:
    workspace = WorkspaceFactory(judgements_wanted=judgements_wanted)
    people = [
        MembershipFactory(workspace=workspace, role=role, user__name=name).user
        for role, name in (
            ("annotator", "Ann Judd"),
            ("annotator", "Bo Reed"),
            ("editor", "Edda Fin"),
            ("viewer", "Vi"),
        )
    ]
    return Desk(
        workspace=workspace,
        source=make_source(workspace, source_fields.pop("text", TEXT), **source_fields),
        claim=ClaimFactory(workspace=workspace, number=1, text="The harbour pays for its own dredging."),
        ada=people[0],
        bo=people[1],
        editor=people[2],
        viewer=people[3],
    )


class _AboutPair(DjangoModelFactory):
    """A row about a pair of passage and claim."""

    class Meta:
        abstract = True

    evidence = factory.SubFactory(EvidenceFactory, state=EvidenceState.JUDGING, bearing=Bearing.CONTEXT)
    workspace = factory.SelfAttribute("evidence.workspace")
    passage = factory.SelfAttribute("evidence.passage")
    speaker = factory.SelfAttribute("evidence.speaker")
    answer = Answer.SUPPORTS


class JudgementFactory(_AboutPair):
    class Meta:
        model = Judgement

    judge = factory.SubFactory(UserFactory)


class AdjudicationFactory(_AboutPair):
    class Meta:
        model = Adjudication

    reason = "The sentence before it says so."
    decided_by = factory.SubFactory(UserFactory)
