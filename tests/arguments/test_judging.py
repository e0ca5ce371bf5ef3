"""Critical questions: choosing a scheme, answering well and badly, opening again; the page and the home page."""

import pytest
from django.urls import reverse

from arguments.enums import QuestionVerdict, Relation
from arguments.errors import AnsweredMeanwhileError, UnknownQuestionError
from arguments.models import Argument, GraphEdit, QuestionAnswer
from arguments.queries.judging import count_open_questions
from arguments.services import answer_question, choose_scheme, create_argument, reopen_question
from arguments.services.editing import Editor, undo_edit
from claims.enums import ClaimStatus
from claims.models import Claim
from common.errors import InvalidInputError
from tests.factories.arguments import ArgumentMapFactory
from tests.factories.claims import ClaimFactory
from tests.factories.workspaces import MembershipFactory
from workspaces.enums import Role

pytestmark = pytest.mark.django_db

WELL, BADLY = QuestionVerdict.ANSWERED_WELL, QuestionVerdict.ANSWERED_BADLY
NOTE = "The lights were switched on for show."


@pytest.fixture
def member():
    return MembershipFactory(role=Role.ANNOTATOR)


@pytest.fixture
def step(member):
    return step_of(member.workspace, scheme="sign")


@pytest.fixture
def shown(step):
    return ArgumentMapFactory(lead_claim=step.conclusion)


def step_of(workspace, scheme=""):
    lead, premise = ClaimFactory.create_batch(2, workspace=workspace)
    return create_argument(
        workspace=workspace,
        relation=Relation.SUPPORTS,
        conclusion=lead,
        premises=[(premise, "stated")],
        scheme=scheme,
        by=None,
    )


def address(name, shown, *rest):
    return reverse(f"arguments:{name}", args=[shown.workspace.slug, shown.slug, *rest])


class TestAnswering:
    def test_a_good_answer_is_kept_with_its_note(self, step, member):
        answer = answer_question(argument=step, question="strength", verdict=WELL, note="Seldom.", by=member.user)

        assert (answer.verdict, answer.note, answer.undercut, answer.by) == (WELL, "Seldom.", None, member.user)

    def test_a_bad_answer_becomes_an_undercut_with_the_note_as_premise(self, step, member):
        answer = answer_question(argument=step, question="observation", verdict=BADLY, note=NOTE, by=member.user)

        made = step.undercuts.get()
        assert answer.undercut == made
        premise = made.premises.get().claim
        assert (premise.text, premise.status) == (NOTE, ClaimStatus.DRAFT)
        assert GraphEdit.objects.latest("revision").by == member.user

    def test_a_claim_of_the_notes_wording_is_used(self, step, member):
        old = ClaimFactory(workspace=member.workspace, text=NOTE)

        answer_question(argument=step, question="observation", verdict=BADLY, note=NOTE.upper(), by=member.user)

        assert step.undercuts.get().premises.get().claim == old

    def test_an_undercut_of_somebody_elses_is_neither_made_again_nor_removed(self, step, member):
        old = ClaimFactory(workspace=member.workspace, text=NOTE)
        stands = create_argument(
            workspace=member.workspace, relation=Relation.UNDERCUTS, target=step, premises=[(old, "stated")], by=None
        )

        answer = answer_question(argument=step, question="observation", verdict=BADLY, note=NOTE, by=member.user)
        assert answer.undercut is None
        reopen_question(argument=step, question="observation", by=member.user)

        assert step.undercuts.get() == stands

    def test_answering_the_same_twice_changes_nothing(self, step, member):
        first = answer_question(argument=step, question="observation", verdict=BADLY, note=NOTE, by=member.user)
        again = answer_question(argument=step, question="observation", verdict=BADLY, note=NOTE, by=member.user)

        assert first == again
        assert step.undercuts.count() == 1

    def test_a_better_answer_takes_the_undercut_back(self, step, member):
        answer_question(argument=step, question="observation", verdict=BADLY, note=NOTE, by=member.user)

        answer = answer_question(argument=step, question="observation", verdict=WELL, by=member.user)

        assert answer.undercut is None
        assert not step.undercuts.exists()

    def test_opening_it_again_removes_answer_and_undercut(self, step, member):
        answer_question(argument=step, question="observation", verdict=BADLY, note=NOTE, by=member.user)

        reopen_question(argument=step, question="observation", by=member.user)

        assert not QuestionAnswer.objects.exists()
        assert not step.undercuts.exists()
        assert Argument.objects.filter(pk=step.pk).exists()

    def test_an_undercut_behind_two_answers_stays_for_the_other(self, step, member):
        for question in ("observation", "strength"):
            answer_question(argument=step, question=question, verdict=BADLY, note=NOTE, by=member.user)

        reopen_question(argument=step, question="strength", by=member.user)

        assert step.undercuts.count() == 1

    def test_undoing_the_edit_removes_the_undercut_and_its_draft(self, step, member):
        answer_question(argument=step, question="observation", verdict=BADLY, note=NOTE, by=member.user)
        edit = GraphEdit.objects.latest("revision")

        undo_edit(editor=Editor(workspace=member.workspace, by=member.user), of=edit.pk)

        assert not step.undercuts.exists()
        assert not Claim.objects.filter(text=NOTE).exists()
        assert QuestionAnswer.objects.get().undercut is None

    def test_who_saw_another_verdict_is_told_who_answered(self, step, member):
        answer_question(argument=step, question="strength", verdict=WELL, by=member.user)

        with pytest.raises(AnsweredMeanwhileError, match=member.user.name):
            answer_question(argument=step, question="strength", verdict=BADLY, note=NOTE, seen="open", by=None)

        assert QuestionAnswer.objects.get().verdict == WELL

    @pytest.mark.parametrize(("verdict", "note"), [(BADLY, " "), ("maybe", ""), ("open", ""), (WELL, "x" * 1001)])
    def test_what_is_no_answer_is_refused(self, step, verdict, note):
        with pytest.raises(InvalidInputError):
            answer_question(argument=step, question="strength", verdict=verdict, note=note, by=None)

        assert not QuestionAnswer.objects.exists()

    def test_a_question_of_another_scheme_is_refused(self, step):
        with pytest.raises(UnknownQuestionError):
            answer_question(argument=step, question="expertise", verdict=WELL, by=None)


