"""Has a team's own inference model read the likeliest passages of claims, and keeps what it made of them."""

from collections.abc import Sequence

from agreement.entailment import entailment_model, judge_entailment
from agreement.models import EntailmentReading, FoundPassage
from agreement.queries.hints import LEAST_PROBABILITY
from claims.models import Claim
from workspaces.jobs import Progress

READ_OF_AUTHOR = 3
"""Passages of each author that are read: the model is some hundred times slower than a comparison of vectors."""
AT_A_TIME = 64


def read_entailments(claims: Sequence[Claim], progress: Progress | None = None) -> int:
    """Read the passages found for the claims that were not read yet; return how many. Nothing without a model.

    Killed in the middle, it goes on where it was. Raises `EntailmentModelUnavailableError`.
    """
    name = entailment_model()
    if not name:
        return 0
    progress = progress or Progress()
    missing = _unread(claims, name)
    for first in range(0, len(missing), AT_A_TIME):
        progress.report(stage="Reading passages with the inference model", done=first, total=len(missing))
        batch = missing[first : first + AT_A_TIME]
        judged = judge_entailment([(found.sentence.text, found.wording) for found in batch])
        EntailmentReading.objects.bulk_create(
            [
                EntailmentReading(
                    claim_id=found.claim_id,
                    sentence_id=found.sentence_id,
                    model=name,
                    wording=found.wording,
                    entails=one.entails,
                    contradicts=one.contradicts,
                )
                for found, one in zip(batch, judged, strict=True)
            ],
            update_conflicts=True,
            unique_fields=["claim", "sentence", "model"],
            update_fields=["wording", "entails", "contradicts", "read_at"],
        )
    return len(missing)


def _unread(claims: Sequence[Claim], name: str) -> list[FoundPassage]:
    found = (
        FoundPassage.objects.of_current_wording()
        .filter(claim__in=claims, rank__lte=READ_OF_AUTHOR, probability__gte=LEAST_PROBABILITY)
        .select_related("sentence")
        .order_by("claim_id", "author_id", "rank")
    )
    read = set(
        EntailmentReading.objects.filter(claim__in=claims, model=name).values_list("claim_id", "sentence_id", "wording")
    )
    return [one for one in found if (one.claim_id, one.sentence_id, one.wording) not in read]
