"""What argument maps add to the pages of workspaces."""

from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from arguments.models import ArgumentMap
from workspaces.models import Workspace
from workspaces.signals import HomePart, Tile, home_opened


@receiver(home_opened)
def tell_home(workspace: Workspace, **_kwargs: Any) -> HomePart:  # noqa: ANN401
    """Say how many argument maps there are; one query."""
    number = ArgumentMap.objects.filter(workspace=workspace).count()
    url = reverse("arguments:map_list", args=[workspace.slug])
    return HomePart(tiles=(Tile(order=50, number=number, one="argument map", many="argument maps", url=url),))
