"""What the machine is told of people's decisions."""

import pytest
from django.db import IntegrityError, transaction

from agreement.domain.clusters.refit import AS_IT_IS, Recalibration
from agreement.domain.likeness.terms import terms_of
from agreement.enums import AliasOrigin, AliasState
from agreement.models import StatementDecision
from agreement.queries.decisions import calibration_of, folding_of, links_of
from tests.factories.decisions import FittedCalibrationFactory, WorkspaceAliasFactory, decision_on
from tests.factories.rows import SentenceFactory
from tests.factories.workspaces import WorkspaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace():
    return WorkspaceFactory()


@pytest.fixture
def sentences(workspace):
    return [SentenceFactory(block__text_version__capture__source__workspace=workspace) for _ in range(4)]


def keys(text, workspace):
    return [term.key for term in terms_of(text, folding_of(workspace))]


class TestLinks:
    def test_decisions_are_links_of_their_workspace_only(self, workspace, sentences):
        a, b, c, d = sentences
        decision_on(workspace, b, a, "opposite")
        decision_on(workspace, b, c, "different")
        decision_on(workspace, c, d, "narrower", narrower=d)
        links = links_of(workspace)
        assert (links.must, links.cannot) == ({(a.pk, b.pk)}, {(b.pk, c.pk)})
        assert not links_of(WorkspaceFactory()).must

    def test_the_newer_of_two_that_contradict_each_other_holds(self, workspace, sentences):
        a, b, c, _d = sentences
        for pair, relation in (((a, c), "different"), ((a, b), "same"), ((b, c), "same")):
            decision_on(workspace, *pair, relation)
        assert not links_of(workspace).cannot

    @pytest.mark.parametrize(
        ("order", "relation", "narrower"),
        [
            ((1, 0), "same", None),
            ((0, 1), "narrower", None),
            ((0, 1), "same", 0),
            ((0, 1), "narrower", 2),
            ((0, 1), "alike", None),
        ],
    )
    def test_the_database_refuses_what_is_no_decision(self, workspace, sentences, order, relation, narrower):
        with pytest.raises(IntegrityError), transaction.atomic():
            StatementDecision.objects.create(
                workspace=workspace,
                first=sentences[order[0]],
                second=sentences[order[1]],
                relation=relation,
                narrower=None if narrower is None else sentences[narrower],
            )


class TestNames:
    def test_own_names_stand_on_the_usual_ones(self, workspace):
        WorkspaceAliasFactory(workspace=workspace, name="Canada", form="Parliament Hill")
        WorkspaceAliasFactory(workspace=workspace, name="Harbour Board", form="HB")
        assert keys("Parliament Hill, Ottawa and the HB", workspace) == ["canada", "canada", "harbour board"]
        assert keys("The HB", WorkspaceFactory()) == ["hb"]

    def test_a_rejected_form_folds_no_more_and_the_others_of_its_state_do(self, workspace):
        WorkspaceAliasFactory(
            workspace=workspace, name="Canada", form="Ottawa", state=AliasState.REJECTED, origin=AliasOrigin.DEFAULT
        )
        assert keys("Ottawa and the Canadians", workspace) == ["ottawa", "canada"]

    @pytest.mark.parametrize(("origin", "folded"), [("initials", True), ("demonym", False)])
    def test_what_waits_counts_only_if_its_pattern_is_a_sure_one(self, workspace, origin, folded):
        WorkspaceAliasFactory(workspace=workspace, form="HB", state=AliasState.PROPOSED, origin=origin)
        assert (keys("The HB", workspace) == ["harbour board"]) == folded


class TestCalibration:
    def test_the_newest_counts_and_only_if_it_is_used(self, workspace):
        assert calibration_of(workspace) == AS_IT_IS
        FittedCalibrationFactory(workspace=workspace)
        assert calibration_of(workspace) == Recalibration(-0.5, 1.5)
        FittedCalibrationFactory(workspace=workspace, used=False)
        assert calibration_of(workspace) == AS_IT_IS
