"""Claims that fit what a reader types or marks, by words and by meaning, each with why."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from claims.models import Claim
from claims.queries.claims import ClaimFilters, filter_claims, find_similar_wordings
from claims.signals import FittingClaim, Wanted, claims_wanted
from workspaces.models import Workspace

SHOWN = 7
BY_MEANING = 4
"""Of them, at most so many that hold none of the words typed: words are what one meant to type."""


@dataclass(frozen=True)
class OfferedClaim:
    """A claim that fits and why, in words ("" for one that was only used lately)."""

    claim: Claim
    why: str


def offer_claims(workspace: Workspace, wanted: Wanted) -> list[OfferedClaim]:
    """Return at most `SHOWN` claims: with words typed those that hold them first, without any the nearest in meaning.

    What is near in meaning is asked of the apps above. At most four queries of our own.
    """
    near = _near(wanted)
    by_words = list(filter_claims(workspace, ClaimFilters(search=wanted.typed)).order_by("-updated_at")[:SHOWN])
    if wanted.typed and len(by_words) < SHOWN:
        found = {claim.pk for claim in by_words}
        by_words += [claim for claim in find_similar_wordings(workspace, wanted.typed) if claim.pk not in found]
    worded = [OfferedClaim(claim, _why(wanted, near.get(claim.pk))) for claim in by_words]
    others = _meant(workspace, near, {claim.pk for claim in by_words} if wanted.typed else set())
    if wanted.typed:
        return [*worded[: SHOWN - min(len(others), 2)], *others[:BY_MEANING]][:SHOWN]
    meant = {one.claim.pk for one in others}
    return [*others, *(one for one in worded if one.claim.pk not in meant)][:SHOWN]


def _near(wanted: Wanted) -> dict[UUID, FittingClaim]:
    answers: Any = claims_wanted.send(sender=Claim, wanted=wanted)
    return {fitting.claim_id: fitting for _receiver, answer in answers for fitting in answer}


def _meant(workspace: Workspace, near: dict[UUID, FittingClaim], known: set[UUID]) -> list[OfferedClaim]:
    wanted = {pk: fitting for pk, fitting in near.items() if pk not in known}
    claims = list(Claim.objects.filter(workspace=workspace, pk__in=wanted)) if wanted else []
    ranked = sorted(claims, key=lambda claim: -wanted[claim.pk].score)
    return [OfferedClaim(claim, wanted[claim.pk].why) for claim in ranked]


def _why(wanted: Wanted, fitting: FittingClaim | None) -> str:
    words = "by words" if wanted.typed else ""
    return ", ".join(part for part in (words, fitting.why if fitting else "") if part)
