"""The works that passages lean on."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, OuterRef, Subquery

from sources.domain.citing.works import byline, mention_key
from sources.domain.independence import Independence, weigh_independence
from sources.enums import AnchorState, CitationDecision
from sources.models import Anchor, Citation, Passage, Reference
from sources.queries.references import keys_of_reference, keys_of_source


@dataclass(frozen=True)
class Origin:
    """A work that a passage leans on: how it is called, its title, and the keys that it is known by.

    `cited` is false for the passage's own source; `reference` is the entry of its list, None where it has none.
    """

    label: str
    title: str
    keys: frozenset[str]
    cited: bool
    reference: Reference | None = None


@dataclass(frozen=True)
class SharedWork:
    """A work that several of the passages lean on, and which of them, by their places."""

    origin: Origin
    members: tuple[int, ...]


@dataclass(frozen=True)
class Weighed:
    """How many passages there are and how many of them are independent; `shared` are the works behind several."""

    independence: Independence
    shared: tuple[SharedWork, ...]

    @property
    def passages(self) -> int:
        """How many passages."""
        return self.independence.passages

    @property
    def independent(self) -> int:
        """How many of them lean on nothing in common."""
        return self.independence.independent

    @property
    def leans(self) -> bool:
        """Whether any passage leans on what another leans on."""
        return self.independent < self.passages


def origins_of(passages: Iterable[Passage]) -> dict[UUID, tuple[Origin, ...]]:
    """Return each passage's origins, at least one, in one query.

    The passages need their source with its byline (`with_authors`).
    """
    found = {passage.pk: passage for passage in passages}
    cited = cited_works(found)
    return {pk: cited.get(pk) or (_own(passage),) for pk, passage in found.items()}


def cited_works(passages: Iterable[UUID]) -> dict[UUID, tuple[Origin, ...]]:
    """Return the works that each passage cites, in one query; one that cites nothing is absent."""
    return {pk: tuple(_unique(map(_of_citation, found))) for pk, found in _cited(list(passages)).items()}


def weigh(leanings: Sequence[tuple[Origin, ...]]) -> Weighed:
    """Return how many of the passages with these origins are independent."""
    independence = weigh_independence([[origin.keys for origin in leaning] for leaning in leanings])
    shared = []
    for one in independence.shared:
        mentions = [origin for place in one.members for origin in leanings[place] if origin.keys & one.keys]
        # A citation names a work better than the library's own title of it.
        shared.append(SharedWork(min(mentions, key=lambda origin: not origin.cited), one.members))
    return Weighed(independence, tuple(shared))


def _cited(passages: list[UUID]) -> dict[UUID, list[Citation]]:
    newest = (
        Anchor.objects.filter(passage=OuterRef("text_version__anchors__passage"))
        .exclude(state__in=(AnchorState.ASKED, AnchorState.ORPHANED))
        .order_by("-text_version__created_at", "-id")
        .values("pk")[:1]
    )
    rows = (
        Citation.objects.exclude(decision=CitationDecision.NO_CITATION)
        .filter(
            text_version__anchors__passage__in=passages,
            text_version__anchors=Subquery(newest),
            text_version__anchors__stretches__start__lt=F("reach_end"),
            text_version__anchors__stretches__end__gt=F("reach_start"),
        )
        .annotate(passage_id=F("text_version__anchors__passage_id"))
        .select_related("reference")
        .order_by("text_version__anchors__stretches__position", "start", "id")
    )
    found: dict[UUID, list[Citation]] = defaultdict(list)
    for citation in rows:
        found[citation.passage_id].append(citation)
    return found


def _of_citation(citation: Citation) -> Origin:
    reference = citation.reference
    if reference is not None:
        keys = keys_of_reference(reference) | {f"reference:{reference.pk}"}
        return Origin(reference.label, reference.title, keys, cited=True, reference=reference)
    if citation.names:
        label = f"{byline(citation.names, others=citation.others)} {citation.year}".strip()
        return Origin(label, "", frozenset({mention_key(citation.names, citation.year)}), cited=True)
    return Origin(f"[{citation.number or 'ibid.'}]", "", frozenset({f"citation:{citation.pk}"}), cited=True)


def _own(passage: Passage) -> Origin:
    source = passage.source
    return Origin(source.title, source.title, keys_of_source(source), cited=False)


def _unique(origins: Iterable[Origin]) -> list[Origin]:
    found: list[Origin] = []
    for origin in origins:
        if not any(origin.keys == other.keys for other in found):
            found.append(origin)
    return found
