"""From what people ask for to the changes that do it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import singledispatch

from arguments.domain.editing import changes as to
from arguments.domain.editing import operations as ask
from arguments.domain.editing.board import (
    UNDERCUTS,
    ArgumentState,
    Board,
    EvidenceState,
    Heading,
    Place,
    PremiseState,
    place_in,
    without,
    wording_key,
)
from arguments.domain.editing.integrity import check_whole, raise_versions
from arguments.domain.editing.words import (
    name_aim,
    name_argument,
    name_claim,
    quoted,
    tell_added,
    tell_all,
)
from arguments.errors import (
    ArgumentExistsError,
    ChangedMeanwhileError,
    NoPremiseError,
    PremiseTwiceError,
    UnknownPartError,
    WrongAimError,
)
from claims.domain.folding import fold
from common.errors import InvalidInputError, ParallaxError

RELATIONS = ("supports", "opposes", UNDERCUTS)
DESCRIBED = ("author", "scheme", "note", "passage")
CLAIM_MAX_LENGTH = 1000
"""Code points; as the model of claims has it, which the domain cannot import."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The board after an edit, the changes that lead there, and what was done in words."""

    board: Board
    changes: tuple[to.Change, ...]
    said: str


@dataclass
class _Work:
    """An edit in the making: the board so far, the changes so far, what to say, and where new ids come from."""

    board: Board
    fresh: Callable[[], str]
    numbers: dict[int, str]
    changes: list[to.Change] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def do(self, change: to.Change) -> None:
        """Make a change and keep it."""
        change.apply(self.board)
        self.changes.append(change)

    def say(self, sentence: str) -> None:
        self.sentences.append(sentence)


def perform(board: Board, operations: Sequence[ask.Operation], fresh: Callable[[], str]) -> Outcome:
    """Return what the operations, one after the other, make of the board; the given one stays.

    `fresh` gives ids that nothing has yet. Nothing is changed by an operation that asks for what is so already. Raises
    `ChangedMeanwhileError` for a version or wording that is no longer the one expected, `UnknownPartError`,
    `WrongAimError`, `NoPremiseError`, `PremiseTwiceError`, `ArgumentExistsError` and `InvalidInputError`;
    `details["operation"]` counts from 0 which operation is meant.
    """
    work = _Work(board.copy(), fresh, {claim.number: claim.id for claim in board.claims.values() if claim.number})
    for index, operation in enumerate(operations):
        with _blamed_on(index):
            _perform(operation, work)
    check_whole(board, work.board)
    return Outcome(raise_versions(board, work.board), tuple(work.changes), tell_all(work.sentences, work.notes))


@contextmanager
def _blamed_on(index: int) -> Iterator[None]:
    try:
        yield
    except ParallaxError as error:
        error.details.setdefault("operation", index)
        raise


@singledispatch
def _perform(operation: object, _work: _Work) -> None:
    raise NotImplementedError(type(operation).__name__)


@_perform.register
def _(operation: ask.AddArgument, work: _Work) -> None:
    if not operation.premises:
        raise NoPremiseError("An argument needs at least one premise.", field="premises")
    premises: list[PremiseState] = []
    for wanted in operation.premises:
        premise = _premise(work, wanted)
        if any(premise.claim == one.claim for one in premises):
            raise PremiseTwiceError("A claim can be a premise of an argument once only.", field="premises")
        premises.append(premise)
    heading = _heading(work, operation.aim)
    argument = ArgumentState(
        id=operation.argument or work.fresh(),
        relation=heading.relation,
        aim=heading.aim,
        premises=tuple(premises),
        author=operation.author,
        passage=operation.passage,
        scheme=operation.scheme,
        note=operation.note,
    )
    if argument.id in work.board.arguments:
        raise ArgumentExistsError("There is an argument with this id already.", argument=argument.id)
    _refuse_twin(work, argument)
    work.do(to.ArgumentMade(argument, _sibling_place(work.board.order.get(heading.aim, ()), operation.before)))
    work.say(tell_added(work.board, argument))


