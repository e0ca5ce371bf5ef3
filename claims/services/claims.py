"""Making, wording and signing off claims."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Value
from django.db.models.functions import MD5, Lower

from claims.domain.folding import fold
from claims.enums import ClaimKind, ClaimStatus
from claims.errors import ClaimWordingTakenError, StaleClaimError
from claims.models import CLAIM_MAX_LENGTH, TOPIC_MAX_LENGTH, Claim
from claims.queries import find_same_wording
from claims.signals import claim_unmade, claim_worded
from common.errors import InvalidInputError
from common.history import recorded_as
from workspaces.models import User, Workspace


@transaction.atomic
def create_claim(  # noqa: PLR0913 - keyword-only, and each is a field of the claim
    *,
    workspace: Workspace,
    text: str,
    kind: str,
    status: str = ClaimStatus.DRAFT,
    topic: str = "",
    by: User | None,
) -> Claim:
    """Return a new claim with the workspace's next number.

    White space is folded and the text put in NFC. Raises `ClaimWordingTakenError` if the workspace has that
    wording and `InvalidInputError` for an empty or too long text or topic, or an unknown kind or status.
    """
    text, topic = _clean_text(text), _clean_topic(topic)
    _check_known(ClaimKind, kind, "kind")
    _check_known(ClaimStatus, status, "status")
    _lock_numbers_and_wordings(workspace)
    _refuse_taken_wording(workspace, text)
    last = Claim.objects.filter(workspace=workspace).aggregate(last=Max("number"))["last"] or 0
    with recorded_as(by):
        claim = Claim.objects.create(
            workspace=workspace,
            number=last + 1,
            text=text,
            kind=kind,
            status=status,
            topic=topic,
            created_by=by,
        )
    claim_worded.send(sender=Claim, claim=claim, by=by)
    return claim


@transaction.atomic
def create_drafts(
    *, workspace: Workspace, wordings: Mapping[UUID, str], numbers: Mapping[UUID, int], by: User | None
) -> list[Claim]:
    """Return new draft claims with the ids and wordings that are given, in that order, numbered one after the other.

    `numbers` names those that an earlier claim of the same id had: it gets its own back where that is free. Many cost
    as little as one. Raises what `create_claim` raises.
    """
    texts = {claim: _clean_text(text) for claim, text in wordings.items()}
    _lock_numbers_and_wordings(workspace)
    _refuse_taken_wordings(workspace, list(texts.values()))
    claims = Claim.objects.filter(workspace=workspace)
    taken = set(claims.filter(number__in=numbers.values()).values_list("number", flat=True))
    last = max([claims.aggregate(last=Max("number"))["last"] or 0, *numbers.values()])
    made: list[Claim] = []
    for claim, text in texts.items():
        number = numbers.get(claim, 0)
        if not number or number in taken:
            number = last = last + 1
        made.append(Claim(id=claim, workspace=workspace, number=number, text=text, created_by=by))
    with recorded_as(by):
        Claim.objects.bulk_create(made)
    if made:
        claim_worded.send(sender=Claim, claim=made[-1], by=by)
    return made


@transaction.atomic
def discard_drafts(*, claims: Collection[Claim], by: User | None) -> None:
    """Delete claims with all that the machine derived from them; the history keeps them.

    Whoever calls it has made sure that nothing hangs on them: see `claims_in_use`.
    """
    for claim in claims:
        claim_unmade.send(sender=Claim, claim=claim)
    with recorded_as(by):
        Claim.objects.filter(pk__in=[claim.pk for claim in claims]).delete()


@transaction.atomic
def edit_claim(  # noqa: PLR0913 - the same, and the state that the form was opened with
    *,
    claim: Claim,
    text: str,
    kind: str,
    topic: str,
    by: User | None,
    opened_at: datetime | None = None,
) -> Claim:
    """Return the claim with a new text, kind and topic; a save that changes nothing writes nothing.

    `opened_at` is the `updated_at` that the person's form was opened with: if the stored one is another,
    `StaleClaimError` carries what is stored now and nothing is written. None does not ask. Otherwise raises
    what `create_claim` raises.
    """
    text, topic = _clean_text(text), _clean_topic(topic)
    _check_known(ClaimKind, kind, "kind")
    _lock_numbers_and_wordings(claim.workspace)
    stored = Claim.objects.select_for_update(no_key=True).get(pk=claim.pk)
    if (stored.text, stored.kind, stored.topic) == (text, kind, topic):
        return stored
    if opened_at is not None and stored.updated_at != opened_at:
        raise StaleClaimError(
            f"{stored.label} was changed while you were editing it.",
            text=stored.text,
            kind=stored.kind,
            topic=stored.topic,
            updated_at=stored.updated_at,
        )
    _refuse_taken_wording(claim.workspace, text, except_for=stored)
    is_reworded = stored.text != text
    stored.text, stored.kind, stored.topic = text, kind, topic
    with recorded_as(by):
        stored.save(update_fields=["text", "kind", "topic", "updated_at"])
    if is_reworded:
        claim_worded.send(sender=Claim, claim=stored, by=by)
    return stored


@transaction.atomic
def set_claim_status(*, claim: Claim, status: str, by: User | None) -> Claim:
    """Return the claim with that status; the same one writes nothing. Any status may follow any other.

    A claim that was merged into another stands for itself again when it is no longer retired; what was moved stays.
    """
    _check_known(ClaimStatus, status, "status")
    stored = Claim.objects.select_for_update(no_key=True).get(pk=claim.pk)
    if stored.status != status:
        stored.status, stored.merged_into = status, None
        with recorded_as(by):
            stored.save(update_fields=["status", "merged_into", "updated_at"])
    return stored


def _lock_numbers_and_wordings(workspace: Workspace) -> None:
    """Make this workspace's other writers of numbers and wordings wait for the end of the transaction.

    FOR NO KEY UPDATE: rows that refer to the workspace can still be written meanwhile.
    """
    Workspace.objects.select_for_update(no_key=True).only("pk").get(pk=workspace.pk)


def _refuse_taken_wording(workspace: Workspace, text: str, except_for: Claim | None = None) -> None:
    same = find_same_wording(workspace, text, except_for=except_for)
    if same is not None:
        raise ClaimWordingTakenError(
            f"{same.label} says this already, word for word.", field="text", number=same.number
        )


def _refuse_taken_wordings(workspace: Workspace, texts: Sequence[str]) -> None:
    wordings = [MD5(Lower(Value(text))) for text in texts]
    same = Claim.objects.filter(workspace=workspace).alias(wording=MD5(Lower("text"))).filter(wording__in=wordings)
    for claim in same[:1]:
        raise ClaimWordingTakenError(
            f"{claim.label} says this already, word for word.", field="text", number=claim.number
        )


def _clean_text(text: str) -> str:
    cleaned = fold(text)
    if not cleaned:
        raise InvalidInputError("A claim needs a text.", field="text")
    if len(cleaned) > CLAIM_MAX_LENGTH:
        raise InvalidInputError(
            f"A claim is one proposition of at most {CLAIM_MAX_LENGTH} characters; this has {len(cleaned)}.",
            field="text",
        )
    return cleaned


def _clean_topic(topic: str) -> str:
    cleaned = fold(topic)
    if len(cleaned) > TOPIC_MAX_LENGTH:
        raise InvalidInputError(f"A topic has at most {TOPIC_MAX_LENGTH} characters.", field="topic")
    return cleaned


def _check_known(choices: type[ClaimKind | ClaimStatus], value: str, field: str) -> None:
    if value not in choices.values:
        raise InvalidInputError(f"“{value}” is no {field} of a claim.", field=field)
