"""Who may make which edit, beyond what the role alone says; pages and API ask the same."""

from collections.abc import Iterable
from uuid import UUID

from arguments.domain.editing import operations as ask
from arguments.models import Argument, GraphEdit
from claims.models import Claim, Evidence
from claims.policies import can_change_evidence, can_word_claim
from workspaces.models import Membership
from workspaces.policies import can_annotate, can_edit

_FOR_ANNOTATORS = (ask.AddArgument, ask.AddPremise, ask.LinkEvidence)
"""What adds and takes nothing away."""

_ON_ARGUMENTS = (
    ask.RemoveArgument,
    ask.RemovePremise,
    ask.MovePremise,
    ask.MarkPremise,
    ask.SplitPremise,
    ask.JoinArguments,
    ask.MoveArgument,
    ask.AimArgument,
    ask.DescribeArgument,
)


def can_perform(membership: Membership | None, operations: Iterable[ask.Operation]) -> bool:
    """Editors make any edit; annotators add, and change the arguments, drafts and evidence that are theirs to change.

    An argument is an annotator's own if they made it. Reads at most three rows' worth of tables, for editors none.
    """
    if membership is None or not can_annotate(membership):
        return False
    if can_edit(membership):
        return True
    listed = list(operations)
    return _owns_arguments(membership, listed) and all(_may(membership, operation) for operation in listed)


def can_undo(membership: Membership | None, edit: GraphEdit) -> bool:
    """Editors take back anybody's edit, annotators their own."""
    is_own = membership is not None and edit.by_id == membership.user_id
    return can_edit(membership) or (can_annotate(membership) and is_own)


def _owns_arguments(membership: Membership, operations: list[ask.Operation]) -> bool:
    changed = {UUID(one.argument) for one in operations if isinstance(one, _ON_ARGUMENTS)}
    changed |= {UUID(one.other) for one in operations if isinstance(one, ask.JoinArguments)}
    if not changed:
        return True
    others = Argument.objects.filter(pk__in=changed, workspace=membership.workspace)
    return not others.exclude(created_by=membership.user_id).exists()


def _may(membership: Membership, operation: ask.Operation) -> bool:
    workspace = membership.workspace_id
    match operation:
        case ask.RewordClaim(claim=number):
            claim = Claim.objects.filter(workspace=workspace, number=number).first()
            return claim is None or can_word_claim(membership, claim)
        case ask.UnlinkEvidence(evidence=pk):
            evidence = Evidence.objects.filter(workspace=workspace, pk=pk).first()
            return evidence is None or can_change_evidence(membership, evidence)
        case _:
            return isinstance(operation, _FOR_ANNOTATORS + _ON_ARGUMENTS)
