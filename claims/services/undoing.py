"""Taking back what a reader did, step by step, unless somebody else has built on it meanwhile."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models, transaction

from claims.domain.steps import Decision, Step
from claims.enums import EvidenceState
from claims.errors import StepOvertakenError
from claims.models import Claim, Evidence, Judgement
from claims.services.evidence import remove_evidence, restore_evidence
from claims.services.judging import withdraw_judgement
from claims.signals import claim_unmade
from common.history import recorded_as
from sources.models import TextVersion
from workspaces.models import User, Workspace

VERBS = {
    EvidenceState.ACCEPTED: "accepted",
    EvidenceState.REJECTED: "rejected",
    EvidenceState.SUGGESTED: "suggested",
    EvidenceState.JUDGING: "being judged",
}


@dataclass(frozen=True)
class Undone:
    """What was taken back, in words, and where the passage stands (which may be gone itself)."""

    said: str
    spans: tuple[tuple[int, int], ...]


@transaction.atomic
def undo_step(*, workspace: Workspace, text_version: TextVersion, step: Step, by: User) -> Undone:
    """Return what taking the step back did: evidence is as it was, and what was made for it and serves nothing is gone.

    A claim that was made with the evidence goes too, unless somebody edited it or something else hangs on it by now.
    Raises `StepOvertakenError` if the evidence is no longer as the step left it: nothing is written then.
    """
    held = (
        Evidence.objects.filter(workspace=workspace, pk=UUID(step.evidence)).values_list("claim_id", flat=True).first()
    )
    if held is None:
        raise StepOvertakenError("This link was removed meanwhile, so there is nothing to undo.")
    Claim.objects.select_for_update(no_key=True).only("pk").get(pk=held)
    evidence = Evidence.objects.select_related("claim", "speaker", "passage", "decided_by").get(pk=step.evidence)
    _refuse_overtaken(evidence, step.after)
    label = evidence.claim.label
    spans = _spans(evidence, text_version)
    if Judgement.objects.standing().filter(evidence=evidence, judge=by).exists():
        pair = withdraw_judgement(evidence=evidence, by=by)
        gone = "" if pair else _remove_what_was_made(evidence, step, by)
        return Undone(f"Undone: your judgement on {label} is taken back{gone}.", spans)
    if step.before is not None:
        restore_evidence(evidence=evidence, decision=step.before, by=by)
        word = VERBS[EvidenceState(step.before.state)]
        return Undone(f"Undone: the passage is {word} for {label} again.", spans)
    if _dependents(evidence):
        raise StepOvertakenError("Somebody has worked with this evidence meanwhile. Remove it on the claim’s page.")
    remove_evidence(evidence=evidence, by=by)
    gone = _remove_what_was_made(evidence, step, by)
    return Undone(f"Undone: {evidence.get_bearing_display().lower()} {label}{gone}.", spans)


def _refuse_overtaken(evidence: Evidence, after: Decision) -> None:
    now = (str(evidence.state), str(evidence.bearing), str(evidence.decided_by_id or ""))
    if now != (after.state, after.bearing, after.by):
        who = evidence.decided_by.name if evidence.decided_by else "Somebody"
        is_now = f"{evidence.get_state_display().lower()}, {evidence.get_bearing_display().lower()}"
        raise StepOvertakenError(f"{who} changed this meanwhile: it is {is_now} for {evidence.claim.label} now.")


def _spans(evidence: Evidence, text_version: TextVersion) -> tuple[tuple[int, int], ...]:
    stretches = evidence.passage.anchors.filter(text_version=text_version, stretches__isnull=False)
    return tuple(stretches.values_list("stretches__start", "stretches__end"))


def _remove_what_was_made(evidence: Evidence, step: Step, by: User) -> str:
    """Delete passage, claim and speaker that the step made, each only if nothing hangs on it; say which claim stays."""
    said = ""
    with recorded_as(by):
        if step.made_passage and not _dependents(evidence.passage):
            evidence.passage.delete()
        claim = Claim.objects.get(pk=evidence.claim_id)
        # A judgement decides nothing, so its step has no moment but that in which the pair was made.
        at = step.after.at or evidence.created_at.isoformat()
        if step.made_claim and claim.updated_at.isoformat() <= at and not _dependents(claim):
            claim_unmade.send(sender=Claim, claim=claim)
            said = f"; the new claim {claim.label} is gone too"
            claim.delete()
        elif step.made_claim:
            said = f"; {claim.label} stays, for something else hangs on it"
        if step.made_speaker and not _dependents(evidence.speaker):
            evidence.speaker.delete()
    return said


def _dependents(row: models.Model) -> bool:
    """Return whether another row, of whatever app, would be lost with this one or forbids that it goes."""
    held = (models.CASCADE, models.PROTECT, models.RESTRICT)
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: row.pk}).exists()  # noqa: SLF001 - Django's API
        for relation in row._meta.related_objects  # noqa: SLF001 - Django's API
        if relation.on_delete in held and not _goes_along(relation)
    )


def _goes_along(relation: Any) -> bool:  # noqa: ANN401 - Django types relations loosely
    """Return whether the relation's rows are a part of the one that they refer to: a passage's anchors."""
    return relation.related_model._meta.label == "sources.Anchor"  # noqa: SLF001 - Django's API
