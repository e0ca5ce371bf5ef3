"""Comments through the API: the same rules as on the pages."""

import pytest

from claims.models import Comment
from claims.services import write_comment
from common.ids import new_id
from tests.factories.workspaces import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace(db, seeded_once):
    return seeded_once.workspace


@pytest.fixture
def seeded(db, seeded_once):
    return seeded_once


def post(client, address, **body):
    return client.post(f"/api/v1/comments/{address}", body, format="json")


def test_a_comment_is_written_once_and_says_whom_it_mentions(admin, seeded):
    colleague = MembershipFactory(workspace=seeded.workspace, user__name="Kim Adamson").user
    body = {"claim": seeded.claim.pk, "evidence": seeded.evidence.pk, "body": "@Kim Adamson?", "token": new_id()}

    first, second = (post(admin, "", **body) for _ in range(2))

    assert (first.status_code, first.json()) == (201, second.json())
    assert first.json()["body"] == f"@[{colleague.pk}]?"
    assert first.json()["mentions"] == [{"id": str(colleague.pk), "name": "Kim Adamson"}]
    assert Comment.objects.filter(author=admin.user).count() == 1


def test_evidence_of_another_claim_is_not_there(admin, seeded):
    response = post(admin, "", claim=seeded.claim.pk, evidence=seeded.suggestion.pk, body="So?")

    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (404, "/evidence")


def test_ones_own_comment_is_changed_deleted_and_brought_back(as_role, seeded):
    client = as_role("annotator")
    comment = write_comment(claim=seeded.claim, body="Hm.", by=client.user)
    address = f"/api/v1/comments/{comment.pk}/"

    changed = client.patch(address, {"body": "Hm!"}, format="json").json()
    gone = post(client, f"{comment.pk}/deletion/", deleted=True).json()
    refused = client.patch(address, {"body": "Hm?"}, format="json")
    back = post(client, f"{comment.pk}/deletion/", deleted=False).json()

    assert (changed["body"], changed["edited_at"] is None) == ("Hm!", False)
    assert (gone["body"], gone["deleted_by"]["id"]) == ("", str(client.user.pk))
    assert (refused.status_code, refused.json()["code"]) == (409, "comment_gone")
    assert (back["body"], back["deleted_at"]) == ("Hm!", None)


def test_a_deletion_is_a_yes_or_a_no(admin, seeded):
    assert post(admin, f"{seeded.comment.pk}/deletion/", deleted="true").status_code == 400