@_perform.register
def _(operation: ask.AddClaim, work: _Work) -> None:
    before = len(work.changes)
    claim = _claim(work, operation.claim, "claim")
    if len(work.changes) > before:
        work.say(f"Added a claim: {quoted(work.board.claims[claim].text)}")


@_perform.register
def _(operation: ask.RemoveArgument, work: _Work) -> None:
    held = _argument(work, operation.argument, operation.version)
    said = f"Removed {name_argument(work.board, held)}"
    going, waiting = [held.id], [held.id]
    while waiting:
        for undercut in work.board.undercuts_of(waiting.pop()):
            if undercut.id not in going:
                going.append(undercut.id)
                waiting.append(undercut.id)
    for one in reversed(going):
        work.do(to.ArgumentRemoved(work.board.arguments[one], work.board.place_of(one)))
    if len(going) > 1:
        said += f" and what undercut it ({len(going) - 1})"
    work.say(said)


@_perform.register
def _(operation: ask.AddPremise, work: _Work) -> None:
    held = _argument(work, operation.argument, operation.version)
    premise = _premise(work, operation.premise)
    if premise.claim in held.claims:
        label = name_claim(work.board, premise.claim)
        raise PremiseTwiceError(f"{label} is a premise of this argument already.", field="premises")
    work.do(to.PremiseAdded(held.id, premise, _counted_place(held.claims, operation.position)))
    said = quoted(work.board.claims[premise.claim].text)
    work.say(f"Added a premise to {name_argument(work.board, held)}: {said}")


@_perform.register
def _(operation: ask.RemovePremise, work: _Work) -> None:
    held = _argument(work, operation.argument, operation.version)
    premise = _held_premise(work, held, operation.claim)
    if len(held.premises) == 1:
        raise NoPremiseError("This is the only premise: remove the argument instead.", field="premises")
    work.do(to.PremiseRemoved(held.id, premise, place_in(held.claims, premise.claim)))
    work.say(f"Took {name_claim(work.board, premise.claim)} out of {name_argument(work.board, held)}")


@_perform.register
def _(operation: ask.MovePremise, work: _Work) -> None:
    held = _argument(work, operation.argument, operation.version)
    premise = _held_premise(work, held, operation.claim)
    before = place_in(held.claims, premise.claim)
    after = _counted_place(without(held.claims, premise.claim), operation.position)
    if after.index != before.index:
        work.do(to.PremiseMoved(held.id, premise.claim, before, after))
        work.say(f"Moved {name_claim(work.board, premise.claim)} within {name_argument(work.board, held)}")


@_perform.register
def _(operation: ask.MarkPremise, work: _Work) -> None:
    held = _argument(work, operation.argument, operation.version)
    premise = _held_premise(work, held, operation.claim)
    if premise.is_implicit != operation.is_implicit:
        work.do(to.PremiseMarked(held.id, premise, replace(premise, is_implicit=operation.is_implicit)))
        word = "unstated" if operation.is_implicit else "stated"
        work.say(f"Marked {name_claim(work.board, premise.claim)} as {word} in {name_argument(work.board, held)}")


@_perform.register
def _(operation: ask.SplitPremise, work: _Work) -> None:
    held = _argument(work, operation.argument, operation.version)
    premise = _held_premise(work, held, operation.claim)
    if len(held.premises) == 1:
        raise NoPremiseError("This is the only premise: it is an argument of its own already.", field="premises")
    label = name_claim(work.board, premise.claim)
    said = f"Made {label} an argument of its own, out of {name_argument(work.board, held)}"
    own = replace(held, id=work.fresh(), premises=(premise,), scheme="", note="", passage="", version=1, kept={})
    own = replace(own, made_by="", made_at="")
    _refuse_twin(work, own)
    work.do(to.PremiseRemoved(held.id, premise, place_in(held.claims, premise.claim)))
    here = work.board.place_of(held.id)
    work.do(to.ArgumentMade(own, Place(here.before, here.index + 1)))
    work.say(said)


