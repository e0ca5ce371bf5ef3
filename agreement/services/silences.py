"""Finding that an author's sources say nothing on a claim, and taking that back (docs/algorithms/answers.md)."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from agreement.errors import AuthorSpeaksError
from agreement.models import Silence
from agreement.queries.answering import captures_of, find_standing
from claims.enums import EvidenceState, StanceBasis
from claims.models import Claim, Evidence, Stance
from claims.services.deciding import lock_claim
from common.errors import InvalidInputError
from common.history import recorded_as
from sources.models import Author, Sentence
from workspaces.models import User


@transaction.atomic
def confirm_silence(*, claim: Claim, author: Author, shown: Sequence[Sentence], by: User) -> Silence:
    """Return the finding that the author's sources say nothing on the claim; again, it holds for what there is now.

    `shown` are the nearest sentences, none of which spoke. Raises `AuthorSpeaksError` if a passage of the author is
    accepted or an editor set a stance, and, where two judgements are wanted, while a sentence shown is not settled.
    """
    lock_claim(claim)
    held = Claim.objects.select_related("workspace").get(pk=claim.pk)
    spaces = {held.workspace_id, author.workspace_id, *(_workspace_of(one) for one in shown)}
    if len(spaces) > 1:
        raise InvalidInputError("The claim, the author and the sentences must belong to one workspace.")
    _refuse_speaking(held, author)
    if held.workspace.judgements_wanted > 1:
        _refuse_unsettled(held, author, shown)
    with recorded_as(by):
        silence, _made = Silence.objects.update_or_create(
            claim=held,
            author=author,
            defaults={
                "workspace": held.workspace,
                "captures": captures_of(author),
                "wording": held.text,
                "confirmed_by": by,
                "confirmed_at": timezone.now(),
            },
        )
        silence.shown.set(shown)
    return silence


@transaction.atomic
def withdraw_silence(*, claim: Claim, author: Author, by: User) -> bool:
    """Return whether there was a silence to take back; the author is open on the claim again then."""
    lock_claim(claim)
    with recorded_as(by):
        _number, kinds = Silence.objects.filter(claim=claim, author=author).delete()
    return bool(kinds)


def _workspace_of(sentence: Sentence) -> object:
    return sentence.text_version.capture.source.workspace_id


def _refuse_speaking(claim: Claim, author: Author) -> None:
    accepted = Evidence.objects.accepted().filter(claim=claim, speaker=author)
    held = Stance.objects.filter(claim=claim, author=author, basis=StanceBasis.SET)
    if accepted.exists() or held.exists():
        raise AuthorSpeaksError(f"{author.name} speaks on {claim.label}: there is accepted evidence or a stance.")


def _refuse_unsettled(claim: Claim, author: Author, shown: Sequence[Sentence]) -> None:
    """Whether somebody judges one of them must not show, so each has to be settled for everybody."""
    for sentence in shown:
        standing = find_standing(claim, sentence)
        if standing is None or standing.evidence.state != EvidenceState.REJECTED:
            raise AuthorSpeaksError(
                f"Two judgements are wanted here: {author.name} can be found silent on {claim.label} once every "
                "passage shown is settled as not bearing on it."
            )
