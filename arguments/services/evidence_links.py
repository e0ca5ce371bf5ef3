"""The evidence of an edit, written by the services of claims, which derive the stances."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from arguments.domain.editing import changes as to
from arguments.domain.editing.board import EvidenceState
from arguments.errors import ChangedMeanwhileError
from claims.domain.steps import Decision
from claims.enums import EvidenceState as States
from claims.models import Claim, Evidence
from claims.services import link_evidence, remove_evidence
from claims.services.annotating import decided
from claims.services.evidence import restore_evidence
from sources.models import Author, Passage
from workspaces.models import User, Workspace


def write_evidence(workspace: Workspace, changes: Sequence[to.Change], by: User | None) -> list[to.Change]:
    """Return the changes after their evidence is linked and unlinked, with what the links were before."""
    return [_write(workspace, change, by) for change in changes]


def _write(workspace: Workspace, change: to.Change, by: User | None) -> to.Change:
    match change:
        case to.EvidenceLinked(evidence=state):
            return to.EvidenceLinked(_link(workspace, state, by))
        case to.EvidenceUnlinked(evidence=state):
            _unlink(state, by)
            return change
        case _:
            return change


def _link(workspace: Workspace, state: EvidenceState, by: User | None) -> EvidenceState:
    claim = Claim.objects.select_related("workspace").get(workspace=workspace, pk=state.claim)
    passage = Passage.objects.filter(workspace=workspace, pk=state.passage).first()
    speaker = Author.objects.filter(workspace=workspace, pk=state.speaker).first()
    if passage is None or speaker is None:
        raise ChangedMeanwhileError("The passage was deleted meanwhile.", claim=state.claim)
    standing = Evidence.objects.filter(claim=claim, passage=passage, speaker=speaker).first()
    before = decided(standing) if standing else None
    row = link_evidence(claim=claim, passage=passage, bearing=state.bearing, speaker=speaker, by=by)
    values = (
        {} if before is None else {"state": before.state, "bearing": before.bearing, "by": before.by, "at": before.at}
    )
    return replace(state, row=str(row.pk), before=values)


def _unlink(state: EvidenceState, by: User | None) -> None:
    row = Evidence.objects.select_related("claim__workspace", "speaker").get(
        claim=UUID(state.claim), passage=UUID(state.passage), speaker=UUID(state.speaker)
    )
    if state.before and row.state != States.JUDGING:
        restore_evidence(evidence=row, decision=Decision(**state.before), by=by)
    else:
        remove_evidence(evidence=row, by=by)