@_perform.register
def _(operation: ask.JoinArguments, work: _Work) -> None:
    held = _argument(work, operation.argument, operation.version)
    other = _argument(work, operation.other, operation.other_version)
    if held.id == other.id or held.heading != other.heading:
        raise WrongAimError("Only two arguments that do the same to the same can be joined.", field="other")
    if held.author != other.author:
        raise WrongAimError("Two authors draw these two steps, so they cannot be one.", field="other")
    said = f"Joined {name_argument(work.board, other)} to {name_argument(work.board, held)}"
    for premise in other.premises:
        now = work.board.arguments[held.id].claims
        if premise.claim not in now:
            work.do(to.PremiseAdded(held.id, premise, Place(index=len(now))))
    for undercut in work.board.undercuts_of(other.id):
        if undercut.id == held.id:
            raise WrongAimError("One of the two undercuts the other, so they cannot be one.", field="other")
        last = Place(index=len(work.board.order.get(held.id, ())))
        place = work.board.place_of(undercut.id)
        work.do(to.ArgumentAimed(undercut.id, undercut.heading, Heading(UNDERCUTS, held.id), place, last))
    work.do(to.ArgumentRemoved(work.board.arguments[other.id], work.board.place_of(other.id)))
    work.say(said)


@_perform.register
def _(operation: ask.MoveArgument, work: _Work) -> None:
    held = _argument(work, operation.argument, 0)
    order = work.board.order[held.aim]
    before = work.board.place_of(held.id)
    after = _sibling_place(without(order, held.id), operation.before)
    if after.index != before.index:
        work.do(to.ArgumentMoved(held.id, held.aim, before, after))
        work.say(f"Moved {name_argument(work.board, held)} to place {after.index + 1}")


@_perform.register
def _(operation: ask.AimArgument, work: _Work) -> None:
    held = _argument(work, operation.argument, operation.version)
    heading = _heading(work, operation.aim)
    if heading == held.heading:
        if operation.before:
            _perform(ask.MoveArgument(held.id, operation.before), work)
        return
    if heading.aim == held.id:
        raise WrongAimError("An argument cannot undercut itself.", field="target")
    said = f"Made {name_argument(work.board, held)}"
    place = work.board.place_of(held.id)
    aimed = replace(held, relation=heading.relation, aim=heading.aim)
    _refuse_twin(work, aimed)
    after = _sibling_place(without(work.board.order.get(heading.aim, ()), held.id), operation.before)
    work.do(to.ArgumentAimed(held.id, held.heading, heading, place, after))
    words = {"supports": "a reason for", "opposes": "an objection to", UNDERCUTS: "an undercut of"}
    work.say(f"{said} {words[heading.relation]} {name_aim(work.board, heading)}")


@_perform.register
def _(operation: ask.DescribeArgument, work: _Work) -> None:
    held = _argument(work, operation.argument, operation.version)
    after = {name: value for name, value in operation.fields.items() if getattr(held, name) != value}
    if after:
        work.do(to.ArgumentDescribed(held.id, {name: getattr(held, name) for name in after}, after))
        names = " and ".join(name for name in DESCRIBED if name in after)
        work.say(f"Changed the {names} of {name_argument(work.board, held)}")


@_perform.register
def _(operation: ask.RewordClaim, work: _Work) -> None:
    held = work.board.claims[_numbered(work, operation.claim)]
    text = _clean(operation.text)
    if operation.expected and fold(operation.expected) != held.text:
        raise ChangedMeanwhileError(f"{held.label} was worded anew meanwhile.", claim=held.id, text=held.text)
    taken = work.board.wordings.get(wording_key(text))
    if taken is not None and taken != held.id:
        raise InvalidInputError(f"{name_claim(work.board, taken)} says this already, word for word.", field="text")
    if text != held.text:
        work.do(to.ClaimReworded(held.id, held.text, text))
        work.say(f"Worded {held.label} anew: {quoted(text)}")


