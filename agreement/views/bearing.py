"""The sentences of a text that bear on a claim, for the reader."""

from uuid import UUID

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from agreement.domain.likeness.bands import band_of
from agreement.domain.likeness.bearing import Bearing, rank_bearing
from agreement.queries.decisions import folding_of
from agreement.queries.nearness import LEAST_COSINE, likenesses
from claims.queries import find_claim
from claims.queries.opening import find_version_to_read
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate

SHOWN = 12


@member_page(can_annotate)
@require_GET
def sentences_bearing(request: MemberRequest, source_id: UUID) -> JsonResponse:
    """Return the likeliest sentences for the claim `?claim=12`, best first, with scores and why, as JSON."""
    version = find_version_to_read(request.workspace, source_id)
    claim = find_claim(request.workspace, _number(request))
    if version is None or claim is None:
        raise Http404
    rows = likenesses(version, claim)
    ranked = rank_bearing(claim.text, rows, top=SHOWN, least_cosine=LEAST_COSINE, folding=folding_of(request.workspace))
    said = f"{len(ranked)} sentences may bear on {claim.label}, the likeliest first."
    if not ranked:
        said = f"No sentence of this text is near {claim.label}, as far as it has been analysed."
    return JsonResponse(
        {
            "claim": {"number": str(claim.number), "text": claim.text},
            "said": said,
            "sentences": [
                {
                    "sentence": one.sentence,
                    "score": round(one.probability, 4),
                    "why": _why(one),
                }
                for one in ranked
            ],
        }
    )


def _number(request: HttpRequest) -> int:
    typed = request.GET.get("claim", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def _why(one: Bearing) -> str:
    """Return in words how likely the sentence bears on the claim, and what speaks for it."""
    words = f", shares {', '.join(one.shared[:4])}" if one.shared else ""
    return f"{band_of(one.probability).meaning.words}: by meaning {one.cosine:.2f}{words}"
