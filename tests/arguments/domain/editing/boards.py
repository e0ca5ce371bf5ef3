"""Boards and edits for the tests, by hand and at random."""

from dataclasses import replace
from itertools import count

from hypothesis import strategies as st

from arguments.domain.editing import operations as ask
from arguments.domain.editing.board import (
    UNDERCUTS,
    ArgumentState,
    Board,
    ClaimState,
    EvidenceState,
    PremiseState,
    wording_key,
)
from arguments.domain.editing.performing import perform
from common.errors import ParallaxError

RELATIONS = ("supports", "opposes", UNDERCUTS)


def board_of(claims, arguments, evidence=(), shown="map"):
    """A board of claims C-1, C-2 … by their wordings, and of arguments."""
    board = Board(map=shown)
    for number, text in enumerate(claims, start=1):
        board.claims[f"c{number}"] = ClaimState(f"c{number}", text, number)
        board.wordings[wording_key(text)] = f"c{number}"
    for one in arguments:
        board.arguments[one.id] = one
        board.order[one.aim] = (*board.order.get(one.aim, ()), one.id)
    board.evidence = {one.key: one for one in evidence}
    return board


def argument(name, relation, aim, *premises, **fields):
    """An argument; a premise that ends in ! is implicit."""
    states = tuple(PremiseState(one.rstrip("!"), one.endswith("!")) for one in premises)
    return ArgumentState(name, relation, aim, states, **fields)


def harbour():
    """Five claims; `dues` supports C-1 by C-2 and C-3, `noise` opposes it, `survey` undercuts the step of `dues`."""
    return board_of(
        ["The quay pays.", "Ships pay dues.", "Dues are high.", "Cranes are loud.", "Nobody counted."],
        [
            argument("dues", "supports", "c1", "c2", "c3!"),
            argument("noise", "opposes", "c1", "c4"),
            argument("survey", UNDERCUTS, "dues", "c5"),
        ],
        [EvidenceState("c2", "p1", "s1", "supports", row="e1")],
    )


def fresh_ids(prefix="new"):
    """A source of ids that nothing has."""
    numbers = count(1)
    return lambda: f"{prefix}{next(numbers)}"


def told(board):
    """All that people can see of a board, to compare it by."""
    return (
        dict(sorted((one.id, one.text) for one in board.claims.values())),
        {key: one.content for key, one in board.arguments.items()},
        {aim: order for aim, order in board.order.items() if order},
        set(board.evidence),
        board.left_out,
        board.folded,
    )


@st.composite
def boards(draw):
    """Boards with shared premises, circles, undercuts of undercuts and some claims that nothing uses."""
    claims = draw(st.integers(1, 6))
    total = draw(st.integers(0, 7))
    ids = st.sampled_from([f"c{number}" for number in range(1, claims + 1)])
    arguments = []
    for number in range(total):
        premises = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
        others = [f"a{other}" for other in range(total) if other != number]
        if others and draw(st.integers(0, 2)) == 0:
            arguments.append(argument(f"a{number}", UNDERCUTS, draw(st.sampled_from(others)), *premises))
        else:
            relation = draw(st.sampled_from(RELATIONS[:2]))
            arguments.append(argument(f"a{number}", relation, draw(ids), *premises))
    return board_of([f"Claim {number}." for number in range(1, claims + 1)], arguments)


def draw_operation(data, board):
    """One operation that may or may not be possible on the board."""
    numbers = st.sampled_from(sorted(claim.number for claim in board.claims.values() if claim.number) or [1])
    arguments = st.sampled_from([*board.arguments, "nowhere"])
    named = st.one_of(
        st.builds(ask.ClaimNamed, number=numbers),
        st.builds(ask.ClaimNamed, text=st.sampled_from(["Claim 1.", "A new thing.", "Another.", " a  NEW thing."])),
    )
    premises = st.builds(ask.NewPremise, named, st.booleans())
    aims = st.one_of(
        st.builds(ask.Aim, st.sampled_from(RELATIONS[:2]), named),
        st.builds(ask.Aim, st.just(UNDERCUTS), target=arguments),
    )
    before = st.sampled_from(["", *board.arguments])
    places = st.integers(0, 3)
    texts = st.sampled_from(["Worded anew.", "Claim 2.", "Once more."])
    values = st.sampled_from(["", "one", "two"])
    fields = st.dictionaries(st.sampled_from(["author", "scheme", "note", "passage"]), values, min_size=1)
    return data.draw(
        st.one_of(
            st.builds(ask.AddArgument, aims, st.lists(premises, min_size=1, max_size=3).map(tuple), before=before),
            st.builds(ask.RemoveArgument, arguments),
            st.builds(ask.AddPremise, arguments, premises, st.one_of(st.none(), places)),
            st.builds(ask.RemovePremise, arguments, numbers),
            st.builds(ask.MovePremise, arguments, numbers, places),
            st.builds(ask.MarkPremise, arguments, numbers, st.booleans()),
            st.builds(ask.SplitPremise, arguments, numbers),
            st.builds(ask.JoinArguments, arguments, arguments),
            st.builds(ask.MoveArgument, arguments, before),
            st.builds(ask.AimArgument, arguments, aims, before),
            st.builds(ask.DescribeArgument, arguments, fields),
            st.builds(ask.RewordClaim, numbers, texts),
            st.builds(ask.LinkEvidence, numbers, st.just("p"), st.just("supports"), st.just("s")),
            st.builds(ask.LeaveOut, arguments),
            st.builds(ask.PutBack, arguments),
            st.builds(ask.Fold, numbers),
            st.builds(ask.Unfold, numbers),
        )
    )


def numbered(board):
    """The board as it is read again: new claims have numbers."""
    taken = count(max((claim.number for claim in board.claims.values()), default=0) + 1)
    claims = {key: one if one.number else replace(one, number=next(taken)) for key, one in board.claims.items()}
    return replace(board, claims=claims)


def perform_some(data, board, fresh, most=6):
    """Edits at random, those that are refused left out: the board after each, and the changes of each."""
    steps = [(board, ())]
    for _ in range(data.draw(st.integers(1, most))):
        operations = [draw_operation(data, steps[-1][0]) for _ in range(data.draw(st.integers(1, 2)))]
        try:
            outcome = perform(steps[-1][0], operations, fresh)
        except ParallaxError:
            continue
        steps.append((numbered(outcome.board), outcome.changes))
    return steps