@_perform.register
def _(operation: ask.LinkEvidence, work: _Work) -> None:
    claim = _numbered(work, operation.claim)
    words = {"supports": "supports", "contradicts": "contradicts", "context": "gives context to"}
    if operation.bearing not in words:
        raise InvalidInputError(f"“{operation.bearing}” is no bearing of evidence.", field="bearing")
    linked = EvidenceState(claim, operation.passage, operation.speaker, operation.bearing)
    held = work.board.evidence.get(linked.key)
    if held is not None and not held.is_open:
        if held.bearing == operation.bearing:
            return
        label = name_claim(work.board, claim)
        raise InvalidInputError(f"This passage {words[held.bearing]} {label} already.", field="bearing")
    work.do(to.EvidenceLinked(linked))
    work.say(f"Added a passage that {words[operation.bearing]} {name_claim(work.board, claim)}")


@_perform.register
def _(operation: ask.UnlinkEvidence, work: _Work) -> None:
    held = next((one for one in work.board.evidence.values() if one.row == operation.evidence), None)
    if held is None:
        raise UnknownPartError("There is no such evidence here.", field="evidence", evidence=operation.evidence)
    work.do(to.EvidenceUnlinked(held))
    work.say(f"Took a passage off {name_claim(work.board, held.claim)}")


@_perform.register
def _(operation: ask.LeaveOut, work: _Work) -> None:
    held = _argument(work, operation.argument, 0)
    _need_map(work)
    if (work.board.map, held.id) not in work.board.left_out:
        work.do(to.ArgumentLeftOut(work.board.map, held.id))
        work.say(f"Left {name_argument(work.board, held)} out of the map")


@_perform.register
def _(operation: ask.PutBack, work: _Work) -> None:
    held = _argument(work, operation.argument, 0)
    _need_map(work)
    if (work.board.map, held.id) in work.board.left_out:
        work.do(to.ArgumentPutBack(work.board.map, held.id))
        work.say(f"Put {name_argument(work.board, held)} back into the map")


@_perform.register
def _(operation: ask.Fold, work: _Work) -> None:
    claim = _numbered(work, operation.claim)
    _need_map(work)
    if (work.board.map, claim) not in work.board.folded:
        work.do(to.ClaimFolded(work.board.map, claim))
        work.say(f"Folded what is below {name_claim(work.board, claim)}, for all who open the map")


@_perform.register
def _(operation: ask.Unfold, work: _Work) -> None:
    claim = _numbered(work, operation.claim)
    _need_map(work)
    if (work.board.map, claim) in work.board.folded:
        work.do(to.ClaimUnfolded(work.board.map, claim))
        work.say(f"Unfolded what is below {name_claim(work.board, claim)}, for all who open the map")


@_perform.register
def _(operation: ask.DescribeMap, work: _Work) -> None:
    _need_map(work)
    held = work.board.maps[work.board.map]
    for name, seen in operation.expected.items():
        if held[name] != (work.numbers.get(int(seen), "") if name == "lead" else seen):
            raise ChangedMeanwhileError(f"The {name} of the map was changed meanwhile.", map=work.board.map, field=name)
    wanted = dict(operation.fields)
    if operation.lead:
        wanted["lead"] = _numbered(work, operation.lead, "lead")
    after = {name: value for name, value in wanted.items() if held[name] != value}
    if after:
        work.do(to.MapDescribed(work.board.map, {name: held[name] for name in after}, after))
        names = " and ".join({"lead": "lead claim", "view": "opening view"}.get(name, name) for name in after)
        work.say(f"Changed the {names} of the map")


