"""Passages whose place in the newest text is not certain: what stood there, what stands there, what hangs on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, IntegerField, Prefetch, QuerySet, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Greatest, Substr
from rapidfuzz import process
from rapidfuzz.distance import Indel

from claims.enums import EvidenceState
from claims.models import Evidence
from sources.domain.changes import ChangedPiece, word_changes
from sources.models import Anchor, Sentence
from workspaces.models import Workspace

CONTEXT = 280
"""Code points shown on each side of a passage: two or three sentences."""
NEARBY = 3
ALIKE = 3
FOUND = 8
"""Sentences offered as another place: the nearest, the likest, and those that have the words looked for."""


@dataclass(frozen=True)
class Side:
    """One text around the passage; no pieces where the passage is gone. Joined it is a run of that text."""

    before: str
    pieces: tuple[ChangedPiece, ...]
    after: str


@dataclass(frozen=True)
class Repair:
    """A passage to decide on, the same in both texts, and the standing evidence that rests on it."""

    anchor: Anchor
    old: Side
    new: Side
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class PlaceChoice:
    """A sentence of the new text that the passage may be moved to; `likeness` to the quote, 0 to 1."""

    start: int
    text: str
    likeness: float


def list_repairs(workspace: Workspace, *, source: UUID | None = None, claim: int | None = None) -> QuerySet[Any]:
    """Return the anchors that wait for a person, source by source in the order of the text."""
    found = _with_texts(waiting_repairs(workspace))
    if source is not None:
        found = found.filter(passage__source=source)
    if claim is not None:
        on_claim = Evidence.objects.filter(claim__workspace=workspace, claim__number=claim)
        found = found.filter(passage__in=on_claim.exclude(state=EvidenceState.REJECTED).values("passage"))
    return found.order_by("passage__source__title", "passage__source_id", "place", "id")


def waiting_repairs(workspace: Workspace) -> QuerySet[Anchor]:
    """Return the anchors of the passages that wait for a place or to be given up."""
    return Anchor.objects.current().waiting().filter(passage__workspace=workspace)


def find_repair(workspace: Workspace, anchor_id: UUID) -> Anchor | None:
    """Return an anchor of the workspace with what `show_repair` needs, decided or not; None if there is none."""
    return _with_texts(Anchor.objects.filter(passage__workspace=workspace, pk=anchor_id)).first()


def show_repair(anchor: Any) -> Repair:  # noqa: ANN401 - annotated by `_with_texts`
    """Return what a page shows of an anchor of `list_repairs` or `find_repair`; no query."""
    quoted = anchor.old_text[anchor.old_lead : anchor.old_lead + anchor.old_length] or anchor.passage.exact
    lead = anchor.place - anchor.new_offset
    length = (anchor.end - anchor.start) if anchor.start is not None else 0
    standing = anchor.new_text[lead : lead + length]
    changes = word_changes(quoted, standing)
    before, after = anchor.old_text[: anchor.old_lead], anchor.old_text[anchor.old_lead + anchor.old_length :]
    if not anchor.old_text:
        before, after = anchor.passage.prefix, anchor.passage.suffix
    return Repair(
        anchor=anchor,
        old=Side(_from_word(before), changes.old, _to_word(after)),
        new=Side(_from_word(anchor.new_text[:lead]), changes.new, _to_word(anchor.new_text[lead + length :])),
        evidence=tuple(anchor.passage.standing),
    )


def place_choices(anchor: Any, search: str = "") -> list[PlaceChoice]:  # noqa: ANN401 - annotated by `_with_texts`
    """Return sentences to move the passage to: those with the words of `search`, else the likest and the nearest."""
    sentences = Sentence.objects.filter(text_version=anchor.text_version_id)
    quote = anchor.passage.exact
    if search.strip():
        for word in search.split():
            sentences = sentences.filter(text__icontains=word)
        return _choices(quote, sentences.values_list("start", "text")[:FOUND])
    rows = list(sentences.values_list("start", "text"))
    texts = [text for _start, text in rows]
    alike = process.extract(quote, texts, scorer=Indel.normalized_similarity, limit=ALIKE)
    nearest = sorted(range(len(rows)), key=lambda index: abs(rows[index][0] - anchor.place))[:NEARBY]
    chosen = dict.fromkeys([index for _text, _likeness, index in alike] + sorted(nearest))
    return _choices(quote, (rows[index] for index in chosen))


def _choices(quote: str, rows: Iterable[tuple[int, str]]) -> list[PlaceChoice]:
    return [PlaceChoice(start, text, Indel.normalized_similarity(quote, text)) for start, text in rows]


def _with_texts(anchors: QuerySet[Anchor]) -> QuerySet[Any]:
    """Return the anchors with source, claims and what stands around the passage in both texts, not the whole texts."""
    place = Coalesce(F("start"), Cast(KT("proposal__near"), IntegerField()), Value(0))
    evidence = (
        Evidence.objects.exclude(state__in=(EvidenceState.REJECTED, EvidenceState.JUDGING))
        .select_related("claim", "speaker")
        .order_by("claim__number", "pk")
    )
    return (
        anchors.select_related("passage__source", "decided_by", "text_version")
        .defer("text_version__text", "text_version__furniture")
        .prefetch_related(Prefetch("passage__evidence", queryset=evidence, to_attr="standing"))
        .annotate(
            place=place,
            new_offset=Greatest(F("place") - CONTEXT, 0),
            new_text=Substr(
                "text_version__text",
                F("new_offset") + 1,
                F("place") - F("new_offset") + Coalesce(F("end") - F("start"), 0) + CONTEXT,
            ),
            old_offset=Greatest(F("found_from__start") - CONTEXT, 0),
            old_lead=Coalesce(F("found_from__start") - F("old_offset"), 0),
            old_length=Coalesce(F("found_from__end") - F("found_from__start"), 0),
            old_text=Coalesce(
                Substr(
                    "found_from__text_version__text",
                    F("old_offset") + 1,
                    F("old_lead") + F("old_length") + CONTEXT,
                ),
                Value(""),
            ),
        )
    )


def _from_word(text: str) -> str:
    """Return the end of a text from its first whole word on."""
    return text if len(text) < CONTEXT else text.partition(" ")[2] or text


def _to_word(text: str) -> str:
    return text if len(text) < CONTEXT else text.rpartition(" ")[0] or text
