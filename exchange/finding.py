"""Finds what annotations speak of in one workspace: their source, its text, the claim, the speaker."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from claims.models import Claim
from claims.queries import find_same_wording
from common.outbound import normal_url
from exchange.domain.annotation import Agent, Target
from exchange.domain.intents import Intent, doi_of, own_id, text_version_id
from exchange.enums import ImportState
from exchange.models import ImportedAnnotation
from sources.domain.position_units import QuoteLocator
from sources.models import Author, Capture, Source, TextVersion
from workspaces.models import Workspace

TEXTS_KEPT = 4
"""Texts whose tables are kept at once: a file mostly speaks of one source after another."""


@dataclass(frozen=True)
class FoundText:
    """The newest text of a source and the means to find quotes in it."""

    version: TextVersion
    locator: QuoteLocator


class Finder:
    """Answers for one import, with few queries for many annotations."""

    def __init__(self, workspace: Workspace, fallback: Source | None) -> None:
        self._workspace = workspace
        self._fallback = fallback
        self._sources: dict[str, UUID] = {}
        self._by_id: dict[UUID, Source] = {}
        self._read_sources()
        self.text_of = lru_cache(maxsize=TEXTS_KEPT)(self._text_of)

    def source_of(self, target: Target) -> Source | None:
        """Return the source that the target speaks of, else the one that the person chose, None without either."""
        for name in _names(target):
            if name in self._sources:
                return self._by_id[self._sources[name]]
        return self._fallback

    def claim_of(self, intent: Intent) -> Claim | None:
        """Return the claim that is meant: by its identifier, by its number, else by the same wording."""
        claims = Claim.objects.filter(workspace=self._workspace)
        if intent.claim_id is not None and (claim := claims.filter(pk=intent.claim_id).first()):
            return claim
        if intent.number is not None:
            return claims.filter(number=intent.number).first()
        wording = " ".join(intent.wording.split())
        return find_same_wording(self._workspace, wording) if wording else None

    def speaker_of(self, agent: Agent | None) -> Author | None:
        """Return the author that is meant: by our own address, else by the whole name; None if nobody is."""
        if agent is None:
            return None
        authors = Author.objects.filter(workspace=self._workspace)
        pk = own_id(agent.id, "authors")
        if pk is not None and (author := authors.filter(pk=pk).first()):
            return author
        return next((author for author in authors if author.name.casefold() == agent.name.casefold()), None)

    def known(self, names: Iterable[str]) -> set[tuple[str, int]]:
        """Return which annotations, by name and part, the workspace has imported and not taken back."""
        rows = ImportedAnnotation.objects.filter(
            workspace=self._workspace, iri__in=set(names), done_at__isnull=False
        ).exclude(batch__state=ImportState.UNDONE)
        return set(rows.values_list("iri", "part"))

    def _text_of(self, source_id: UUID) -> FoundText | None:
        version = (
            TextVersion.objects.filter(capture__source=source_id)
            .select_related("capture__source")
            .defer("furniture", "capture__content")
            .order_by("-created_at", "-id")
            .first()
        )
        return FoundText(version, QuoteLocator(version.text)) if version is not None else None

    def _read_sources(self) -> None:
        for source in Source.objects.filter(workspace=self._workspace).defer("csl"):
            self._by_id[source.pk] = source
            names = (f"id:{source.pk}", _url_name(source.url), f"doi:{source.doi.lower()}" if source.doi else "")
            self._sources |= {name: source.pk for name in names if name}
        captures = Capture.objects.filter(source__workspace=self._workspace)
        versions = TextVersion.objects.filter(capture__source__workspace=self._workspace)
        hashes = [
            *captures.values_list("sha256", "source"),
            *versions.order_by().values_list("sha256", "capture__source"),
        ]
        self._sources |= {f"sha256:{digest}": pk for digest, pk in hashes}
        texts = versions.order_by().values_list("pk", "capture__source")
        self._sources |= {f"text:{pk}": source for pk, source in texts}


def _names(target: Target) -> Iterable[str]:
    """Yield what the target calls its source, the surest first."""
    if target.state is not None:
        version = text_version_id(target.state.cached)
        yield f"text:{version}" if version else ""
    for address in (target.source, target.state.cached if target.state else ""):
        pk = own_id(address, "sources")
        yield f"id:{pk}" if pk else ""
    if target.state is not None and target.state.sha256:
        yield f"sha256:{target.state.sha256}"
    doi = doi_of(target.source)
    yield f"doi:{doi}" if doi else ""
    yield _url_name(target.source)


def _url_name(url: str) -> str:
    """Return the address as it is compared: without scheme, `www.`, fragment and last stroke."""
    if not url.startswith(("http://", "https://")):
        return ""
    bare = normal_url(url.partition("#")[0]) or url
    return "url:" + bare.partition("://")[2].removeprefix("www.").rstrip("/")
