"""Passages of the library to choose from, for a claim or for a step."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q

from claims.models import Claim, Evidence
from sources.models import Authorship, Passage
from workspaces.models import Workspace

PASSAGES_SHOWN = 30
"""As many as one looks through; more words narrow the rest down."""

WORDS_READ = 8
"""More words narrow nothing down and only make the query long."""


@dataclass(frozen=True, slots=True)
class PassageChoices:
    """What is linked to a claim, and what could be; `has_more` if words would narrow it down."""

    linked: list[Evidence]
    offered: list[Passage]
    has_more: bool


def offer_passages(workspace: Workspace, words: str, claim: Claim | None = None) -> PassageChoices:
    """Return the passages that have all the words in quote, title or author, the newest first.

    Evidence that was accepted for the claim is apart, and its passages are not offered again. Three queries, two
    without a claim.
    """
    found = Passage.objects.filter(workspace=workspace)
    for word in words.split()[:WORDS_READ]:
        found = found.filter(_has(word))
    linked: list[Evidence] = []
    if claim is not None:
        accepted = Evidence.objects.accepted().filter(claim=claim)
        linked = list(accepted.select_related("speaker", "passage__source"))
        found = found.exclude(Exists(accepted.filter(passage=OuterRef("pk"))))
    written = Prefetch("source__authorships", Authorship.objects.select_related("author").order_by("position"))
    offered = list(found.select_related("source").prefetch_related(written)[: PASSAGES_SHOWN + 1])
    return PassageChoices(linked, offered[:PASSAGES_SHOWN], len(offered) > PASSAGES_SHOWN)


def _has(word: str) -> Q:
    written = Authorship.objects.filter(
        Q(author__family__icontains=word) | Q(author__given__icontains=word), source=OuterRef("source")
    )
    return Q(exact__icontains=word) | Q(source__title__icontains=word) | Q(Exists(written))
