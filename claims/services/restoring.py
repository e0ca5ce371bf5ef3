"""Going back to an earlier state.

Each kind of row is written by the services that write it always, so that what those hold (unique wordings, stances
that follow from evidence, reasons, history) holds here too.
"""

from collections.abc import Collection

import pghistory
from django.db import transaction

from claims.domain.history import CLAIM, EVIDENCE
from claims.domain.steps import Decision
from claims.enums import EvidenceState
from claims.errors import CannotRestoreError, StaleRestorationError
from claims.models import Claim, Comment, Evidence, Stance
from claims.queries.history.events import RESTORED
from claims.queries.restoring import CLAIM_FIELDS, Restoration, find_restoration
from claims.services.claims import edit_claim, set_claim_status
from claims.services.evidence import link_evidence, remove_evidence, restore_evidence, suggest_evidence
from claims.services.stances import clear_stance, set_stance
from sources.models import Author, Passage
from workspaces.models import User


@transaction.atomic
def restore(  # noqa: PLR0913 - keyword-only: of what, which state, what was seen, which fields, by whom
    *,
    claim: Claim,
    key: str,
    before: bool = False,
    stamp: int,
    fields: Collection[str] = CLAIM_FIELDS,
    by: User,
) -> Restoration:
    """Go back to the state that the event `key` left (or found, if `before`), and return what that was.

    `stamp` is that of the restoration which the person has seen: if somebody changed the row since, nothing is
    written and `StaleRestorationError` says so. `fields` chooses among those of a claim. Raises
    `CannotRestoreError` with the reason when it cannot be done, and whatever the services of the row raise.
    """
    Claim.objects.select_for_update(no_key=True).only("pk").get(pk=claim.pk)
    found = find_restoration(claim, key, before=before)
    if found is None:
        raise CannotRestoreError("There is no such state of this claim to go back to.")
    if found.stamp != stamp:
        raise StaleRestorationError("Somebody changed it meanwhile. Look at what is stored now, and decide again.")
    if found.refusal:
        raise CannotRestoreError(found.refusal)
    with pghistory.context(user=str(by.pk), **{RESTORED: found.phrase}):
        if found.kind == CLAIM:
            _restore_claim(found, fields, by)
        elif found.kind == EVIDENCE:
            _restore_evidence(found, by)
        else:
            _restore_stance(found, by)
    return found


def _restore_claim(found: Restoration, fields: Collection[str], by: User) -> None:
    now, then = found.now, found.then
    if now is None or then is None or not fields:
        raise CannotRestoreError("Say what to restore.")
    wanted = {field: getattr(then if field in fields else now, field) for field in CLAIM_FIELDS}
    claim = edit_claim(claim=now, text=wanted["text"], kind=wanted["kind"], topic=wanted["topic"], by=by)
    set_claim_status(claim=claim, status=wanted["status"], by=by)


def _restore_evidence(found: Restoration, by: User) -> None:
    now, then = found.now, found.then
    if then is None:
        if now is not None:
            remove_evidence(evidence=now, by=by)
        return
    evidence = now if now is not None else _link_again(found)
    at = then.decided_at.isoformat() if then.decided_at else ""
    decision = Decision(state=then.state, bearing=then.bearing, by=str(then.decided_by_id or ""), at=at)
    restore_evidence(evidence=evidence, decision=decision, by=by)


def _link_again(found: Restoration) -> Evidence:
    """Return the evidence as a new row, with the comments that were made on it.

    It is linked in nobody's name: where two judgements are wanted, one in a person's name would be a judgement. Who
    decided on it is restored next, and who went back stands in the history.
    """
    then = found.then
    if then is None:
        raise CannotRestoreError("There is nothing to bring back.")
    passage, speaker = Passage.objects.get(pk=then.passage_id), Author.objects.get(pk=then.speaker_id)
    same = {"claim": found.claim, "passage": passage, "speaker": speaker, "bearing": then.bearing}
    evidence = None
    if then.score is not None:
        evidence = suggest_evidence(**same, score=then.score, why=then.why)
    elif then.state != EvidenceState.SUGGESTED:
        evidence = link_evidence(**same, by=None)
    if evidence is None:
        raise CannotRestoreError("The passage was tied to the claim again meanwhile.")
    Comment.objects.filter(claim=found.claim, passage=passage, evidence__isnull=True).update(evidence=evidence)
    return evidence


def _restore_stance(found: Restoration, by: User) -> None:
    now, then = found.now, found.then
    if then is not None:
        author = Author.objects.get(pk=then.author_id)
        set_stance(
            claim=found.claim,
            author=author,
            position=then.position,
            likelihood=then.likelihood,
            likelihood_term=then.likelihood_term,
            as_of=then.as_of,
            reason=then.reason,
            by=by,
        )
    elif isinstance(now, Stance):
        clear_stance(stance=now, by=by)
