"""Our rows as W3C Web Annotations; see docs/algorithms/web-annotations.md for the mapping."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import singledispatchmethod
from uuid import UUID

from django.urls import reverse

from claims.enums import Bearing
from claims.models import Claim, Evidence
from exchange.domain.annotation import (
    CONTEXT_PATH,
    Agent,
    Annotation,
    ClaimBody,
    Position,
    Quote,
    Target,
    TextState,
)
from exchange.queries import Scope, annotation_rows
from sources.domain.quotes import ELISION
from sources.enums import AnchorState, AuthorKind
from sources.models import Anchor, Author, Passage, Source
from workspaces.models import User

HIGHLIGHTING = "highlighting"
MOTIVATIONS = {Bearing.SUPPORTS: "assessing", Bearing.CONTRADICTS: "assessing", Bearing.CONTEXT: "linking"}
SAME_TEXT = {AnchorState.EXACT, AnchorState.MOVED}
"""States in which the text at the anchor is the passage's quote, word for word."""


@dataclass(frozen=True)
class Site:
    """The site that names things: `base` is its address without a last stroke, such as `https://x.example`."""

    base: str

    @property
    def context(self) -> str:
        """Address of the JSON-LD context of our own terms."""
        return self.base + CONTEXT_PATH

    def address(self, name: str, pk: UUID) -> str:
        """Return the identifier (IRI) of an object of the API: its address there."""
        return self.base + reverse(f"api:{name}-detail", args=[pk])

    @singledispatchmethod
    def annotation(self, row: Evidence) -> Annotation:
        """Return the annotation of accepted evidence, or of a passage that is evidence for nothing."""
        passage = row.passage
        targets = self._targets(passage)
        return Annotation(
            id=self.address("annotation", row.pk),
            targets=targets,
            motivations=(MOTIVATIONS[Bearing(row.bearing)],),
            claim=ClaimBody(
                id=self.address("claim", row.claim_id),
                wording=row.claim.text,
                bearing=row.bearing,
                speaker=self._author(row.speaker),
            ),
            together=len(targets) > 1,
            creator=_user(row.created_by),
            created=xsd_datetime(row.created_at),
            modified=xsd_datetime(row.decided_at) if row.decided_at and row.decided_at > row.created_at else "",
            generator=self._generator,
        )

    @annotation.register
    def _(self, row: Passage) -> Annotation:
        targets = self._targets(row)
        return Annotation(
            id=self.address("annotation", row.pk),
            targets=targets,
            motivations=(HIGHLIGHTING,),
            together=len(targets) > 1,
            creator=_user(row.created_by),
            created=xsd_datetime(row.created_at),
            generator=self._generator,
        )

    def annotations(self, scope: Scope) -> Iterator[Annotation]:
        """Yield the annotations of a workspace, a source or a claim, in the order in which they were made."""
        return (self.annotation(row) for row in annotation_rows(scope))

    @property
    def _generator(self) -> Agent:
        return Agent(name="Parallax", id=self.base, type="Software")

    def _author(self, author: Author) -> Agent:
        kind = "Organization" if author.kind == AuthorKind.ORGANISATION else "Person"
        return Agent(name=author.name, id=self.address("author", author.pk), type=kind)

    def _targets(self, passage: Passage) -> tuple[Target, ...]:
        anchor = _shown_anchor(passage)
        places = [Position(one.start, one.end) for one in anchor.stretches.all()] if anchor else []
        words = passage.exact.split(ELISION)
        if len(words) != len(places):
            # One stretch whose text has such a mark of its own, or no anchor: the words are what counts.
            words, places = [passage.exact], [Position(places[0].start, places[-1].end)] if places else []
        last = len(words) - 1
        return tuple(
            Target(
                source=self.source(passage.source),
                label=passage.source.title,
                language=passage.source.language,
                quote=Quote(exact, passage.prefix if number == 0 else "", passage.suffix if number == last else ""),
                position=places[number] if places else None,
                state=self._state(passage.source, anchor),
            )
            for number, exact in enumerate(words)
        )

    def source(self, source: Source) -> str:
        """Return what others know the work by: its address on the web, else its DOI, else its address here."""
        if source.url:
            return source.url
        return f"https://doi.org/{source.doi}" if source.doi else self.address("source", source.pk)

    def _state(self, source: Source, anchor: Anchor | None) -> TextState | None:
        if anchor is None:
            return None
        version = anchor.text_version
        text = reverse("api:source-text", args=[source.pk])
        return TextState(
            source_date=xsd_datetime(version.capture.created_at),
            cached=f"{self.base}{text}?text_version={version.pk}",
            sha256=version.sha256,
        )


def scope_label(scope: Scope) -> str:
    """Return what a collection of annotations is called."""
    of = scope.claim or scope.source or scope.workspace
    name = f"{of.label} {of.text}" if isinstance(of, Claim) else str(of)
    return f"Annotations of {name}"


def xsd_datetime(moment: datetime) -> str:
    """Return the moment as the data model wants it: xsd:dateTime in UTC with a Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _shown_anchor(passage: Passage) -> Anchor | None:
    """Return the newest place at which the quote stands word for word, else the first that it was found at."""
    anchors = [anchor for anchor in passage.anchors.all() if anchor.start is not None]
    same = (anchor for anchor in anchors if anchor.state in SAME_TEXT)
    return next(same, anchors[-1] if anchors else None)


def _user(user: User | None) -> Agent | None:
    """Return a member by the name that they chose; addresses of people never leave."""
    return Agent(name=user.name) if user is not None and user.name else None
