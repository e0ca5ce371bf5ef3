"""What several pages of claims show in the same way."""

from typing import Any

from claims.models import Claim, Comment, Evidence
from claims.queries import discussion_of
from workspaces.models import Membership


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
