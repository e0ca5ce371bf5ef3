"""Edits in the tables: what each operation writes, what its undo brings back, and what one costs."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from arguments.domain.editing.parsing import parse_operations
from arguments.enums import EditKind, PremiseStatus, QuestionVerdict
from arguments.errors import (
    ArgumentExistsError,
    ChangedMeanwhileError,
    EditTakenError,
    NothingToUndoError,
    UnknownPartError,
    WrongAimError,
)
from arguments.models import (
    Argument,
    ArgumentMap,
    BaseScore,
    GraphEdit,
    GraphRevision,
    MapFold,
    MapOmission,
    Premise,
    QuestionAnswer,
)
from arguments.services import Editor, create_argument, delete_map, make_edit, redo_edit, undo_edit
from claims.enums import ClaimStatus, EvidenceState, Position
from claims.models import Claim, Comment, Evidence, Stance
from claims.services import edit_claim
from common.errors import InvalidInputError
from sources.models import Authorship
from tests.factories.arguments import ArgumentMapFactory
from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.rows import PassageFactory
from tests.factories.sources import AuthorFactory
from tests.factories.workspaces import UserFactory, WorkspaceFactory

pytestmark = pytest.mark.django_db


class Page:
    """An open page of one person: edits, undo and redo along one session."""

    def __init__(self, shown, by=None):
        self.editor = Editor(workspace=shown.workspace, by=by or UserFactory(), map=shown, session=uuid4())

    def edit(self, *operations):
        return make_edit(editor=self.editor, operations=parse_operations(list(operations)))

    def undo(self):
        return undo_edit(editor=self.editor)

    def redo(self):
        return redo_edit(editor=self.editor)


@pytest.fixture
def workspace():
    return WorkspaceFactory()


@pytest.fixture
def lead(workspace):
    return ClaimFactory(workspace=workspace, text="The quay pays for itself.")


@pytest.fixture
def shown(lead):
    return ArgumentMapFactory(lead_claim=lead)


@pytest.fixture
def page(shown):
    return Page(shown)


def argue(conclusion, *premises, target=None, relation="supports"):
    premises = premises or (ClaimFactory(workspace=(conclusion or target).workspace),)
    return create_argument(
        workspace=premises[0].workspace,
        relation="undercuts" if target else relation,
        conclusion=conclusion,
        target=target,
        premises=[(premise, PremiseStatus.STATED) for premise in premises],
        by=None,
    )


def add(conclusion, *texts, relation="supports", **fields):
    premises = [{"text": text} for text in texts]
    return {"op": "add_argument", "relation": relation, "conclusion": conclusion.number, "premises": premises, **fields}


def rows():
    """All that edits write, to compare it before and after; versions apart, and orders instead of positions."""
    return {
        "claims": sorted(Claim.objects.values_list("pk", "number", "text", "status")),
        "arguments": list(
            Argument.objects.order_by("conclusion", "target", "position").values_list(
                "pk", "relation", "conclusion", "target", "author", "scheme", "note", "created_by", "created_at"
            )
        ),
        "premises": [
            (argument, claim, status)
            for argument, claim, status in Premise.objects.order_by("argument", "position").values_list(
                "argument", "claim", "status"
            )
        ],
        "folds": sorted(MapFold.objects.values_list("map", "claim")),
        "omissions": sorted(MapOmission.objects.values_list("map", "argument")),
        "scores": sorted(BaseScore.objects.values_list("pk", "argument", "value", "by"), key=str),
        "answers": sorted(QuestionAnswer.objects.values_list("pk", "argument", "undercut", "by"), key=str),
        "evidence": sorted(Evidence.objects.values_list("claim", "passage", "speaker", "bearing", "state")),
        "maps": sorted(ArgumentMap.objects.values_list("title", "description", "lead_claim", "view", "semantics")),
    }


class TestEveryOperation:
    """Each operation, done and undone and done again: the tables are as before, and as after."""

    @pytest.fixture
    def scene(self, shown, lead):
        second = ClaimFactory(workspace=lead.workspace)
        whole = argue(lead, *ClaimFactory.create_batch(3, workspace=lead.workspace))
        author = AuthorFactory(workspace=lead.workspace)
        passage = PassageFactory(source__workspace=lead.workspace)
        Authorship.objects.get_or_create(source=passage.source, author=author, defaults={"position": 0})
        evidence = EvidenceFactory(claim=second, workspace=lead.workspace)
        return {
            "lead": lead,
            "second": second,
            "whole": whole,
            "first": whole.premises.first().claim,
            "other": argue(lead),
            "attack": argue(None, target=whole),
            "author": author,
            "passage": passage,
            "evidence": evidence,
        }

    OPERATIONS = {
        "add_argument": lambda s: add(s["lead"], "New one.", "New two.", before=str(s["whole"].pk)),
        "undercut": lambda s: {
            "op": "add_argument",
            "relation": "undercuts",
            "target": str(s["attack"].pk),
            "premises": [{"claim": s["second"].number, "is_implicit": True}],
            "author": s["author"].slug,
            "passage": str(s["passage"].pk),
        },
        "remove_argument": lambda s: {"op": "remove_argument", "argument": str(s["whole"].pk)},
        "add_premise": lambda s: {"op": "add_premise", "argument": str(s["whole"].pk), "text": "More.", "position": 1},
        "remove_premise": lambda s: {
            "op": "remove_premise",
            "argument": str(s["whole"].pk),
            "claim": s["first"].number,
        },
        "move_premise": lambda s: {
            "op": "move_premise",
            "argument": str(s["whole"].pk),
            "claim": s["first"].number,
            "position": 2,
        },
        "mark_premise": lambda s: {
            "op": "mark_premise",
            "argument": str(s["whole"].pk),
            "claim": s["first"].number,
            "is_implicit": True,
        },
        "split_premise": lambda s: {"op": "split_premise", "argument": str(s["whole"].pk), "claim": s["first"].number},
        "join_arguments": lambda s: {
            "op": "join_arguments",
            "argument": str(s["other"].pk),
            "other": str(s["whole"].pk),
        },
        "move_argument": lambda s: {
            "op": "move_argument",
            "argument": str(s["other"].pk),
            "before": str(s["whole"].pk),
        },
        "aim_at_a_claim": lambda s: {
            "op": "aim_argument",
            "argument": str(s["whole"].pk),
            "relation": "opposes",
            "conclusion": s["second"].number,
        },
        "aim_at_a_step": lambda s: {
            "op": "aim_argument",
            "argument": str(s["whole"].pk),
            "relation": "undercuts",
            "target": str(s["attack"].pk),
        },
        "describe_argument": lambda s: {
            "op": "describe_argument",
            "argument": str(s["whole"].pk),
            "author": s["author"].slug,
            "scheme": "expert-opinion",
            "note": "As he says.",
            "passage": str(s["passage"].pk),
        },
        "reword_claim": lambda s: {
            "op": "reword_claim",
            "claim": s["second"].number,
            "text": "Better words.",
            "expected": s["second"].text,
        },
        "link_evidence": lambda s: {
            "op": "link_evidence",
            "claim": s["lead"].number,
            "passage": str(s["passage"].pk),
            "bearing": "contradicts",
        },
        "unlink_evidence": lambda s: {"op": "unlink_evidence", "evidence": str(s["evidence"].pk)},
        "leave_out": lambda s: {"op": "leave_out", "argument": str(s["other"].pk)},
        "fold": lambda s: {"op": "fold", "claim": s["second"].number},
    }

    @pytest.mark.parametrize("name", OPERATIONS)
    def test_it_is_done_undone_and_done_again(self, page, scene, name):
        before = rows()

        made = page.edit(self.OPERATIONS[name](scene))
        after = rows()
        page.undo()
        undone = rows()
        page.redo()

        assert after != before
        assert undone == before
        assert rows() == after
        assert made.said != "Nothing changed."


class TestRemoving:
    def test_all_that_people_said_of_an_argument_comes_back_with_it(self, page, shown, lead):
        argument = argue(lead)
        attack = argue(None, target=argument)
        deeper = argue(None, target=attack)
        user = UserFactory()
        BaseScore.objects.create(map=shown, argument=argument, value=0.4, reason="Thin.", by=user)
        QuestionAnswer.objects.create(
            argument=argument, question="field", verdict=QuestionVerdict.ANSWERED_BADLY, undercut=attack, by=user
        )
        MapOmission.objects.create(map=shown, argument=deeper)
        before = rows()

        page.edit({"op": "remove_argument", "argument": str(argument.pk)})
        assert Argument.objects.count() == 0
        page.undo()

        assert rows() == before

    def test_an_undercut_that_an_answer_became_is_tied_to_it_again(self, page, lead):
        argument = argue(lead)
        attack = argue(None, target=argument)
        answer = QuestionAnswer.objects.create(argument=argument, question="field", undercut=attack)

        page.edit({"op": "remove_argument", "argument": str(attack.pk)})
        answer.refresh_from_db()
        assert answer.undercut is None
        page.undo()

        answer.refresh_from_db()
        assert answer.undercut == attack

    def test_the_version_goes_up_so_that_an_old_page_is_refused(self, page, lead):
        argument = argue(lead)
        page.edit({"op": "remove_argument", "argument": str(argument.pk), "version": 1})
        page.undo()

        with pytest.raises(ChangedMeanwhileError):
            page.edit({"op": "remove_argument", "argument": str(argument.pk), "version": 1})


class TestDrafts:
    def test_a_wording_that_a_claim_has_is_that_claim_and_the_words_say_so(self, page, lead):
        old = ClaimFactory(workspace=lead.workspace, text="Tides set the timetable.")

        edit = page.edit(add(lead, "tides  SET the timetable."))

        assert old.premises.count() == 1
        assert f"{old.label} says exactly this and was used." in edit.said

    def test_one_new_wording_named_twice_is_one_draft(self, page, lead):
        page.edit(add(lead, "Brand new."), add(lead, "brand new.", relation="opposes"))

        assert Claim.objects.filter(text__iexact="brand new.").count() == 1
        assert Argument.objects.count() == 2

    def test_a_draft_on_which_somebody_commented_stays_when_its_edit_is_undone(self, page, lead):
        page.edit(add(lead, "Brand new."))
        draft = Claim.objects.get(text="Brand new.")
        Comment.objects.create(workspace=lead.workspace, claim=draft, body="Hm.", token=uuid4())

        page.undo()

        assert Claim.objects.filter(pk=draft.pk).exists()
        assert not Argument.objects.exists()

    @pytest.mark.parametrize("more", [{"status": "accepted"}, {"topic": "ports"}, {"kind": "causal"}])
    def test_a_draft_that_somebody_made_more_of_stays(self, page, lead, more):
        page.edit(add(lead, "Brand new."))
        Claim.objects.filter(text="Brand new.").update(**more)

        page.undo()

        assert Claim.objects.filter(text="Brand new.").exists()
        assert not Argument.objects.exists()

    def test_a_draft_that_only_the_machine_worked_on_goes(self, page, lead):
        page.edit(add(lead, "Brand new."))
        draft = Claim.objects.get(text="Brand new.")
        EvidenceFactory(claim=draft, workspace=lead.workspace, suggested=True)

        page.undo()

        assert not Claim.objects.filter(pk=draft.pk).exists()

    def test_a_draft_comes_back_with_its_number_unless_that_is_taken(self, page, lead):
        page.edit(add(lead, "Brand new."))
        number = Claim.objects.get(text="Brand new.").number
        page.undo()
        ClaimFactory(workspace=lead.workspace, number=number)

        page.redo()

        again = Claim.objects.get(text="Brand new.")
        assert again.number == number + 1
        assert again.status == ClaimStatus.DRAFT

    def test_a_long_wording_is_refused_with_the_operation(self, page, lead):
        with pytest.raises(InvalidInputError) as error:
            page.edit(add(lead, "Fine."), add(lead, "x" * 1001))

        assert (error.value.details["operation"], error.value.details["field"]) == (1, "premises")
        assert not Argument.objects.exists()
        assert not Claim.objects.filter(text="Fine.").exists()


class TestEvidence:
    def test_linking_and_undoing_carries_the_stance_along(self, page, lead):
        passage = PassageFactory(source__workspace=lead.workspace)
        author = AuthorFactory(workspace=lead.workspace)
        passage.source.authorships.all().delete()
        Authorship.objects.create(source=passage.source, author=author, position=0)

        page.edit({"op": "link_evidence", "claim": lead.number, "passage": str(passage.pk), "bearing": "supports"})
        assert Stance.objects.get(claim=lead, author=author).position == Position.AFFIRMS
        page.undo()

        assert not Stance.objects.filter(claim=lead, author=author).exists()

    def test_a_suggestion_that_was_accepted_is_a_suggestion_again(self, page, lead):
        suggestion = EvidenceFactory(claim=lead, workspace=lead.workspace, suggested=True)
        source = suggestion.passage.source
        source.authorships.all().delete()
        Authorship.objects.create(source=source, author=suggestion.speaker, position=0)

        page.edit(
            {
                "op": "link_evidence",
                "claim": lead.number,
                "passage": str(suggestion.passage_id),
                "bearing": suggestion.bearing,
            }
        )
        suggestion.refresh_from_db()
        assert suggestion.state == EvidenceState.ACCEPTED
        page.undo()

        suggestion.refresh_from_db()
        assert suggestion.state == EvidenceState.SUGGESTED


class TestUndo:
    def test_it_goes_back_without_limit_along_its_own_session(self, shown, lead):
        mine, theirs = Page(shown), Page(shown)
        for number in range(12):
            mine.edit(add(lead, f"Mine {number}."))
            theirs.edit(add(lead, f"Theirs {number}."))

        for _ in range(12):
            mine.undo()

        texts = {premise.claim.text for premise in Premise.objects.select_related("claim")}
        assert texts == {f"Theirs {number}." for number in range(12)}
        with pytest.raises(NothingToUndoError):
            mine.undo()
        for _ in range(12):
            mine.redo()
        assert Argument.objects.count() == 24

    def test_what_another_changed_since_is_refused_with_who_and_what(self, shown, lead):
        ana = Page(shown, UserFactory(name="Ana Vogt"))
        mine = Page(shown)
        argument = mine.edit(add(lead, "Mine.")).forward[-1]["argument"]["id"]
        ana.edit({"op": "add_premise", "argument": argument, "text": "And this."})
        before = rows()

        with pytest.raises(ChangedMeanwhileError) as error:
            mine.undo()

        assert error.value.message == (
            f"Ana Vogt changed this meanwhile: added a premise to a reason for {lead.label} (“Mine.”): “And this.”"
        )
        assert rows() == before

    def test_a_claim_reworded_on_its_own_page_is_noticed(self, shown, lead):
        mine, ana = Page(shown), UserFactory(name="Ana Vogt")
        mine.edit({"op": "reword_claim", "claim": lead.number, "text": "Mine."})
        edit_claim(claim=lead, text="Hers.", kind=lead.kind, topic=lead.topic, by=ana)

        with pytest.raises(ChangedMeanwhileError) as error:
            mine.undo()

        assert error.value.message == f"Ana Vogt changed {lead.label} meanwhile: it says “Hers.” now."

    def test_any_edit_can_be_taken_back_by_its_id_and_made_again(self, shown, lead):
        mine, other = Page(shown), Page(shown)
        first = mine.edit(add(lead, "First."))
        mine.edit(add(lead, "Second."))

        undone = undo_edit(editor=other.editor, of=first.pk)
        assert (undone.kind, undone.about) == (EditKind.UNDONE, first)
        assert not Premise.objects.filter(claim__text="First.").exists()
        redo_edit(editor=other.editor, of=first.pk)

        assert Premise.objects.filter(claim__text="First.").exists()
        with pytest.raises(NothingToUndoError):
            redo_edit(editor=other.editor, of=first.pk)

    def test_nobody_undoes_along_the_session_of_another(self, page, shown, lead):
        page.edit(add(lead, "First."))
        thief = Editor(workspace=shown.workspace, by=UserFactory(), map=shown, session=page.editor.session)

        with pytest.raises(NothingToUndoError):
            undo_edit(editor=thief)

    def test_an_edit_of_another_workspace_cannot_be_taken_back(self, page, shown, lead):
        first = page.edit(add(lead, "First."))
        stranger = Page(ArgumentMapFactory())

        with pytest.raises(NothingToUndoError):
            undo_edit(editor=stranger.editor, of=first.pk)


class TestRefusals:
    def test_something_that_was_removed_meanwhile_is_told_with_who_removed_it(self, shown, lead):
        argument = argue(lead)
        Page(shown, UserFactory(name="Ana Vogt")).edit({"op": "remove_argument", "argument": str(argument.pk)})

        with pytest.raises(ChangedMeanwhileError, match="Ana Vogt changed this meanwhile: removed a reason"):
            Page(shown).edit({"op": "add_premise", "argument": str(argument.pk), "text": "More."})

    @pytest.mark.parametrize("field", ["argument", "claim", "author", "passage", "evidence", "target", "before"])
    def test_nothing_of_another_workspace_can_be_named(self, page, lead, field):
        stranger = EvidenceFactory()
        ClaimFactory(workspace=stranger.workspace, number=9_000)
        foreign = argue(ClaimFactory(workspace=stranger.workspace))
        own = argue(lead)
        operation = {
            "argument": {"op": "remove_argument", "argument": str(foreign.pk)},
            "claim": {"op": "fold", "claim": 9_000},
            "author": {"op": "describe_argument", "argument": str(own.pk), "author": str(stranger.speaker_id)},
            "passage": {
                "op": "link_evidence",
                "claim": lead.number,
                "passage": str(stranger.passage_id),
                "bearing": "supports",
            },
            "evidence": {"op": "unlink_evidence", "evidence": str(stranger.pk)},
            "target": {
                "op": "aim_argument",
                "argument": str(own.pk),
                "relation": "undercuts",
                "target": str(foreign.pk),
            },
            "before": {"op": "move_argument", "argument": str(own.pk), "before": str(foreign.pk)},
        }[field]

        with pytest.raises((UnknownPartError, WrongAimError)):
            page.edit(operation)

    def test_an_id_that_another_workspace_uses_is_refused(self, page, lead):
        foreign = argue(ClaimFactory())

        with pytest.raises(ArgumentExistsError):
            page.edit(add(lead, "Mine.", argument=str(foreign.pk)))

    def test_an_edit_cannot_take_the_id_of_anothers(self, shown, lead):
        first = Page(shown).edit(add(lead, "First."))
        editor = Editor(workspace=shown.workspace, by=UserFactory(), map=shown, edit=first.pk)

        with pytest.raises(EditTakenError):
            make_edit(editor=editor, operations=parse_operations([add(lead, "Second.")]))

    def test_a_map_that_was_deleted_meanwhile_is_told(self, page, shown, lead):
        delete_map(shown=ArgumentMap.objects.get(pk=shown.pk), by=None)

        with pytest.raises(ChangedMeanwhileError, match="The map was deleted meanwhile"):
            page.edit(add(lead, "Too late."))

    def test_circles_are_legal_and_only_an_undercut_of_itself_is_not(self, page, lead):
        argument = argue(lead)
        attack = argue(None, target=argument)
        turn = {"op": "aim_argument", "argument": str(argument.pk), "relation": "undercuts"}

        with pytest.raises(WrongAimError):
            page.edit({**turn, "target": str(argument.pk)})
        page.edit({**turn, "target": str(attack.pk)})

        argument.refresh_from_db()
        assert argument.target == attack

    def test_an_edit_that_changes_nothing_is_not_kept(self, page, lead):
        page.edit({"op": "fold", "claim": lead.number})

        edit = page.edit({"op": "fold", "claim": lead.number})

        assert (edit.revision, edit.said) == (1, "Nothing changed.")
        assert GraphEdit.objects.count() == 1


class TestRecord:
    def test_every_edit_gets_the_next_revision(self, page, shown, lead):
        page.edit(add(lead, "One."))
        argue(lead, lead)
        page.undo()

        assert list(GraphEdit.objects.values_list("revision", "kind")) == [(1, "made"), (2, "made"), (3, "undone")]
        assert GraphRevision.objects.get(workspace=shown.workspace).number == 3

    def test_services_without_a_map_record_edits_too(self, lead):
        argument = argue(lead)

        edit = GraphEdit.objects.get()
        assert edit.forward[-1]["argument"]["id"] == str(argument.pk)
        assert edit.said.startswith(f"Added a reason for {lead.label}")


class TestCost:
    def fill(self, workspace, conclusions):
        """Arguments of one premise each, ten to a claim, written as rows."""
        claims = Claim.objects.bulk_create(
            Claim(workspace=workspace, number=100 + number, text=f"Filler {number}.") for number in range(conclusions)
        )
        arguments = Argument.objects.bulk_create(
            Argument(workspace=workspace, relation="supports", conclusion=claim, position=position)
            for claim in claims
            for position in range(10)
        )
        Premise.objects.bulk_create(
            Premise(argument=argument, claim=claims[number % conclusions], position=0)
            for number, argument in enumerate(arguments)
        )

    @pytest.mark.parametrize(
        ("name", "queries"),
        [("add_argument", 26), ("remove_argument", 22), ("move_argument", 11), ("aim_argument", 13)],
    )
    @pytest.mark.parametrize("conclusions", [3, 60])
    def test_an_edit_takes_as_many_queries_in_a_large_workspace_as_in_a_small_one(
        self, page, lead, conclusions, name, queries
    ):
        first, second = argue(lead), argue(lead)
        argue(None, target=first)
        other = ClaimFactory(workspace=lead.workspace)
        self.fill(lead.workspace, conclusions)
        operation = {
            "add_argument": add(lead, "Brand new.", before=str(first.pk)),
            "remove_argument": {"op": "remove_argument", "argument": str(first.pk)},
            "move_argument": {"op": "move_argument", "argument": str(second.pk), "before": str(first.pk)},
            "aim_argument": {
                "op": "aim_argument",
                "argument": str(first.pk),
                "relation": "opposes",
                "conclusion": other.number,
            },
        }[name]

        with CaptureQueriesContext(connection) as captured:
            page.edit(operation)

        assert len(captured) == queries
