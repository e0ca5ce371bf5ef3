"""Makes decisions on statements, names and calibrations for tests, as rows."""

import factory
from factory.django import DjangoModelFactory

from agreement.enums import AliasState, CalibrationKind
from agreement.models import FittedCalibration, StatementDecision, WorkspaceAlias
from tests.factories.workspaces import WorkspaceFactory


class WorkspaceAliasFactory(DjangoModelFactory):
    class Meta:
        model = WorkspaceAlias

    workspace = factory.SubFactory(WorkspaceFactory)
    name = "Harbour Board"
    form = factory.Sequence(lambda n: f"HB{n}")
    state = AliasState.ACCEPTED


class FittedCalibrationFactory(DjangoModelFactory):
    class Meta:
        model = FittedCalibration

    workspace = factory.SubFactory(WorkspaceFactory)
    kind = CalibrationKind.PAIR
    intercept = -0.5
    slope = 1.5
    count = 84
    positive_count = 40
    log_loss = 0.41
    base_log_loss = 0.52
    brier = 0.14
    base_brier = 0.18
    used = True


def decision_on(workspace, one, other, relation="same", narrower=None, **fields):
    """Return the stored decision on two sentences, put in their order."""
    first, second = sorted((one, other), key=lambda sentence: sentence.pk)
    return StatementDecision.objects.create(
        workspace=workspace, first=first, second=second, relation=relation, narrower=narrower, **fields
    )
