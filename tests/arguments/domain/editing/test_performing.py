"""What operations do to a board, the words for it, and what they refuse."""

import pytest

from arguments.domain.editing import operations as ask
from arguments.domain.editing.board import UNDERCUTS
from arguments.domain.editing.performing import perform
from arguments.domain.editing.words import SAID_MAX_LENGTH
from arguments.errors import (
    ArgumentExistsError,
    ChangedMeanwhileError,
    NoPremiseError,
    PremiseTwiceError,
    UnknownPartError,
    WrongAimError,
)
from common.errors import InvalidInputError
from tests.arguments.domain.editing.boards import argument, board_of, fresh_ids, harbour


def do(*operations, board=None):
    return perform(board or harbour(), operations, fresh_ids())


def new(text):
    return ask.NewPremise(ask.ClaimNamed(text=text))


def old(number):
    return ask.NewPremise(ask.ClaimNamed(number))


def on_claim(number=1, relation="supports"):
    return ask.Aim(relation, ask.ClaimNamed(number))


class TestWords:
    @pytest.mark.parametrize(
        ("operation", "said"),
        [
            (ask.AddArgument(on_claim(), (new("Tolls come."),)), "Added a reason for C-1: “Tolls come.”"),
            (
                ask.AddArgument(on_claim(relation="opposes"), (old(2), old(5))),
                "Added an objection to C-1: “Ships pay dues.” and “Nobody counted.”",
            ),
            (
                ask.AddArgument(ask.Aim(UNDERCUTS, target="dues"), (new("Not so"),)),
                "Added an undercut of the step from C-2 and C-3 to C-1: “Not so”.",
            ),
            (
                ask.RemoveArgument("dues"),
                "Removed a reason for C-1 (“Ships pay dues.”) and what undercut it (1).",
            ),
            (ask.RemovePremise("dues", 2), "Took C-2 out of a reason for C-1 (“Ships pay dues.”)."),
            (
                ask.MarkPremise("dues", 2, is_implicit=True),
                "Marked C-2 as unstated in a reason for C-1 (“Ships pay dues.”).",
            ),
            (ask.MoveArgument("noise", "dues"), "Moved an objection to C-1 (“Cranes are loud.”) to place 1."),
            (
                ask.AimArgument("noise", ask.Aim(UNDERCUTS, target="dues")),
                "Made an objection to C-1 (“Cranes are loud.”) an undercut of the step from C-2 and C-3 to C-1.",
            ),
            (ask.RewordClaim(1, "The quay pays twice."), "Worded C-1 anew: “The quay pays twice.”"),
            (
                ask.SplitPremise("dues", 3),
                "Made C-3 an argument of its own, out of a reason for C-1 (“Ships pay dues.”).",
            ),
            (ask.Fold(2), "Folded what is below C-2, for all who open the map."),
        ],
    )
    def test_an_edit_is_told_in_a_sentence(self, operation, said):
        assert do(operation).said == said

    def test_many_operations_are_one_sentence_that_fits(self):
        long = "word " * 190
        edit = do(*(ask.AddArgument(on_claim(), (new(f"{number} {long}"),)) for number in range(5)))

        assert "(and 4 more)" in edit.said
        assert len(edit.said) <= SAID_MAX_LENGTH


class TestPlaces:
    def test_a_new_argument_stands_before_its_sibling_or_last(self):
        first = do(ask.AddArgument(on_claim(), (new("Tolls."),), before="dues"))
        last = do(ask.AddArgument(on_claim(), (new("Tolls."),)))

        assert first.board.order["c1"] == ("new2", "dues", "noise")
        assert last.board.order["c1"] == ("dues", "noise", "new2")

    def test_a_premise_stands_where_it_is_put(self):
        board = do(ask.AddPremise("dues", new("More."), position=1)).board

        assert board.arguments["dues"].claims == ("c2", "new1", "c3")

    def test_a_split_premise_stands_right_after_with_author_and_relation(self):
        board = do(ask.SplitPremise("dues", 3)).board

        own = board.arguments["new1"]
        assert board.order["c1"] == ("dues", "new1", "noise")
        assert (own.relation, own.claims, own.premises[0].is_implicit) == ("supports", ("c3",), True)
        assert board.arguments["dues"].claims == ("c2",)

    def test_joined_arguments_share_premises_and_undercuts(self):
        board = do(ask.AddArgument(on_claim(), (old(5),), argument="other")).board
        joined = perform(board, [ask.JoinArguments("other", "dues")], fresh_ids("x")).board

        assert joined.arguments["other"].claims == ("c5", "c2", "c3")
        assert joined.arguments["survey"].aim == "other"
        assert "dues" not in joined.arguments

    def test_a_subtree_moves_with_its_argument(self):
        board = do(ask.AimArgument("dues", on_claim(4, "opposes"))).board

        assert board.order["c4"] == ("dues",)
        assert board.arguments["dues"].relation == "opposes"
        assert board.arguments["survey"].aim == "dues"

    def test_later_operations_see_what_earlier_ones_made(self):
        board = do(
            ask.AddArgument(on_claim(), (new("Tolls."),), argument="mine"),
            ask.AddArgument(ask.Aim(UNDERCUTS, target="mine"), (new("Not so."),)),
        ).board

        assert board.order["mine"] == ("new3",)


