"""Two people in one map at the same moment, an edit sent twice, and a process killed in the middle."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from arguments.domain.editing.parsing import parse_operations
from arguments.enums import PremiseStatus
from arguments.errors import ChangedMeanwhileError
from arguments.models import Argument, GraphEdit, GraphRevision
from arguments.queries.edits import answer_of
from arguments.services import Editor, create_argument, make_edit, undo_edit
from claims.models import Claim
from tests.factories.arguments import ArgumentMapFactory
from tests.factories.claims import ClaimFactory
from tests.factories.workspaces import UserFactory
from tests.support.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shown():
    return ArgumentMapFactory(lead_claim=ClaimFactory(text="The quay pays for itself."))


def argue(shown):
    premise = ClaimFactory(workspace=shown.workspace)
    return create_argument(
        workspace=shown.workspace,
        relation="supports",
        conclusion=shown.lead_claim,
        premises=[(premise, PremiseStatus.STATED)],
        by=None,
    )


def person(shown, name, **fields):
    return Editor(workspace=shown.workspace, by=UserFactory(name=name), map=shown, session=uuid4(), **fields)


def extend(editor, argument, text):
    operation = {"op": "add_premise", "argument": str(argument.pk), "version": argument.version, "text": text}
    return lambda: make_edit(editor=editor, operations=parse_operations([operation]))


@transaction.atomic
def edit_and_die(edit):
    """Make an edit and lose the server before it is committed."""
    edit()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def texts(argument):
    return {premise.claim.text for premise in argument.premises.select_related("claim")}


class TestAtOnce:
    def test_of_two_edits_of_one_argument_the_second_is_told_who_was_faster(self, shown):
        argument = argue(shown)
        ana, ben = person(shown, "Ana Vogt", seen=1), person(shown, "Ben Aydin", seen=1)

        outcomes = at_once(extend(ana, argument, "From Ana."), extend(ben, argument, "From Ben."))

        (refusal,) = [one for one in outcomes if isinstance(one, ChangedMeanwhileError)]
        (made,) = [one for one in outcomes if isinstance(one, GraphEdit)]
        said = made.said[0].lower() + made.said[1:]
        assert refusal.message == f"{made.by.name} changed this meanwhile: {said}"
        assert len(texts(argument)) == 2
        argument.refresh_from_db()
        assert argument.version == 2

    def test_edits_of_different_arguments_both_happen_with_a_revision_each(self, shown):
        first, second = argue(shown), argue(shown)

        outcomes = at_once(
            extend(person(shown, "Ana"), first, "From Ana."), extend(person(shown, "Ben"), second, "From Ben.")
        )

        assert sorted(one.revision for one in outcomes) == [3, 4]
        assert GraphRevision.objects.get().number == 4
        assert "From Ana." in texts(first)
        assert "From Ben." in texts(second)

    def test_the_first_two_edits_of_a_workspace_both_happen(self, shown):
        operation = {"op": "add_argument", "relation": "supports", "conclusion": shown.lead_claim.number}

        def add(name):
            wanted = parse_operations([{**operation, "premises": [{"text": f"From {name}."}]}])
            return lambda: make_edit(editor=person(shown, name), operations=wanted)

        outcomes = at_once(add("Ana"), add("Ben"))

        assert sorted(one.revision for one in outcomes) == [1, 2]
        assert sorted(Argument.objects.values_list("position", flat=True)) == [0, 1]

    def test_an_edit_that_is_sent_twice_at_once_is_one(self, shown):
        argument = argue(shown)
        editor = person(shown, "Ana", edit=uuid4())

        outcomes = at_once(extend(editor, argument, "Once."), extend(editor, argument, "Once."))

        assert answer_of(outcomes[0]) == answer_of(outcomes[1])
        assert GraphEdit.objects.count() == 2
        assert len(texts(argument)) == 2

    def test_two_undos_at_once_take_back_two_edits(self, shown):
        editor = person(shown, "Ana")
        first, second = argue(shown), argue(shown)
        extend(editor, first, "One.")()
        extend(editor, second, "Two.")()

        at_once(lambda: undo_edit(editor=editor), lambda: undo_edit(editor=editor))

        assert (len(texts(first)), len(texts(second))) == (1, 1)


class TestKilled:
    def test_a_process_killed_in_the_middle_leaves_nothing(self, shown):
        argument = argue(shown)
        claims, edits = Claim.objects.count(), GraphEdit.objects.count()

        with pytest.raises(DatabaseError):
            edit_and_die(extend(person(shown, "Ana"), argument, "Never."))
        connection.close()

        assert (Claim.objects.count(), GraphEdit.objects.count()) == (claims, edits)
        assert len(texts(argument)) == 1
        assert GraphRevision.objects.get().number == 1
