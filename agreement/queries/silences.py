"""Which authors were found silent on which claims, and which of these findings have lost their ground."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from agreement.models import Silence
from claims.models import Claim, Evidence

REWORDED = "reworded"
NEW_TEXT = "new text"
SPOKEN = "spoken"


@dataclass(frozen=True)
class FoundSilence:
    """A silence, and why it no longer holds: `outdated` is empty while it does."""

    silence: Silence
    outdated: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether it counts."""
        return not self.outdated


def silences_on(claims: Iterable[Claim]) -> dict[tuple[UUID, UUID], FoundSilence]:
    """Return the silences found on the claims by claim id and author id, in two queries."""
    found = Silence.objects.filter(claim__in=claims).with_new_text()
    silences: list[Any] = list(found.select_related("claim", "author", "confirmed_by"))
    if not silences:
        return {}
    spoken = set(
        Evidence.objects.accepted()
        .filter(claim__in={silence.claim_id for silence in silences})
        .values_list("claim_id", "speaker_id")
    )
    return {
        (one.claim_id, one.author_id): FoundSilence(
            silence=one,
            outdated=tuple(
                reason
                for reason, applies in (
                    (REWORDED, one.wording != one.claim.text),
                    (NEW_TEXT, one.has_new_text),
                    (SPOKEN, (one.claim_id, one.author_id) in spoken),
                )
                if applies
            ),
        )
        for one in silences
    }
