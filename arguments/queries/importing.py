"""What a workspace has of what a file of a map names."""

from collections import defaultdict
from uuid import UUID

from django.db.models import Value
from django.db.models.functions import MD5, Lower

from arguments.domain.graph import ArgumentGraph
from arguments.domain.importing.planning import Known, KnownArgument
from arguments.domain.importing.wordings import NearWording, find_near
from arguments.domain.schemes import SCHEMES
from arguments.models import Argument, MapImport, Premise
from claims.domain.folding import fold
from claims.models import Claim
from sources.models import Author, Passage
from workspaces.models import Workspace


def find_map_import(workspace: Workspace, identity: UUID) -> MapImport | None:
    """Return a file of the workspace with its map, its edit and who brought it; None if there is no such file."""
    rows = MapImport.objects.select_related("map__lead_claim", "edit", "created_by")
    return rows.filter(workspace=workspace, pk=identity).first()


def know_of_graph(workspace: Workspace, graph: ArgumentGraph) -> Known:
    """Return what the workspace has of a graph's claims, arguments, authors and quotes, in at most six queries."""
    texts = {fold(claim.text) for claim in graph.claims} - {""}
    exact = _exact(workspace, texts)
    fresh = [text for text in sorted(texts) if text.lower() not in exact]
    return Known(
        exact=exact,
        near=_near(workspace, fresh),
        arguments=_arguments(workspace) if graph.arguments else (),
        authors=_authors(workspace, {fold(one.author).lower() for one in graph.arguments} - {""}),
        passages=_passages(workspace, {fold(one.quote) for claim in graph.claims for one in claim.evidence}),
        schemes=frozenset(SCHEMES),
    )


def _exact(workspace: Workspace, texts: set[str]) -> dict[str, int]:
    """As the database compares wordings: the same letters, whatever their case."""
    wordings = [MD5(Lower(Value(text))) for text in texts]
    claims = Claim.objects.filter(workspace=workspace).alias(wording=MD5(Lower("text"))).filter(wording__in=wordings)
    return {text.lower(): number for text, number in claims.order_by("number").values_list("text", "number")}


def _near(workspace: Workspace, texts: list[str]) -> dict[str, NearWording]:
    if not texts:
        return {}
    claims = Claim.objects.filter(workspace=workspace).current().order_by("number")
    return find_near(texts, dict(claims.values_list("number", "text")))


def _arguments(workspace: Workspace) -> list[KnownArgument]:
    premises: dict[UUID, set[int]] = defaultdict(set)
    places = Premise.objects.filter(argument__workspace=workspace).order_by()
    for argument, number in places.values_list("argument_id", "claim__number"):
        premises[argument].add(number)
    rows = Argument.objects.filter(workspace=workspace).order_by("created_at", "id")
    fields = ("id", "relation", "conclusion__number", "target_id", "author_id")
    return [
        KnownArgument(str(pk), relation, str(number or target), frozenset(premises[pk]), str(author or ""))
        for pk, relation, number, target, author in rows.values_list(*fields)
    ]


def _authors(workspace: Workspace, names: set[str]) -> dict[str, str]:
    if not names:
        return {}
    authors = Author.objects.filter(workspace=workspace)
    found = {fold(author.name).lower(): str(author.pk) for author in authors}
    return {name: found[name] for name in names if name in found}


def _passages(workspace: Workspace, quotes: set[str]) -> dict[str, str]:
    if not quotes:
        return {}
    rows = Passage.objects.filter(workspace=workspace, exact__in=quotes).order_by("created_at", "id")
    return {fold(quote): str(pk) for pk, quote in rows.values_list("pk", "exact")}