def _argument(work: _Work, argument: str, version: int) -> ArgumentState:
    held = work.board.arguments.get(argument)
    if held is None:
        raise UnknownPartError("There is no such argument here.", field="argument", argument=argument)
    if version and held.version != version:
        raise ChangedMeanwhileError("The argument was changed meanwhile.", argument=argument)
    return held


def _numbered(work: _Work, number: int, field_name: str = "claim") -> str:
    claim = work.numbers.get(number)
    if claim is None or claim not in work.board.claims:
        raise UnknownPartError(f"There is no claim C-{number} in this workspace.", field=field_name, claim=number)
    return claim


def _claim(work: _Work, named: ask.ClaimNamed, field_name: str) -> str:
    """Return the claim that is named; a wording that no claim has yet becomes a draft."""
    if named.number:
        return _numbered(work, named.number, field_name)
    text = _clean(named.text, field_name)
    same = work.board.wordings.get(wording_key(text))
    if same is not None:
        held = work.board.claims[same]
        if held.number:
            work.notes.append(f"{held.label} says exactly this and was used.")
        return same
    claim = work.fresh()
    work.do(to.ClaimMade(claim, text))
    return claim


def _premise(work: _Work, wanted: ask.NewPremise) -> PremiseState:
    return PremiseState(_claim(work, wanted.claim, "premises"), wanted.is_implicit)


def _held_premise(work: _Work, held: ArgumentState, number: int) -> PremiseState:
    claim = work.numbers.get(number)
    for premise in held.premises:
        if premise.claim == claim:
            return premise
    raise UnknownPartError(f"C-{number} is no premise of this argument.", field="claim", argument=held.id)


def _heading(work: _Work, aim: ask.Aim) -> Heading:
    if aim.relation not in RELATIONS:
        raise InvalidInputError(f"“{aim.relation}” is no relation of arguments.", field="relation")
    if aim.relation == UNDERCUTS:
        if not aim.target or aim.conclusion is not None:
            raise WrongAimError("An undercut aims at another argument, not at a claim.", field="target")
        if aim.target not in work.board.arguments:
            raise UnknownPartError("There is no such argument here.", field="target", argument=aim.target)
        return Heading(aim.relation, aim.target)
    if aim.conclusion is None or aim.target:
        raise WrongAimError("A reason or an objection aims at a claim.", field="conclusion")
    return Heading(aim.relation, _claim(work, aim.conclusion, "conclusion"))


def _clean(text: str, field_name: str = "text") -> str:
    cleaned = fold(text)
    if not cleaned:
        raise InvalidInputError("A claim needs a text.", field=field_name)
    if len(cleaned) > CLAIM_MAX_LENGTH:
        raise InvalidInputError(
            f"A claim is one proposition of at most {CLAIM_MAX_LENGTH} characters; this has {len(cleaned)}.",
            field=field_name,
        )
    return cleaned


def _refuse_twin(work: _Work, argument: ArgumentState) -> None:
    wanted = set(argument.claims)
    for sibling in work.board.order.get(argument.aim, ()):
        one = work.board.arguments.get(sibling)
        if one is None or one.id == argument.id or (one.relation, one.author) != (argument.relation, argument.author):
            continue
        if set(one.claims) == wanted:
            raise ArgumentExistsError("This argument is in the map already.", argument=one.id)


def _sibling_place(order: tuple[str, ...], before: str) -> Place:
    if not before:
        return Place(index=len(order))
    if before not in order:
        raise WrongAimError("Only arguments about the same thing can be ordered among each other.", field="before")
    return Place(before, order.index(before))


def _counted_place(order: tuple[str, ...], position: int | None) -> Place:
    index = len(order) if position is None else min(position, len(order))
    return Place(order[index] if index < len(order) else "", index)


def _need_map(work: _Work) -> None:
    if not work.board.map:
        raise InvalidInputError("This can be asked for in a map only.", field="map")
