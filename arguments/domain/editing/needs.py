"""What an edit has to see of the tables, and no more: it costs the same in a small workspace and a large one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import singledispatch

from arguments.domain.editing import changes as to
from arguments.domain.editing import operations as ask
from arguments.domain.editing.board import UNDERCUTS, ArgumentState


@dataclass
class Needs:
    """Parts of the tables by what names them.

    `aims` and `aimed_numbers` are claims and arguments of which the order of arguments is needed, `removed`
    arguments of which all that goes with them is needed, `discarded` drafts of which is asked whether anything uses
    them, `linked` (by number) and `linked_claims` are claims whose evidence from the `passages` is needed. With
    `twins`, so are the arguments that may be the same as a new one.
    """

    numbers: set[int] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    arguments: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    aims: set[str] = field(default_factory=set)
    aimed_numbers: set[int] = field(default_factory=set)
    discarded: set[str] = field(default_factory=set)
    evidence: set[str] = field(default_factory=set)
    linked: set[int] = field(default_factory=set)
    linked_claims: set[str] = field(default_factory=set)
    passages: set[str] = field(default_factory=set)
    twins: bool = False
    maps: set[str] = field(default_factory=set)
    own_map: bool = False
    left_out: bool = False
    folded: bool = False

    def name(self, named: ask.ClaimNamed) -> None:
        """Need the claim that is named."""
        if named.number:
            self.numbers.add(named.number)
        else:
            self.texts.add(named.text)

    def aim(self, aim: ask.Aim) -> None:
        """Need what an argument is aimed at, and the arguments that aim there already."""
        if aim.conclusion is not None:
            self.name(aim.conclusion)
            if aim.conclusion.number:
                self.aimed_numbers.add(aim.conclusion.number)
        if aim.target:
            self.arguments.add(aim.target)
            self.aims.add(aim.target)


def needs_of_operations(operations: Iterable[ask.Operation]) -> Needs:
    """Return what has to be seen to perform the operations."""
    needs = Needs()
    for operation in operations:
        _need_for_operation(operation, needs)
    return needs


def needs_of_changes(changes: Iterable[to.Change]) -> Needs:
    """Return what has to be seen to make the changes."""
    needs = Needs()
    for change in changes:
        _need_for_change(change, needs)
    return needs


@singledispatch
def _need_for_operation(operation: object, needs: Needs) -> None:
    """By default: the argument and the claim that the operation names."""
    if argument := getattr(operation, "argument", ""):
        needs.arguments.add(argument)
    if number := getattr(operation, "claim", 0):
        needs.numbers.add(number)


@_need_for_operation.register
def _(operation: ask.AddArgument, needs: Needs) -> None:
    needs.aim(operation.aim)
    needs.twins = True
    for premise in operation.premises:
        needs.name(premise.claim)
    if operation.argument:
        needs.arguments.add(operation.argument)


@_need_for_operation.register
def _(operation: ask.AddClaim, needs: Needs) -> None:
    needs.name(operation.claim)


@_need_for_operation.register
def _(operation: ask.RemoveArgument, needs: Needs) -> None:
    needs.arguments.add(operation.argument)
    needs.removed.add(operation.argument)


@_need_for_operation.register
def _(operation: ask.AddPremise, needs: Needs) -> None:
    needs.arguments.add(operation.argument)
    needs.name(operation.premise.claim)


@_need_for_operation.register
def _(operation: ask.SplitPremise, needs: Needs) -> None:
    needs.arguments.add(operation.argument)
    needs.numbers.add(operation.claim)
    needs.twins = True


@_need_for_operation.register
def _(operation: ask.JoinArguments, needs: Needs) -> None:
    needs.arguments |= {operation.argument, operation.other}
    needs.aims |= {operation.argument, operation.other}
    needs.removed.add(operation.other)


@_need_for_operation.register
def _(operation: ask.AimArgument, needs: Needs) -> None:
    needs.arguments.add(operation.argument)
    needs.twins = True
    needs.aim(operation.aim)


@_need_for_operation.register
def _(operation: ask.RewordClaim, needs: Needs) -> None:
    needs.numbers.add(operation.claim)
    needs.texts.add(operation.text)


@_need_for_operation.register
def _(operation: ask.LinkEvidence, needs: Needs) -> None:
    needs.numbers.add(operation.claim)
    needs.linked.add(operation.claim)
    needs.passages.add(operation.passage)


@_need_for_operation.register
def _(operation: ask.UnlinkEvidence, needs: Needs) -> None:
    needs.evidence.add(operation.evidence)


@_need_for_operation.register(ask.LeaveOut)
@_need_for_operation.register(ask.PutBack)
def _(operation: ask.LeaveOut | ask.PutBack, needs: Needs) -> None:
    needs.arguments.add(operation.argument)
    needs.left_out = True


@_need_for_operation.register(ask.Fold)
@_need_for_operation.register(ask.Unfold)
def _(operation: ask.Fold | ask.Unfold, needs: Needs) -> None:
    needs.numbers.add(operation.claim)
    needs.folded = True


@_need_for_operation.register
def _(operation: ask.DescribeMap, needs: Needs) -> None:
    needs.own_map = True
    if operation.lead:
        needs.numbers.add(operation.lead)


@singledispatch
def _need_for_change(change: object, needs: Needs) -> None:
    """By default: the argument and the claim that the change names."""
    if argument := getattr(change, "argument", ""):
        needs.arguments.add(argument)
    if claim := getattr(change, "claim", ""):
        needs.claims.add(claim)


@_need_for_change.register
def _(change: to.ClaimDiscarded, needs: Needs) -> None:
    needs.claims.add(change.claim)
    needs.discarded.add(change.claim)


@_need_for_change.register
def _(change: to.ClaimMade, needs: Needs) -> None:
    needs.claims.add(change.claim)
    needs.texts.add(change.text)


@_need_for_change.register
def _(change: to.ClaimReworded, needs: Needs) -> None:
    needs.claims.add(change.claim)
    needs.texts.add(change.after)


@_need_for_change.register
def _(change: to.ArgumentMade, needs: Needs) -> None:
    _need_argument(change.argument, needs)


@_need_for_change.register
def _(change: to.ArgumentRemoved, needs: Needs) -> None:
    _need_argument(change.argument, needs)
    needs.removed.add(change.argument.id)


@_need_for_change.register
def _(change: to.ArgumentAimed, needs: Needs) -> None:
    needs.arguments.add(change.argument)
    for heading in (change.before, change.after):
        needs.aims.add(heading.aim)
        (needs.arguments if heading.relation == UNDERCUTS else needs.claims).add(heading.aim)


@_need_for_change.register(to.PremiseAdded)
@_need_for_change.register(to.PremiseRemoved)
def _(change: to.PremiseAdded | to.PremiseRemoved, needs: Needs) -> None:
    needs.arguments.add(change.argument)
    needs.claims.add(change.premise.claim)


@_need_for_change.register(to.ArgumentLeftOut)
@_need_for_change.register(to.ArgumentPutBack)
def _(change: to.ArgumentLeftOut | to.ArgumentPutBack, needs: Needs) -> None:
    needs.arguments.add(change.argument)
    needs.left_out = True


@_need_for_change.register(to.ClaimFolded)
@_need_for_change.register(to.ClaimUnfolded)
def _(change: to.ClaimFolded | to.ClaimUnfolded, needs: Needs) -> None:
    needs.claims.add(change.claim)
    needs.folded = True


@_need_for_change.register
def _(change: to.MapDescribed, needs: Needs) -> None:
    needs.maps.add(change.map)
    needs.claims |= {values["lead"] for values in (change.before, change.after) if "lead" in values}


@_need_for_change.register(to.EvidenceLinked)
@_need_for_change.register(to.EvidenceUnlinked)
def _(change: to.EvidenceLinked | to.EvidenceUnlinked, needs: Needs) -> None:
    needs.claims.add(change.evidence.claim)
    needs.linked_claims.add(change.evidence.claim)
    needs.passages.add(change.evidence.passage)


def _need_argument(argument: ArgumentState, needs: Needs) -> None:
    needs.arguments.add(argument.id)
    needs.aims |= {argument.aim, argument.id}
    needs.claims.update(argument.claims)
    (needs.arguments if argument.relation == UNDERCUTS else needs.claims).add(argument.aim)
