"""Claims that are meant by the words that somebody searches for, as a part of the list of claims."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from agreement.queries.claim_search import HIT_STARTS, HIT_STOPS, marked_claims
from agreement.services.searching import find_claims
from claims.forms import ClaimFilterForm
from claims.models import Claim
from claims.queries import ClaimFilters, filter_claims
from sources.domain.search_words import cut_snippet
from sources.models import Author
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_read

SHOWN = 8
LOOKED_AT = 60
"""Hits of which most may hold the words as typed, and so stand in the list already."""
LEAST_LETTERS = 3
LEAST_COSINE = 0.3
"""Below this a claim and some words rarely have a subject in common."""


@member_page(can_read)
@require_GET
def claims_meant(request: MemberRequest) -> HttpResponse:
    """Return the claims that fit the words by meaning or in other forms, without those that hold them as typed."""
    words = request.GET.get("q", "").replace("\x00", "").strip()
    if len(words) < LEAST_LETTERS or len(words) > 300:
        return HttpResponse()
    filters = _filters(request)
    claims = filter_claims(request.workspace, filters)
    hits = find_claims(workspace=request.workspace, claims=claims, text=words, wait=False).hits[:LOOKED_AT]
    rows: dict[UUID, Any] = dict(marked_claims(hits, words))
    found = [
        {
            "claim": rows[hit.claim_id],
            "hit": hit,
            "parts": cut_snippet(rows[hit.claim_id].marked, HIT_STARTS, HIT_STOPS),
        }
        for hit in hits
        if hit.claim_id in rows
        and not _holds(rows[hit.claim_id], words)
        and (hit.words_rank is not None or (hit.cosine or 0) >= LEAST_COSINE)
    ]
    return render(request, "agreement/_claims_meant.html", {"found": found[:SHOWN]})


def _filters(request: MemberRequest) -> ClaimFilters:
    """Return the filters of the list without its words: what the address does not name right narrows nothing."""
    author = request.GET.get("author", "").replace("\x00", "")
    authors = Author.objects.filter(workspace=request.workspace, slug=author) if author else ()
    given = request.GET.copy()
    given["q"] = ""
    return ClaimFilterForm(given, topics=[request.GET.get("topic", "")], authors=authors).filters


def _holds(claim: Claim, words: str) -> bool:
    """Say whether the list of those that hold the words has the claim already."""
    text = f"{claim.text}\n{claim.topic}".casefold()
    return all(word.casefold() in text for word in words.split())
