"""The table of names: proposed by the texts, kept by people, folded in the next analysis."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from agreement.domain.wording.candidates import Statement
from agreement.enums import AliasOrigin, AliasState
from agreement.errors import NameChangedError, NameTakenError
from agreement.models import AnalysisRun, WorkspaceAlias
from agreement.naming import note_names
from agreement.queries.names import occurrences_of
from agreement.services.names import merge_names, remove_name, rename_form, set_name, undo_names
from common.errors import InvalidInputError
from tests.factories.agreement import AnalysisRunFactory
from tests.factories.decisions import WorkspaceAliasFactory
from tests.factories.sources import make_source
from tests.factories.workspaces import MembershipFactory
from workspaces.enums import Role
from workspaces.models import Job

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
BOARD = ("Harbour Board", "HB")


@pytest.fixture
def annotator():
    return MembershipFactory(role=Role.ANNOTATOR)


@pytest.fixture
def workspace(annotator):
    return annotator.workspace


@pytest.fixture
def page(client, annotator):
    client.force_login(annotator.user)
    return client


@pytest.fixture
def put(workspace, annotator):
    """A function that puts a form of a name into a state."""

    def put_one(name, form, state=AliasState.ACCEPTED, **fields):
        return set_name(workspace=workspace, name=name, form=form, state=state, by=annotator.user, **fields)

    return put_one


def table(workspace):
    return {(row.name, row.form): row.state for row in WorkspaceAlias.objects.filter(workspace=workspace)}


def said(*texts):
    return [Statement(id=number, author="a", text=text) for number, text in enumerate(texts)]


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


class TestProposals:
    def test_they_are_noted_once_and_go_when_the_texts_say_so_no_more(self, workspace):
        for _run in range(2):
            note_names(workspace, said("The Harbour Board (HB) met."))
        assert table(workspace) == {BOARD: "proposed"}
        note_names(workspace, said("Nobody met."))
        assert table(workspace) == {}

    @pytest.mark.parametrize("state", AliasState.values)
    def test_what_a_person_put_there_stays(self, workspace, put, state):
        put(*BOARD, state)
        for text in ("The Harbour Board (HB) met.", "Nobody met."):
            note_names(workspace, said(text))
            assert table(workspace) == {BOARD: state}

    def test_a_sure_one_is_folded_until_it_is_rejected(self, workspace, put):
        assert ("HB",) in note_names(workspace, said("The Harbour Board (HB) met.")).names
        put(*BOARD, AliasState.REJECTED)
        assert ("HB",) not in note_names(workspace, said("The Harbour Board (HB) met.")).names


class TestKeeping:
    @pytest.mark.parametrize(
        ("name", "form"), [("Board", " "), ("...", "HB"), ("Board", "Board."), ("Board", "x" * 81)]
    )
    def test_what_is_no_name_is_refused(self, put, name, form):
        with pytest.raises(InvalidInputError):
            put(name, form)

    def test_one_form_cannot_mean_two_things(self, put):
        put(*BOARD)
        with pytest.raises(NameTakenError, match="“HB” stands for Harbour Board already"):
            put("Hudson Bay", "HB")
        with pytest.raises(NameTakenError, match="“Ottawa” stands for Canada already"):
            put("Tribes of the north", "Ottawa")

    def test_a_usual_name_that_is_switched_off_is_free(self, workspace, put):
        put("Canada", "Ottawa", AliasState.REJECTED, origin=AliasOrigin.DEFAULT)
        put("Tribes of the north", "Ottawa")
        assert table(workspace)["Tribes of the north", "Ottawa"] == "accepted"

    def test_every_act_can_be_undone_to_the_letter(self, workspace, put, annotator):
        put(*BOARD)
        put("Harbour Board", "the Board", AliasState.PROPOSED)
        put("Port Trust", "PT", AliasState.REJECTED)
        before = table(workspace)
        alias = WorkspaceAlias.objects.get(form="HB")
        by = {"workspace": workspace, "by": annotator.user}
        for act in (
            lambda: put("Harbour Board", "the Board"),
            lambda: remove_name(**by, name="Harbour Board", form="HB"),
            lambda: rename_form(**by, alias=alias, name="Haven Board", form="HvB"),
            lambda: merge_names(**by, name="Harbour Board", into="Port Trust"),
        ):
            steps = act()
            assert table(workspace) != before
            undo_names(**by, steps=steps)
            assert table(workspace) == before

    def test_merging_makes_the_name_itself_a_form(self, workspace, put, annotator):
        put(*BOARD)
        merge_names(workspace=workspace, name="Harbour Board", into="Port Trust", by=annotator.user)
        assert table(workspace) == {("Port Trust", "Harbour Board"): "accepted", ("Port Trust", "HB"): "accepted"}

    def test_undo_leaves_what_somebody_changed_meanwhile(self, workspace, put, annotator):
        steps = put(*BOARD)
        put(*BOARD, AliasState.REJECTED)
        with pytest.raises(NameChangedError, match=f"{annotator.user.name} changed “HB” meanwhile"):
            undo_names(workspace=workspace, steps=steps, by=annotator.user)


class TestPage:
    @pytest.fixture(autouse=True)
    def _texts(self, workspace):
        make_source(workspace, "The HB met in Ottawa. It was an HB day. The hb is a pencil.", title="Minutes")

    def act(self, page, workspace, act, name="Harbour Board", form="HB", **more):
        url = reverse("agreement:name_change", args=[workspace.slug])
        return page.post(url, {"act": act, "name": name, "form": form, **more}, **HTMX)

    def test_a_form_shows_how_often_it_occurs_with_an_example(self, page, workspace):
        WorkspaceAliasFactory(workspace=workspace, form="HB", state=AliasState.PROPOSED, origin="initials")
        shown = text_of(page.get(reverse("agreement:names", args=[workspace.slug])))
        assert "in 2 statements The HB met in Ottawa. Minutes" in shown
        assert "Proposed by the texts" in shown

    def test_names_are_added_rejected_edited_merged_removed_and_all_of_it_undone(self, page, workspace):
        self.act(page, workspace, "add")
        self.act(page, workspace, "reject")
        self.act(page, workspace, "accept")
        self.act(page, workspace, "edit", new_name="Haven Board", new_form="HvB")
        self.act(page, workspace, "merge", name="Haven Board", new_name="Port Trust")
        assert table(workspace) == {("Port Trust", "Haven Board"): "accepted", ("Port Trust", "HvB"): "accepted"}
        self.act(page, workspace, "remove", name="Port Trust", form="HvB")
        for _press in range(7):
            page.post(reverse("agreement:name_undo", args=[workspace.slug]), **HTMX)
        assert table(workspace) == {}

    def test_usual_names_are_shown_and_switched_off_and_on(self, page, workspace):
        url = reverse("agreement:names", args=[workspace.slug])
        shown = text_of(page.get(url, {"show": "usual", "q": "ottawa"}))
        assert "Ottawa means Canada Switch off" in shown
        off = text_of(self.act(page, workspace, "reject", "Canada", "Ottawa", usual="1", show="usual", q="ottawa"))
        assert "Switched off here" in off
        assert WorkspaceAlias.objects.get().origin == AliasOrigin.DEFAULT
        self.act(page, workspace, "remove", "Canada", "Ottawa", show="usual")
        assert table(workspace) == {}

    def test_a_conflict_and_what_is_no_act_are_told(self, page, workspace):
        assert "“Ottawa” stands for Canada already" in text_of(self.act(page, workspace, "add", form="Ottawa"))
        assert "Give a name" in text_of(self.act(page, workspace, "explode"))
        assert "not in the table any more" in text_of(self.act(page, workspace, "edit", new_name="a", new_form="b"))

    def test_a_change_offers_the_analysis_and_says_what_it_touches(self, page, workspace):
        run = AnalysisRunFactory(workspace=workspace)
        # Events bear the moment at which their transaction began: here that of the whole test.
        AnalysisRun.objects.filter(pk=run.pk).update(created_at=run.created_at - timedelta(hours=1))
        note_names(workspace, said("The Harbour Board (HB) met."))
        url = reverse("agreement:names", args=[workspace.slug])
        assert "since the last analysis" not in text_of(page.get(url))
        self.act(page, workspace, "accept")
        Job.objects.all().delete()
        shown = text_of(page.get(url))
        assert "1 name changed since the last analysis." in shown
        assert "HB (2)" in shown
        assert "Analyse again" in shown

    @pytest.mark.parametrize("size", [1, 3])
    def test_queries_do_not_grow(self, page, workspace, size, django_assert_max_num_queries):
        AnalysisRunFactory(workspace=workspace)
        for _ in range(size):
            WorkspaceAliasFactory(workspace=workspace)
        with django_assert_max_num_queries(10):
            page.get(reverse("agreement:names", args=[workspace.slug]))

    def test_a_viewer_looks_and_changes_nothing(self, client, workspace):
        WorkspaceAliasFactory(workspace=workspace)
        client.force_login(MembershipFactory(workspace=workspace, role=Role.VIEWER).user)
        assert client.get(reverse("agreement:names", args=[workspace.slug])).status_code == 200
        assert self.act(client, workspace, "add").status_code == 403


def test_occurrences_are_whole_words_of_the_newest_texts(workspace):
    make_source(workspace, "The HBO met. Say HB-men. The United Port met.")
    found = occurrences_of(workspace, ["HB", "United Port", "port", "Quay"])
    assert {form: one.count for form, one in found.items()} == {"HB": 1, "United Port": 1, "port": 1}