class TestRefusals:
    @pytest.mark.parametrize(
        ("operation", "error", "field"),
        [
            (ask.AddArgument(on_claim(9), (new("x"),)), UnknownPartError, "conclusion"),
            (ask.AddArgument(on_claim(), ()), NoPremiseError, "premises"),
            (ask.AddArgument(on_claim(), (old(2), old(2))), PremiseTwiceError, "premises"),
            (ask.AddArgument(on_claim(), (new(" "),)), InvalidInputError, "premises"),
            (ask.AddArgument(on_claim(), (new("x" * 1001),)), InvalidInputError, "premises"),
            (ask.AddArgument(ask.Aim("proves", ask.ClaimNamed(1)), (new("x"),)), InvalidInputError, "relation"),
            (ask.AddArgument(ask.Aim("supports"), (new("x"),)), WrongAimError, "conclusion"),
            (ask.AddArgument(ask.Aim(UNDERCUTS), (new("x"),)), WrongAimError, "target"),
            (ask.AddArgument(ask.Aim(UNDERCUTS, target="gone"), (new("x"),)), UnknownPartError, "target"),
            (ask.AddArgument(on_claim(), (new("x"),), before="survey"), WrongAimError, "before"),
            (ask.RemoveArgument("gone"), UnknownPartError, "argument"),
            (ask.AddPremise("dues", old(2)), PremiseTwiceError, "premises"),
            (ask.RemovePremise("noise", 4), NoPremiseError, "premises"),
            (ask.RemovePremise("noise", 2), UnknownPartError, "claim"),
            (ask.SplitPremise("noise", 4), NoPremiseError, "premises"),
            (ask.JoinArguments("dues", "noise"), WrongAimError, "other"),
            (ask.JoinArguments("dues", "dues"), WrongAimError, "other"),
            (ask.MoveArgument("dues", "survey"), WrongAimError, "before"),
            (ask.AimArgument("dues", ask.Aim(UNDERCUTS, target="dues")), WrongAimError, "target"),
            (ask.RewordClaim(1, "ships pay DUES."), InvalidInputError, "text"),
            (ask.LinkEvidence(2, "p1", "proves", "s1"), InvalidInputError, "bearing"),
            (ask.LinkEvidence(2, "p1", "contradicts", "s1"), InvalidInputError, "bearing"),
            (ask.UnlinkEvidence("e9"), UnknownPartError, "evidence"),
        ],
    )
    def test_what_cannot_be_done_is_told_with_its_field(self, operation, error, field):
        with pytest.raises(error) as refusal:
            do(operation)

        assert refusal.value.details["field"] == field
        assert refusal.value.details["operation"] == 0

    def test_the_same_inference_of_the_same_author_is_in_the_map_already(self):
        with pytest.raises(ArgumentExistsError) as refusal:
            do(ask.AddArgument(on_claim(), (old(3), old(2))))

        assert refusal.value.details["argument"] == "dues"

    def test_another_author_may_draw_it_too(self):
        assert len(do(ask.AddArgument(on_claim(), (old(3), old(2)), author="ana")).board.arguments) == 4

    @pytest.mark.parametrize(
        "operation",
        [
            ask.RemoveArgument("dues", version=2),
            ask.AddPremise("dues", new("x"), version=2),
            ask.JoinArguments("noise", "dues", other_version=2),
            ask.RewordClaim(1, "Other.", expected="What it was."),
        ],
    )
    def test_what_the_person_saw_has_to_be_so_still(self, operation):
        with pytest.raises(ChangedMeanwhileError):
            do(operation)

    def test_folding_needs_a_map(self):
        with pytest.raises(InvalidInputError):
            do(ask.Fold(1), board=board_of(["One."], [], shown=""))


class TestNothing:
    @pytest.mark.parametrize(
        "operation",
        [
            ask.MarkPremise("dues", 3, is_implicit=True),
            ask.MovePremise("dues", 3, 1),
            ask.MoveArgument("noise"),
            ask.AimArgument("dues", on_claim()),
            ask.DescribeArgument("dues", {"note": ""}),
            ask.RewordClaim(1, " The quay  pays. "),
            ask.LinkEvidence(2, "p1", "supports", "s1"),
            ask.PutBack("dues"),
            ask.Unfold(1),
        ],
    )
    def test_asking_for_what_is_so_changes_nothing(self, operation):
        edit = do(operation)

        assert (edit.changes, edit.said) == ((), "Nothing changed.")

    def test_self_support_and_a_claim_used_twice_are_legal(self):
        board = board_of(["One."], [argument("a", "supports", "c1", "c1")])

        assert len(do(ask.AddArgument(on_claim(1, "opposes"), (old(1),)), board=board).board.arguments) == 2
