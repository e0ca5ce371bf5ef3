"""The scores of the demonstration's suggestions are measured, not made up."""

import pytest

from agreement.engines import embed
from claims.enums import EvidenceState
from demo.reading import read_demo


def test_scores_of_suggestions_are_the_cosine_between_claim_and_passage():
    suggested = [
        (claim.text, piece.quote, piece.score)
        for claim in read_demo().claims
        for piece in claim.evidence
        if piece.state == EvidenceState.SUGGESTED
    ]

    claims = embed([text for text, _, _ in suggested])
    quotes = embed([quote for _, quote, _ in suggested])

    # Two digits are written down, and the light engine differs from the other in the third.
    assert [score for _, _, score in suggested] == pytest.approx(
        [float(cosine) for cosine in (claims * quotes).sum(axis=1)], abs=0.015
    )
