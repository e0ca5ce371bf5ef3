"""What argument maps add to the pages of workspaces."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.dispatch import receiver
from django.urls import reverse

from arguments.models import Argument, ArgumentMap
from arguments.queries import maps_showing, resting_on
from arguments.queries.judging import count_open_questions
from arguments.services.merging import move_arguments
from claims.models import Claim
from claims.queries import claims_resting_on
from claims.signals import Hanging, claims_leaned_on, claims_merged, merge_weighed
from sources.models import Source
from sources.signals import Dependent, Impact, source_weighed
from workspaces.models import User, Workspace
from workspaces.signals import HomePart, Task, Tile, home_opened


@receiver(home_opened)
def tell_home(workspace: Workspace, **_kwargs: Any) -> HomePart:  # noqa: ANN401
    """Say how many argument maps there are, and how many critical questions wait; one query."""
    maps = ArgumentMap.objects.filter(workspace=workspace)
    url = reverse("arguments:map_list", args=[workspace.slug])
    tile = Tile(order=50, rows=maps, one="argument map", many="argument maps", url=url)
    return HomePart(tiles=(tile,), tasks=(_questions(workspace),))


@receiver(claims_leaned_on)
def weigh_claims(workspace: Workspace, claims: Iterable[UUID], **_kwargs: Any) -> dict[UUID, Hanging]:  # noqa: ANN401
    """Say what rests on the claims by way of arguments; one query."""
    return {
        claim: Hanging(steps=resting.steps, arguments=len(resting.arguments))
        for claim, resting in resting_on(workspace, claims).items()
    }


@receiver(source_weighed)
def weigh_maps(source: Source, **_kwargs: Any) -> Impact:  # noqa: ANN401
    """Name the maps that show a claim which rests on the source; four queries."""
    slug = source.workspace.slug
    maps = tuple(
        Dependent(
            label=f"C-{one.lead_claim.number}",
            text=one.title,
            url=reverse("arguments:map_detail", args=[slug, one.slug]),
        )
        for one in maps_showing(source.workspace, claims_resting_on(source))
    )
    return Impact(order=40, one="argument map", many="argument maps", dependents=maps)


@receiver(claims_merged)
def take_arguments_along(claim: Claim, into: Claim, by: User | None, **_kwargs: Any) -> None:  # noqa: ANN401
    """Let the arguments of a claim be about the one that it was merged into."""
    move_arguments(claim=claim, into=into, by=by)


@receiver(merge_weighed)
def tell_of_arguments(claim: Claim, **_kwargs: Any) -> list[str]:  # noqa: ANN401
    """Say how many arguments and maps a merge would move; two queries."""
    arguments = Argument.objects.filter(Q(conclusion=claim) | Q(premises__claim=claim)).distinct().count()
    maps = ArgumentMap.objects.filter(lead_claim=claim).count()
    told = [f"{arguments} argument{'' if arguments == 1 else 's'}"] if arguments else []
    return told + ([f"the lead of {maps} map{'' if maps == 1 else 's'}"] if maps else [])


def _questions(workspace: Workspace) -> Task:
    return Task(
        number=count_open_questions(workspace),
        one="open critical question",
        many="open critical questions",
        url=reverse("arguments:question_list", args=[workspace.slug]),
        group="Arguments",
        order=30,
        hint="Steps of a usual kind hold unless one of their questions has no good answer.",
    )
