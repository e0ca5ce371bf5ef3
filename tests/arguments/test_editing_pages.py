"""The edits of a map as scripts send them: what they answer, to whom, and what they refuse."""

from uuid import uuid4

import pytest
from django.urls import reverse

from arguments.enums import PremiseStatus, Relation
from arguments.models import Argument, GraphEdit
from arguments.services import create_argument
from claims.enums import ClaimStatus
from claims.models import Claim
from tests.factories.arguments import ArgumentMapFactory
from tests.factories.claims import ClaimFactory
from tests.factories.workspaces import MembershipFactory
from workspaces.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace(client):
    membership = MembershipFactory(role=Role.EDITOR)
    client.force_login(membership.user)
    return membership.workspace


@pytest.fixture
def shown(workspace):
    return ArgumentMapFactory(lead_claim=ClaimFactory(workspace=workspace, text="The quay pays for itself."))


def post(client, shown, name, **body):
    url = reverse(f"arguments:{name}", args=[shown.workspace.slug, shown.slug])
    return client.post(url, body, content_type="application/json")


def edit(client, shown, *operations, **body):
    return post(client, shown, "map_edit", operations=list(operations), **body)


def reason(shown, text="Ships pay harbour dues.", relation="supports"):
    return {
        "op": "add_argument",
        "relation": relation,
        "conclusion": shown.lead_claim.number,
        "premises": [{"text": text}],
    }


def argue(conclusion, *premises, relation=Relation.SUPPORTS, **fields):
    return create_argument(
        workspace=premises[0].workspace,
        relation=relation,
        conclusion=conclusion,
        premises=[(premise, PremiseStatus.STATED) for premise in premises],
        **{"by": None, **fields},
    )


class TestEditing:
    def test_a_reason_of_a_new_wording_makes_a_draft_and_says_so(self, client, shown):
        response = edit(client, shown, reason(shown))

        draft, made = Claim.objects.get(text="Ships pay harbour dues."), Argument.objects.get()
        assert draft.status == ClaimStatus.DRAFT
        assert response.status_code == 200
        assert response.json() == {
            "revision": 1,
            "edit": str(GraphEdit.objects.get().pk),
            "kind": "made",
            "said": f"Added a reason for {shown.lead_claim.label}: “Ships pay harbour dues.”",
            "created": [{"claim": draft.number, "argument": str(made.pk), "is_new": True}],
            "focus": {"claim": draft.number, "argument": str(made.pk)},
        }

    def test_undo_takes_the_draft_away_again_and_redo_brings_both_back(self, client, shown):
        session = str(uuid4())
        first = edit(client, shown, reason(shown), session=session).json()

        undone = post(client, shown, "map_undo", session=session)
        assert undone.json()["said"].startswith("Took back: added a reason for")
        assert (Argument.objects.count(), Claim.objects.count()) == (0, 1)

        redone = post(client, shown, "map_redo", session=session).json()
        assert redone["created"] == first["created"]
        assert Claim.objects.get(number=first["created"][0]["claim"]).text == "Ships pay harbour dues."