class TestSchemes:
    def test_answers_come_back_with_their_scheme(self, step):
        answer_question(argument=step, question="strength", verdict=WELL, by=None)

        choose_scheme(argument=step, scheme="", by=None)
        assert count_open_questions(step.workspace) == 0
        choose_scheme(argument=step, scheme="sign", by=None)

        assert count_open_questions(step.workspace) == 2

    def test_an_unknown_scheme_is_refused(self, step):
        with pytest.raises(InvalidInputError):
            choose_scheme(argument=step, scheme="astrology", by=None)

    def test_choosing_is_an_edit_that_can_be_undone(self, step, member):
        choose_scheme(argument=step, scheme="analogy", by=member.user)

        undo_edit(editor=Editor(workspace=member.workspace, by=member.user), of=GraphEdit.objects.latest("revision").pk)

        step.refresh_from_db()
        assert step.scheme == "sign"


class TestPages:
    @pytest.fixture(autouse=True)
    def logged_in(self, client, member):
        client.force_login(member.user)

    def test_open_questions_are_listed_and_counted_as_tasks(self, client, shown, member):
        page = client.get(address("map_questions", shown)).content.decode()
        home = client.get(reverse("workspaces:home", args=[member.workspace.slug])).content.decode()
        review = client.get(reverse("workspaces:review", args=[member.workspace.slug])).content.decode()

        assert "3 questions wait for an answer, in 1 step" in page
        assert "How often does the sign come without the thing?" in page
        assert "open critical questions" in home
        assert "open critical questions" in review

    def test_a_bad_answer_from_the_page_undercuts(self, client, shown, step):
        url = address("question_answer", shown, step.pk, "strength")

        response = client.post(url, {"verdict": "answered_badly", "note": NOTE, "seen": "open"})

        assert response.url == f"{address('map_questions', shown)}?show=open#step-{step.pk}"
        assert step.undercuts.count() == 1
        assert GraphEdit.objects.latest("revision").map == shown

    def test_a_fragment_says_what_is_wrong_and_keeps_what_was_typed(self, client, shown, step):
        url = address("question_answer", shown, step.pk, "strength")

        response = client.post(
            url, {"verdict": "answered_badly", "note": "", "seen": "open"}, headers={"hx-request": "true"}
        )

        assert response.status_code == 422
        assert "Say what is wrong" in response.content.decode()

    def test_a_scheme_is_chosen_from_the_list_of_steps_without_one(self, client, shown, step):
        choose_scheme(argument=step, scheme="", by=None)
        listed = client.get(f"{address('map_questions', shown)}?show=without").content.decode()
        assert f"step-{step.pk}" in listed

        client.post(address("argument_scheme", shown, step.pk), {"scheme": "analogy"})

        step.refresh_from_db()
        assert step.scheme == "analogy"

    def test_a_viewer_reads_but_is_offered_nothing(self, client, shown, step):
        viewer = MembershipFactory(workspace=shown.workspace, role=Role.VIEWER)
        client.force_login(viewer.user)

        page = client.get(address("map_questions", shown)).content.decode()

        assert "How often does the sign" in page
        assert "<textarea" not in page
        assert (
            client.post(
                address("question_answer", shown, step.pk, "strength"), {"verdict": "answered_well"}
            ).status_code
            == 403
        )

    @pytest.mark.parametrize("steps", [1, 3])
    def test_the_page_takes_nine_queries_whatever_the_number(self, client, shown, steps, django_assert_num_queries):
        for _ in range(steps):
            made = step_of(shown.workspace, scheme="sign")
            Argument.objects.filter(pk=made.pk).update(conclusion=shown.lead_claim)
            answer_question(argument=made, question="strength", verdict=WELL, by=None)

        with django_assert_num_queries(9):
            client.get(address("map_questions", shown))
