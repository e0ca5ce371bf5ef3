"""Undo and redo: all the way back and forth, around what others did, and not over it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arguments.domain.editing import operations as ask
from arguments.domain.editing.board import UNDERCUTS
from arguments.domain.editing.changes import invert
from arguments.domain.editing.performing import perform
from arguments.domain.editing.recording import as_values, changes_of
from arguments.domain.editing.undoing import MADE, REDONE, UNDONE, Act, stack, take_back
from arguments.errors import ChangedMeanwhileError
from common.errors import ParallaxError
from tests.arguments.domain.editing.boards import (
    argument,
    board_of,
    boards,
    draw_operation,
    fresh_ids,
    harbour,
    perform_some,
    told,
)


def undo(board, changes, by=""):
    return take_back(board, invert(changes), by)


class TestAllTheWay:
    @settings(max_examples=30, deadline=None)
    @given(boards(), st.data())
    def test_undoing_every_edit_leads_back_and_redoing_leads_forth_again(self, board, data):
        steps = perform_some(data, board, fresh_ids())

        now, undone = steps[-1][0], []
        for (earlier, _), (_, changes) in zip(reversed(steps[:-1]), reversed(steps[1:]), strict=True):
            now, made = undo(now, changes)
            undone.append(made)
            assert told(now) == told(earlier)
        for (later, _), changes in zip(steps[1:], reversed(undone), strict=True):
            now, _ = undo(now, changes)
            assert told(now) == told(later)

    @settings(max_examples=30, deadline=None)
    @given(boards(), st.data())
    def test_changes_survive_being_written_down(self, board, data):
        for _, changes in perform_some(data, board, fresh_ids()):
            assert changes_of(as_values(changes)) == list(changes)
            assert changes_of(as_values(invert(changes))) == invert(changes)

    @settings(max_examples=30, deadline=None)
    @given(boards(), st.data())
    def test_a_refused_edit_leaves_the_board_as_it_was(self, board, data):
        before = told(board)

        perform_some(data, board, fresh_ids(), most=3)

        assert told(board) == before


class TestAroundOthers:
    @settings(max_examples=30, deadline=None)
    @given(st.data())
    def test_undo_after_unrelated_edits_leaves_these_alone(self, data):
        """Two halves that share nothing: what I did in mine goes, what others did in theirs stays."""
        board = two_halves()
        mine = draw_operation(data, half(board, "a"))
        theirs = draw_operation(data, half(board, "b"))
        try:
            first = perform(board, [mine], fresh_ids("mine"))
            second = perform(first.board, [theirs], fresh_ids("theirs"))
            alone = perform(board, [theirs], fresh_ids("theirs"))
        except ParallaxError:
            return
        if {one.text for one in first.board.claims.values()} & texts_of(theirs):
            return

        now, _ = undo(second.board, first.changes)

        assert told(now) == told(alone.board)

    def test_a_premise_that_another_added_beside_mine_stays(self):
        mine = perform(harbour(), [add_premise("noise", "Nights are short.")], fresh_ids("mine"))
        theirs = perform(mine.board, [add_premise("noise", "Beds are near.")], fresh_ids("theirs"))

        now, _ = undo(theirs.board, mine.changes)

        assert now.arguments["noise"].claims == ("c4", "theirs1")

    def test_a_draft_that_another_used_stays(self):
        mine = perform(harbour(), [add_premise("noise", "Nights are short.")], fresh_ids("mine"))
        theirs = perform(mine.board, [add_premise("dues", "nights are  short.")], fresh_ids("theirs"))

        now, _ = undo(theirs.board, mine.changes)

        assert now.arguments["noise"].claims == ("c4",)
        assert now.arguments["dues"].claims == ("c2", "c3", "mine1")
        assert "mine1" in now.claims


class TestNotOverOthers:
    def test_an_argument_that_another_extended_is_not_undone(self):
        mine = perform(harbour(), [add_reason("Tolls are coming.")], fresh_ids("mine"))
        theirs = perform(mine.board, [add_premise("mine2", "Tolls pay.")], fresh_ids("theirs"))

        with pytest.raises(ChangedMeanwhileError) as error:
            undo(theirs.board, mine.changes)

        assert error.value.message == "The argument was changed meanwhile."
        assert error.value.details["argument"] == "mine2"

    def test_an_argument_that_another_undercut_is_not_undone(self):
        mine = perform(harbour(), [add_reason("Tolls are coming.")], fresh_ids("mine"))
        attack = ask.AddArgument(ask.Aim(UNDERCUTS, target="mine2"), (premise("Not so."),))
        theirs = perform(mine.board, [attack], fresh_ids("theirs"))

        with pytest.raises(ChangedMeanwhileError, match="undercut meanwhile"):
            undo(theirs.board, mine.changes)

    def test_a_wording_that_another_changed_is_not_undone(self):
        mine = perform(harbour(), [ask.RewordClaim(1, "The quay pays twice.")], fresh_ids())
        theirs = perform(mine.board, [ask.RewordClaim(1, "The quay pays thrice.")], fresh_ids())

        with pytest.raises(ChangedMeanwhileError, match="C-1 was worded anew meanwhile"):
            undo(theirs.board, mine.changes)

    def test_a_removed_argument_whose_conclusion_is_gone_does_not_come_back(self):
        mine = perform(harbour(), [ask.RemoveArgument("noise")], fresh_ids())
        del mine.board.claims["c1"]

        with pytest.raises(ChangedMeanwhileError):
            undo(mine.board, mine.changes)

    @pytest.mark.parametrize("name", ["scores", "answers"])
    def test_an_argument_that_another_judged_is_not_undone_but_one_that_i_judged_is(self, name):
        mine = perform(harbour(), [add_reason("Tolls are coming.")], fresh_ids("mine"))
        board = mine.board
        board.arguments["mine2"] = board.arguments["mine2"].with_kept({name: [{"id": "s", "by": "you"}]})

        with pytest.raises(ChangedMeanwhileError, match="judged the argument meanwhile"):
            undo(board, mine.changes, by="me")
        now, made = undo(board, mine.changes, by="you")
        again, _ = undo(now, made)
        assert again.arguments["mine2"].kept == {name: [{"id": "s", "by": "you"}]}

    def test_the_last_premise_is_not_taken_away_by_an_undo(self):
        mine = perform(harbour(), [add_premise("noise", "Nights are short.")], fresh_ids("mine"))
        theirs = perform(mine.board, [ask.RemovePremise("noise", 4)], fresh_ids())

        with pytest.raises(ChangedMeanwhileError):
            undo(theirs.board, mine.changes)


class TestRemovedWithAllThatHangsOnIt:
    def test_an_undercut_circle_goes_and_comes_back_whole(self):
        board = board_of(
            ["One.", "Two."],
            [
                argument("a", "supports", "c1", "c2"),
                argument("b", UNDERCUTS, "a", "c1"),
                argument("c", UNDERCUTS, "b", "c2"),
                argument("d", UNDERCUTS, "c", "c2"),
            ],
        )
        board.arguments["b"] = argument("b", UNDERCUTS, "c", "c1")
        board.order = {"c1": ("a",), "c": ("b", "d"), "b": ("c",)}

        gone = perform(board, [ask.RemoveArgument("b")], fresh_ids())
        now, _ = undo(gone.board, gone.changes)

        assert set(gone.board.arguments) == {"a"}
        assert told(now) == told(board)


class TestVersions:
    def test_every_change_of_content_raises_the_version_and_undo_too(self):
        board = harbour()
        first = perform(board, [add_premise("noise", "Nights are short.")], fresh_ids())
        back, _ = undo(first.board, first.changes)

        versions = [one.arguments["noise"].version for one in (board, first.board, back)]
        assert versions == [1, 2, 3]

    def test_a_removed_argument_comes_back_with_a_later_version(self):
        gone = perform(harbour(), [ask.RemoveArgument("noise")], fresh_ids())

        assert undo(gone.board, gone.changes)[0].arguments["noise"].version == 2


class TestStack:
    def test_undo_goes_back_and_redo_forth(self):
        acts = [Act("1", MADE), Act("2", MADE), Act("3", UNDONE, "2"), Act("4", UNDONE, "1"), Act("5", REDONE, "1")]

        stacks = stack(acts)

        assert stacks.undo == (("1", "5"),)
        assert stacks.redo == (("2", "3"),)

    def test_a_new_edit_forgets_what_could_be_redone(self):
        assert stack([Act("1", MADE), Act("2", UNDONE, "1"), Act("3", MADE)]).redo == ()

    def test_what_another_took_back_is_neither_undone_nor_redone(self):
        stacks = stack([Act("1", MADE), Act("2", MADE), Act("3", UNDONE, "2", is_own=False)])

        assert stacks.undo == (("1", "1"),)
        assert stacks.redo == ()


def premise(text):
    return ask.NewPremise(ask.ClaimNamed(text=text))


def add_premise(name, text):
    return ask.AddPremise(name, premise(text))


def add_reason(text):
    return ask.AddArgument(ask.Aim("supports", ask.ClaimNamed(1)), (premise(text),))


def two_halves():
    """Two leads with arguments of their own."""
    return board_of(
        ["Left.", "Left two.", "Left three.", "Right.", "Right two.", "Right three."],
        [
            argument("a1", "supports", "c1", "c2", "c3"),
            argument("a2", "opposes", "c1", "c3"),
            argument("a3", UNDERCUTS, "a1", "c3"),
            argument("b1", "supports", "c4", "c5", "c6"),
            argument("b2", "opposes", "c4", "c6"),
            argument("b3", UNDERCUTS, "b1", "c6"),
        ],
    )


def half(board, letter):
    """What of a board one of two people works in."""
    numbers = {1, 2, 3} if letter == "a" else {4, 5, 6}
    return board_of_parts(
        {key: one for key, one in board.claims.items() if one.number in numbers},
        {key: one for key, one in board.arguments.items() if key.startswith(letter)},
    )


def board_of_parts(claims, arguments):
    part = board_of([], arguments.values())
    part.claims = claims
    return part


def texts_of(operation):
    """The wordings that an operation names: a draft that both name is shared, and stays for the other."""
    named = [getattr(operation, "premise", None), *getattr(operation, "premises", ())]
    texts = {one.claim.text for one in named if one is not None} | {getattr(operation, "text", "")}
    aim = getattr(operation, "aim", None)
    if aim is not None and aim.conclusion is not None:
        texts.add(aim.conclusion.text)
    return {" ".join(text.split()) for text in texts} | {"A new thing."} if " a  NEW thing." in texts else texts
