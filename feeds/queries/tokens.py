"""Tokens of places in a feed: signed, and good for one claim set."""

from uuid import UUID

from django.core.signing import BadSignature, Signer

from feeds.domain.places import Place, read_place
from feeds.queries.standing import Standing, standing_of
from releases.models import ClaimSet


def _signer(claim_set_id: UUID) -> Signer:
    return Signer(salt=f"feeds.place:{claim_set_id}")


def token_of(claim_set_id: UUID, place: Place) -> str:
    """Return the place as a token."""
    return _signer(claim_set_id).sign(str(place))


def place_of(claim_set_id: UUID, token: str) -> Place | None:
    """Return the place of a token, or None if it was changed or is of another claim set."""
    try:
        return read_place(_signer(claim_set_id).unsign(token))
    except BadSignature:
        return None


def head_token(claim_set: ClaimSet) -> str:
    """Return the token of a reader who has all that is settled now; "" while nothing ever was.

    Settle first: what is marked only comes after it.
    """
    standing = standing_of(ClaimSet.objects.filter(pk=claim_set.pk))
    return "" if standing is None or standing.life is None else token_of(claim_set.pk, head_of(standing))


def head_of(standing: Standing) -> Place:
    """Return the place of a reader who has all that was settled."""
    return Place(standing.life or "", standing.head, 0)
