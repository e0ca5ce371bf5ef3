"""What claims add to the pages of workspaces and sources."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, F, TextField, Value
from django.db.models.functions import Cast, Concat
from django.dispatch import receiver
from django.urls import reverse

from claims.domain.history import CLAIM, EVIDENCE
from claims.enums import EvidenceState
from claims.models import Claim, Comment, Evidence
from claims.queries import claims_resting_on, list_mentions, stances_resting_on
from claims.queries.judging import disputed_pairs, questions_for
from claims.queries.repairs import waiting_repairs
from sources.models import Source
from sources.signals import Dependent, Impact, library_listed, source_weighed
from workspaces.models import Membership, User, Workspace
from workspaces.policies import can_annotate, can_edit
from workspaces.signals import Event, HomePart, Task, Tile, home_opened

EVENTS_SENT = 40
DID = {
    "worded": "worded the claim",
    "commented": "commented on",
    EvidenceState.ACCEPTED: "accepted evidence on",
    EvidenceState.REJECTED: "rejected a suggestion for",
}


@receiver(library_listed)
def count_suggestions(sources: Iterable[Source], **_kwargs: Any) -> dict[UUID, int]:  # noqa: ANN401
    """Return how many suggestions wait in each of the sources."""
    waiting = Evidence.objects.suggested().filter(passage__source__in=[source.pk for source in sources])
    return dict(waiting.order_by().values_list("passage__source").annotate(number=Count("pk")))


@receiver(home_opened)
def tell_home(workspace: Workspace, user: User, **_kwargs: Any) -> HomePart:  # noqa: ANN401
    """Say how many claims and how much evidence there is, what waits, and what was done last; one query."""
    current = Claim.objects.filter(workspace=workspace).current()
    evidence = Evidence.objects.filter(claim__in=current)
    claims = reverse("claims:list", args=[workspace.slug])
    return HomePart(
        tiles=(
            Tile(order=30, rows=current, one="claim", many="claims", url=claims),
            Tile(
                order=40,
                rows=evidence.accepted(),
                one="piece of evidence",
                many="pieces of evidence",
                url=claims,
            ),
        ),
        tasks=(
            Task(
                rows=list_mentions(workspace, user, unread_only=True),
                one="comment that mentions you",
                many="comments that mention you",
                url=reverse("claims:mentions", args=[workspace.slug]),
                group="For you",
                order=1,
            ),
            Task(
                rows=evidence.suggested(),
                one="suggested passage to accept or reject",
                many="suggested passages to accept or reject",
                url=f"{claims}?waiting=on",
                group="Suggestions",
                order=20,
                hint="Passages that may bear on a claim: say which side they are on.",
                keys=("a accept", "r reject", "j next"),
            ),
            Task(
                rows=waiting_repairs(workspace),
                one="passage to find again in a new text",
                many="passages to find again in a new text",
                url=reverse("claims:repairs", args=[workspace.slug]),
                group="Sources that changed",
                order=10,
                hint="Their sources were received again, and their place in the new text is not certain.",
                keys=("a accept", "m another place", "g give up"),
            ),
        ),
        events=tuple(_events(workspace)),
    )


@receiver(home_opened)
def tell_judging(workspace: Workspace, user: User, membership: Membership, **_kwargs: Any) -> HomePart:  # noqa: ANN401
    """Say how many pairs this member is asked to judge and how many disputes wait for them."""
    to_judge = Task(
        rows=questions_for(workspace, user),
        one="passage to judge alone",
        many="passages to judge alone",
        url=reverse("claims:questions", args=[workspace.slug]),
        group="Judging",
        order=5,
        hint="Another annotator has judged them; you do not see how.",
        keys=("s supports", "c contradicts", "x context", "0 neither", "j skip"),
    )
    to_decide = Task(
        rows=disputed_pairs(workspace),
        one="dispute to decide",
        many="disputes to decide",
        url=reverse("claims:disputes", args=[workspace.slug]),
        group="Judging",
        order=6,
        hint="Two annotators differ. What costs most agreement comes first.",
        keys=("1 the first", "2 the second", "0 none of these"),
    )
    asked = workspace.judgements_wanted > 1 and can_annotate(membership)
    return HomePart(tasks=(*((to_judge,) if asked else ()), *((to_decide,) if can_edit(membership) else ())))


@receiver(source_weighed)
def weigh_claims(source: Source, **_kwargs: Any) -> list[Impact]:  # noqa: ANN401
    """Name the claims and the stances that rest on passages of the source; two queries."""
    slug = source.workspace.slug
    claims = tuple(
        Dependent(label=claim.label, text=claim.text, url=reverse("claims:detail", args=[slug, claim.number]))
        for claim in claims_resting_on(source)
    )
    stances = tuple(
        Dependent(
            label=stance.author.name,
            text=f"{stance.get_position_display().lower()} {stance.claim.label} {stance.claim.text}",
            url=reverse("claims:detail", args=[slug, stance.claim.number]),
        )
        for stance in stances_resting_on(source)
    )
    return [
        Impact(order=20, one="claim", many="claims", dependents=claims),
        Impact(order=30, one="stance", many="stances", dependents=stances),
    ]


def _events(workspace: Workspace) -> Iterable[Event]:
    """Yield the last wordings of claims, decisions on evidence and comments, each with its entry, in one query."""
    made: Any = Claim.pgh_event_model.objects.filter(workspace=workspace, pgh_label="insert")  # type: ignore[attr-defined]
    decided: Any = Evidence.pgh_event_model.objects.filter(workspace=workspace, decided_at__isnull=False)  # type: ignore[attr-defined]
    rows: tuple[Any, ...] = (
        made.values_list(
            "pgh_created_at", "created_by__name", Value("worded"), "number", "text", _entry(CLAIM, "pgh_id")
        ),
        decided.exclude(pgh_label="delete").values_list(
            *("pgh_created_at", "decided_by__name", F("state"), "claim__number", "claim__text"),
            _entry(EVIDENCE, "pgh_id"),
        ),
        Comment.objects.living()
        .filter(workspace=workspace)
        .values_list(
            *("created_at", "author__name", Value("commented"), "claim__number", "claim__text"), _entry("comment", "id")
        ),
    )
    first, *others = (queryset.order_by() for queryset in rows)
    for at, who, did, number, text, entry in first.union(*others, all=True).order_by("-pgh_created_at")[:EVENTS_SENT]:
        claim = reverse("claims:detail", args=[workspace.slug, number])
        where = f"#{entry}" if did == "commented" else f"history/?entry={entry}#h-{entry}"
        yield Event(at=at, who=who or "Somebody", did=DID[did], what=f"C-{number} {text}", url=claim + where)


def _entry(kind: str, field: str) -> Concat:
    return Concat(Value(f"{kind}-"), Cast(field, TextField()), output_field=TextField())
