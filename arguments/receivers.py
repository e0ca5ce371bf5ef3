"""What argument maps add to the pages of workspaces."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.dispatch import receiver
from django.urls import reverse

from arguments.models import ArgumentMap
from arguments.queries import maps_showing, resting_on
from claims.queries import claims_resting_on
from claims.signals import Hanging, claims_leaned_on
from sources.models import Source
from sources.signals import Dependent, Impact, source_weighed
from workspaces.models import Workspace
from workspaces.signals import HomePart, Tile, home_opened


@receiver(home_opened)
def tell_home(workspace: Workspace, **_kwargs: Any) -> HomePart:  # noqa: ANN401
    """Say how many argument maps there are."""
    maps = ArgumentMap.objects.filter(workspace=workspace)
    url = reverse("arguments:map_list", args=[workspace.slug])
    return HomePart(tiles=(Tile(order=50, rows=maps, one="argument map", many="argument maps", url=url),))


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
