"""The edits of a map as scripts send them: what they answer, to whom, and what they refuse."""

from uuid import uuid4

import pytest
from django.urls import reverse

from arguments.enums import PremiseStatus, Relation
from arguments.models import Argument, BaseScore, GraphEdit
from arguments.services import create_argument
from claims.enums import ClaimStatus
from claims.models import Claim
from claims.services import edit_claim, set_claim_status
from tests.factories.arguments import ArgumentMapFactory
from tests.factories.claims import ClaimFactory, EvidenceFactory, StanceFactory
from tests.factories.workspaces import MembershipFactory, UserFactory
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

    def test_sent_twice_with_one_id_it_is_one_edit_with_one_answer(self, client, shown):
        token = str(uuid4())

        answers = [edit(client, shown, reason(shown), edit=token).json() for _ in range(2)]

        assert answers[0] == answers[1]
        assert answers[0]["edit"] == token
        assert Argument.objects.count() == 1

    def test_of_two_operations_the_second_refused_neither_is_done(self, client, shown):
        missing = {"op": "remove_argument", "argument": str(uuid4())}

        response = edit(client, shown, reason(shown), missing)

        assert response.status_code == 422
        assert response.json() == {
            "code": "unknown_part",
            "message": "There is no such argument here.",
            "field": "argument",
            "operation": 1,
        }
        assert (Argument.objects.count(), Claim.objects.count()) == (0, 1)

    def test_an_old_version_is_answered_with_who_and_what(self, client, shown):
        argument = argue(shown.lead_claim, ClaimFactory(workspace=shown.workspace), by=UserFactory(name="Ana Vogt"))
        stale = {"op": "add_premise", "argument": str(argument.pk), "version": 7, "text": "More."}

        response = edit(client, shown, stale, base=0)

        assert response.status_code == 409
        told = response.json()
        assert (told["code"], told["by"], told["revision"]) == ("changed_meanwhile", "Ana Vogt", 1)
        assert told["message"].startswith("Ana Vogt changed this meanwhile: added a reason for")

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ("nonsense", "operations"),
            ("[" * 100_000, "operations"),
            ("[]", "operations"),
            ('{"operations": []}', "operations"),
            ('{"operations": "x"}', "operations"),
            ('{"operations": [7]}', "operations"),
            ('{"operations": [{"op": "explode"}]}', "op"),
            ('{"operations": [{"op": "fold", "claim": "one"}]}', "claim"),
            ('{"operations": [{"op": "fold", "claim": true}]}', "claim"),
            ('{"operations": [{"op": "fold", "claim": 99999999999}]}', "claim"),
            ('{"operations": [{"op": "fold", "claim": 1, "colour": "red"}]}', "colour"),
            ('{"operations": [{"op": "remove_argument", "argument": "x"}]}', "argument"),
            ('{"operations": [{"op": "reword_claim", "claim": 1, "text": "a\\u0000b"}]}', "text"),
            ('{"operations": [{"op": "reword_claim", "claim": 1, "text": "a\\ud800b"}]}', "text"),
            ('{"operations": [{"op": "fold", "claim": 1}], "session": "x"}', "session"),
            ('{"operations": [{"op": "fold", "claim": 1}], "edit": 7}', "edit"),
        ],
    )
    def test_what_cannot_be_read_is_told_with_its_field(self, client, shown, body, field):
        url = reverse("arguments:map_edit", args=[shown.workspace.slug, shown.slug])

        response = client.post(url, body, content_type="application/json")

        assert response.status_code == 422
        assert response.json()["field"] == field
        assert not GraphEdit.objects.exists()

    def test_too_long_a_body_is_refused(self, client, shown):
        response = edit(client, shown, reason(shown, "x" * 600_000))

        assert response.status_code == 422
        assert response.json()["message"] == "An edit has at most 512 kilobytes."

    def test_another_workspaces_map_is_not_found(self, client, workspace):
        assert edit(client, ArgumentMapFactory(), {"op": "fold", "claim": 1}).status_code == 404

    def test_script_in_a_wording_stays_text(self, client, shown):
        edit(client, shown, reason(shown, "<script>alert(1)</script>"))

        assert Claim.objects.filter(text="<script>alert(1)</script>").exists()

    def test_five_hundred_premises_are_one_argument(self, client, shown):
        premises = [{"text": f"Part {number} of it."} for number in range(500)]

        response = edit(client, shown, {**reason(shown), "premises": premises})

        assert response.status_code == 200
        assert Argument.objects.get().premises.count() == 500

    def test_undo_without_session_or_edit_says_what_is_missing(self, client, shown):
        response = post(client, shown, "map_undo")

        assert (response.status_code, response.json()["field"]) == (422, "session")

    def test_nothing_to_undo_is_said(self, client, shown):
        response = post(client, shown, "map_undo", session=str(uuid4()))

        assert (response.status_code, response.json()["message"]) == (422, "There is nothing to take back.")


