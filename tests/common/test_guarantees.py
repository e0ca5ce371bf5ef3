"""What the database itself holds: no team's row points at another's, no text changes, every row has a history."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from claims.models import Evidence, Stance
from sources.models import Capture, TextVersion
from tests.factories.claims import ClaimFactory, EvidenceFactory, StanceFactory
from tests.factories.sources import AuthorFactory, PassageFactory, make_source
from tests.factories.workspaces import WorkspaceFactory

pytestmark = pytest.mark.django_db


def check_constraints_now():
    """Foreign keys wait for the commit; ask for them now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_evidence_cannot_join_two_workspaces():
    stranger = PassageFactory()

    EvidenceFactory(passage=stranger)

    with pytest.raises(IntegrityError, match="evidence_and_passage_in_one_workspace"):
        check_constraints_now()


def test_stance_cannot_be_held_by_an_author_of_another_workspace():
    StanceFactory(author=AuthorFactory())

    with pytest.raises(IntegrityError, match="stance_and_author_in_one_workspace"):
        check_constraints_now()


@pytest.mark.parametrize("model", [Capture, TextVersion])
def test_received_bytes_and_texts_cannot_be_changed(model):
    make_source(WorkspaceFactory(), "The harbour was rebuilt in nine years.")

    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        model.objects.update(sha256="0" * 64)


def test_a_raw_update_leaves_a_history_row():
    claim = ClaimFactory(text="The harbour pays.")

    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_claim SET text = %s WHERE id = %s", ["The harbour loses.", claim.pk])

    events = claim.events.order_by("pgh_id")
    assert [(event.pgh_label, event.text) for event in events] == [
        ("insert", "The harbour pays."),
        ("update", "The harbour loses."),
    ]


def test_a_deleted_row_leaves_a_history_row():
    stance = StanceFactory()
    events = Stance.pgh_event_model.objects.filter(pgh_obj_id=stance.pk)

    stance.delete()

    assert events.order_by("pgh_id").last().pgh_label == "delete"


def test_evidence_cannot_be_decided_without_a_moment_or_suggested_with_one():
    evidence = EvidenceFactory()

    with pytest.raises(IntegrityError, match="evidence_decided_unless_suggested"), transaction.atomic():
        Evidence.objects.filter(pk=evidence.pk).update(decided_at=None)
