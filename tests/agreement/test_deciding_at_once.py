"""Two people decide at the same moment, each on a connection of their own."""

import pytest

from agreement.errors import DecisionTakenError, NameTakenError
from agreement.models import StatementDecision, WorkspaceAlias
from agreement.services import decide_statements
from agreement.services.names import set_name
from tests.factories.rows import SentenceFactory
from tests.factories.workspaces import MembershipFactory
from tests.support.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    first = MembershipFactory()
    return first.workspace, [first.user, MembershipFactory(workspace=first.workspace).user]


def test_one_of_two_decisions_holds_and_the_other_is_told(people):
    workspace, users = people
    a, b = (SentenceFactory(block__text_version__capture__source__workspace=workspace) for _ in range(2))
    works = [
        lambda user=user, pair=pair, relation=relation: decide_statements(
            workspace=workspace, one=pair[0], other=pair[1], relation=relation, by=user
        )
        for user, pair, relation in zip(users, ((a, b), (b, a)), ("same", "different"), strict=True)
    ]
    outcomes = at_once(*works)
    [row] = StatementDecision.objects.all()
    assert [one.relation for one in outcomes if isinstance(one, StatementDecision)] == [row.relation]
    assert sum(isinstance(one, DecisionTakenError) for one in outcomes) == 1


def test_one_form_goes_to_one_name(people):
    workspace, users = people
    works = [
        lambda user=user, name=name: set_name(workspace=workspace, name=name, form="HB", state="accepted", by=user)
        for user, name in zip(users, ("Harbour Board", "Hudson Bay"), strict=True)
    ]
    outcomes = at_once(*works)
    assert WorkspaceAlias.objects.count() == 1
    assert sum(isinstance(one, NameTakenError) for one in outcomes) == 1