class TestWhoMay:
    @pytest.fixture
    def annotator(self, client, shown):
        membership = MembershipFactory(workspace=shown.workspace, role=Role.ANNOTATOR)
        client.force_login(membership.user)
        return membership.user

    def test_an_annotator_adds_and_takes_back(self, client, shown, annotator):
        session = str(uuid4())

        assert edit(client, shown, reason(shown), session=session).status_code == 200
        assert post(client, shown, "map_undo", session=session).status_code == 200

    def test_an_annotator_changes_only_arguments_of_their_own(self, client, shown, annotator):
        edit(client, shown, reason(shown))
        own = Argument.objects.get()
        other = argue(shown.lead_claim, ClaimFactory(workspace=shown.workspace, number=77))

        answers = [
            edit(client, shown, {"op": "remove_argument", "argument": str(one.pk)}).status_code for one in (own, other)
        ]

        assert answers == [200, 403]
        assert list(Argument.objects.all()) == [other]

    @pytest.mark.parametrize("operation", [{"op": "fold"}, {"op": "reword_claim", "text": "Other words."}])
    def test_what_is_signed_off_and_how_a_map_opens_is_for_editors(self, client, shown, annotator, operation):
        response = edit(client, shown, {**operation, "claim": shown.lead_claim.number})

        assert response.status_code == 403
        assert response.json()["code"] == "not_allowed"

    def test_an_annotator_does_not_take_back_what_others_did(self, client, shown, annotator):
        argue(shown.lead_claim, ClaimFactory(workspace=shown.workspace))

        response = post(client, shown, "map_undo", of=str(GraphEdit.objects.get().pk))

        assert response.status_code == 403
        assert Argument.objects.count() == 1


class TestChanges:
    def changes(self, client, shown, since=0, **headers):
        url = reverse("arguments:map_changes", args=[shown.workspace.slug, shown.slug])
        return client.get(url, {"since": since}, headers=headers)

    def test_the_edits_since_a_revision_are_told(self, client, shown):
        argue(shown.lead_claim, ClaimFactory(workspace=shown.workspace, number=70), by=UserFactory(name="Ana Vogt"))
        edit(client, shown, reason(shown))

        told = self.changes(client, shown, since=0).json()

        assert told["revision"] == 2
        assert [(one["revision"], one["by"], one["mine"]) for one in told["edits"]] == [
            (1, "Ana Vogt", False),
            (2, GraphEdit.objects.get(revision=2).by.name, True),
        ]
        assert self.changes(client, shown, since=2).json()["edits"] == []

    def test_a_page_that_has_seen_all_gets_304(self, client, shown):
        first = self.changes(client, shown)

        again = self.changes(client, shown, **{"if-none-match": first["ETag"]})

        assert (again.status_code, again.content) == (304, b"")

    @pytest.mark.parametrize(
        "change",
        [
            lambda claim: edit_claim(claim=claim, text="Other words.", kind=claim.kind, topic="", by=None),
            lambda claim: set_claim_status(claim=claim, status="retired", by=None),
            lambda claim: EvidenceFactory(claim=claim, workspace=claim.workspace),
            lambda claim: StanceFactory(claim=claim, workspace=claim.workspace),
            lambda claim: BaseScore.objects.create(map=claim.led_maps.get(), claim=claim, value=0.5),
        ],
    )
    def test_what_changes_elsewhere_changes_the_version(self, client, shown, change):
        before = self.changes(client, shown)

        change(shown.lead_claim)

        after = self.changes(client, shown, **{"if-none-match": before["ETag"]})
        assert after.status_code == 200
        assert after.json()["version"] != before.json()["version"]
        assert after.json()["revision"] == before.json()["revision"]

    def test_other_workspaces_change_nothing_here(self, client, shown):
        before = self.changes(client, shown).json()

        EvidenceFactory()
        argue(ClaimFactory(), *[ClaimFactory(workspace=Claim.objects.latest("created_at").workspace)])

        assert self.changes(client, shown).json() == before

    @pytest.mark.parametrize("edits", [1, 3])
    def test_asking_takes_two_queries_and_304_one_beside_those_of_the_gate(
        self, client, shown, edits, django_assert_num_queries
    ):
        for number in range(edits):
            edit(client, shown, reason(shown, f"Reason {number}."))
        gate = 3

        with django_assert_num_queries(gate + 2):
            answer = self.changes(client, shown)
        with django_assert_num_queries(gate + 1):
            self.changes(client, shown, **{"if-none-match": answer["ETag"]})

    @pytest.mark.parametrize("since", ["x", "-1", "9" * 40, "1.5"])
    def test_a_strange_revision_is_none(self, client, shown, since):
        assert self.changes(client, shown, since=since).status_code == 200
