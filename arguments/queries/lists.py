"""Lists of maps, arguments and claims to choose from."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Max, OuterRef, Prefetch, QuerySet
from django.db.models.functions import Coalesce

from arguments.models import Argument, ArgumentMap, MapFold, Premise
from claims.models import Claim
from workspaces.models import Workspace

CHOICES = 500
"""A list that a person types into; longer ones only make the page slow."""


def list_maps(workspace: Workspace) -> QuerySet[ArgumentMap]:
    """Return the workspace's maps by title, each with its lead claim loaded and `revision`, the edits seen so far."""
    seen = Coalesce(F("workspace__revision__number"), 0)
    return ArgumentMap.objects.filter(workspace=workspace).select_related("lead_claim").annotate(revision=seen)


def list_map_tiles(workspace: Workspace) -> QuerySet[ArgumentMap]:
    """Return the maps as `list_maps` does, each with `changed_at`, its last edit or else its making."""
    return list_maps(workspace).annotate(changed_at=Coalesce(Max("edits__created_at"), F("created_at")))


def find_map(workspace: Workspace, slug: str) -> ArgumentMap | None:
    """Return a map of that address with all that says how it opens, in one query; None if there is none.

    Beside what `list_maps` loads it has `folded_numbers`, the claims below which it opens folded.
    """
    folds = MapFold.objects.filter(map=OuterRef("pk")).order_by("pk").values("claim__number")
    return list_maps(workspace).annotate(folded_numbers=ArraySubquery(folds)).filter(slug=slug).first()


def claim_choices(workspace: Workspace) -> QuerySet[Claim]:
    """Return the newest claims that the team still works with, for a list to choose from."""
    return Claim.objects.filter(workspace=workspace).current().order_by("-number")[:CHOICES]


def arguments_of_claim(claim: Claim) -> QuerySet[Argument]:
    """Return the arguments for and against a claim in their order, with premises and authors loaded."""
    return (
        Argument.objects.filter(conclusion=claim)
        .select_related("author")
        .prefetch_related(Prefetch("premises", Premise.objects.select_related("claim").order_by("position")))
        .order_by("position", "created_at", "id")
    )
