"""What several pages of claims show in the same way."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator

from claims.domain.history import HistoryEntry, filter_entries
from claims.models import Claim, Comment, Evidence
from claims.queries import discussion_of
from workspaces.gates import MemberRequest
from workspaces.models import Membership

ENTRIES_A_PAGE = 25
KINDS = {
    "claim": "Wording and status",
    "evidence": "Evidence",
    "stance": "Stances",
    "passage": "The passage",
    "anchor": "Where it stands",
    "source": "What is known of it",
    "byline": "Authors",
    "capture": "What was received",
    "text": "Texts",
}
"""What one can narrow a history to, by kind of row."""


def discussion_context(
    membership: Membership,
    claim: Claim,
    about: Evidence | None = None,
    **more: Any,  # noqa: ANN401 - of templates
) -> dict[str, Any]:
    """Return what `claims/_discussion.html` needs: of the claim, or `about` one piece of its evidence.

    `more` may hold `refused` (a form whose input was not taken, with its errors) and `fresh` (a new comment).
    """
    return {
        "claim": claim,
        "about": about,
        "discussion": discussion_of(claim, membership, about),
        **more,
    }


def address_of_comment(comment: Comment) -> str:
    """Return the part of the address that leads to the comment on its claim's page."""
    return f"#comment-{comment.pk}"


def history_context(request: MemberRequest, entries: Sequence[HistoryEntry], address: str) -> dict[str, Any]:
    """Return what `claims/_history.html` needs: the page of entries that the query asks for.

    The query may filter by `who` (id of a user) and `what` (kind of row), name a `page`, or an `entry`, whose page is
    then shown. `address` is where the history stands by itself.
    """
    who, what = request.GET.get("who", ""), request.GET.get("what", "")
    chosen = filter_entries(entries, user=who, kind=what)
    place = next((place for place, entry in enumerate(chosen) if entry.key == request.GET.get("entry")), None)
    number = request.GET.get("page", 1) if place is None else place // ENTRIES_A_PAGE + 1
    kept = {name: value for name, value in (("who", who), ("what", what)) if value}
    return {
        "page": Paginator(chosen, ENTRIES_A_PAGE).get_page(number),
        "people": sorted({(entry.user, entry.who) for entry in entries if entry.user}, key=lambda one: one[1]),
        "kinds": [(kind, label) for kind, label in KINDS.items() if any(entry.kind == kind for entry in entries)],
        "who": who,
        "what": what,
        "query": f"{urlencode(kept)}&" if kept else "",
        "history_address": address,
        "entry_count": len(entries),
    }
