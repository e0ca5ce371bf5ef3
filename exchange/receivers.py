"""What imports of annotations add to the pages of workspaces."""

from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from exchange.enums import ImportState
from exchange.models import AnnotationImport
from workspaces.models import Workspace
from workspaces.signals import HomePart, Task, home_opened


@receiver(home_opened)
def tell_home(workspace: Workspace, **_kwargs: Any) -> HomePart:  # noqa: ANN401
    """Say how many imports wait for somebody to confirm them."""
    waiting = AnnotationImport.objects.filter(workspace=workspace, state=ImportState.READY)
    return HomePart(
        tasks=(
            Task(
                rows=waiting,
                one="import of annotations to confirm",
                many="imports of annotations to confirm",
                url=reverse("exchange:import_list", args=[workspace.slug]),
            ),
        )
    )
