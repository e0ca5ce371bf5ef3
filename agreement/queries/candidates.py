"""Candidate claims as pages show them: filtered, folded, with what they lean on and which claim they come near."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from agreement.domain.likeness.bands import Band, BandMeaning
from agreement.models import CandidateClaim, CandidateReading, FoundPassage
from agreement.queries.candidate_words import (
    LEFT_OUT_WORDS,
    CandidatePiece,
    Reason,
    candidate_pieces,
    reasons_of,
    shares_terms,
    worth_words,
)
from agreement.queries.proposals import with_places
from claims.enums import EvidenceState
from claims.models import Evidence
from sources.models import Sentence, TextVersion
from workspaces.models import Workspace


@dataclass(frozen=True)
class CandidateFilters:
    """What a list is narrowed to: slug of an author, id of a source, a kind of cue, near a claim or far from all."""

    author: str = ""
    source: UUID | None = None
    cue: str = ""
    near: str = ""

    @property
    def are_set(self) -> bool:
        """Whether anything is narrowed."""
        return bool(self.author or self.source or self.cue or self.near)


@dataclass(frozen=True)
class ReferredTo:
    """What the first words of a candidate refer to, with the sentence that it was read off and where in that."""

    words: str
    text: str
    clear: bool
    is_statement: bool = False
    before: str = ""
    named: str = ""
    after: str = ""
    position: int | None = None


@dataclass(frozen=True)
class ShownCandidate:
    """A candidate with all that its row says; `pieces` are its words cut at its signs."""

    candidate: CandidateClaim
    pieces: tuple[CandidatePiece, ...]
    reasons: tuple[Reason, ...]
    worth: str
    referred: ReferredTo | None
    near: FoundPassage | None = None
    twins: int = 0

    @property
    def before(self) -> str:
        """What stands in the sentence before it."""
        return self.candidate.sentence.text[: self.candidate.start]

    @property
    def after(self) -> str:
        """What stands in the sentence behind it."""
        return self.candidate.sentence.text[self.candidate.end :]

    @property
    def cues(self) -> list[str]:
        """The signs in words, each once."""
        return [piece.cue for piece in self.pieces if piece.is_first]

    @property
    def is_near_itself(self) -> bool:
        """Whether its own words are near the claim, and not those of the rest of its sentence alone."""
        return self.near is not None and shares_terms(self.candidate, self.near.claim.text)

    @property
    def near_meaning(self) -> BandMeaning | None:
        """How likely it bears on the claim that it is near, in words and what these rest on."""
        return Band(self.near.band).meaning if self.near else None


@dataclass(frozen=True)
class Choices:
    """What a list can be narrowed to, with how many candidates each choice has."""

    authors: Sequence[Mapping[str, Any]]
    sources: Sequence[Mapping[str, Any]]

    @property
    def count(self) -> int:
        """All candidates that wait, those folded into another one not counted."""
        return sum(author["count"] for author in self.authors)


@dataclass(frozen=True)
class ReadingFacts:
    """What was read for candidates and what was not: sentences left out by reason, and texts in other languages."""

    left_out: Mapping[str, int] = field(default_factory=dict)
    foreign: Sequence[tuple[str, int]] = ()

    @property
    def left_out_words(self) -> list[tuple[str, int]]:
        """Why sentences were left out, in words, the commonest first."""
        counted = sorted(self.left_out.items(), key=lambda row: (-row[1], row[0]))
        return [(LEFT_OUT_WORDS.get(reason, reason), count) for reason, count in counted]

    @property
    def left_out_count(self) -> int:
        """How many sentences were left out."""
        return sum(self.left_out.values())


def list_candidates(workspace: Workspace, filters: CandidateFilters = CandidateFilters()) -> QuerySet[CandidateClaim]:
    """Return the undecided candidates, the likeliest first, of those that say the same only one."""
    candidates = CandidateClaim.objects.filter(workspace=workspace).waiting().leading()
    if filters.author:
        candidates = candidates.filter(author__slug=filters.author)
    if filters.source:
        candidates = candidates.filter(sentence__text_version__capture__source=filters.source)
    if filters.cue:
        candidates = candidates.with_cue(filters.cue)
    if filters.near:
        near = Exists(FoundPassage.objects.near().filter(sentence=OuterRef("sentence")))
        candidates = candidates.filter(near if filters.near == "yes" else ~near)
    return _with_twins(candidates.order_by("-score", "id"))


def find_candidate(workspace: Workspace, candidate_id: UUID) -> CandidateClaim | None:
    """Return the workspace's candidate in any state with its sentence, author and source, or None."""
    return _with_twins(CandidateClaim.objects.filter(workspace=workspace, pk=candidate_id)).first()


def candidate_choices(workspace: Workspace) -> Choices:
    """Return whose candidates wait and in which sources, in two queries."""
    waiting = CandidateClaim.objects.filter(workspace=workspace).waiting().leading().order_by()
    authors = waiting.values("author__slug", "author__family", "author__given").annotate(count=Count("pk"))
    place = "sentence__text_version__capture__source"
    sources = waiting.values(f"{place}__id", f"{place}__title").annotate(count=Count("pk"))
    return Choices(
        authors=[
            {
                "slug": row["author__slug"],
                "family": row["author__family"],
                "given": row["author__given"],
                "count": row["count"],
            }
            for row in authors.order_by("author__family", "author__given")
        ],
        sources=[
            {"id": row[f"{place}__id"], "title": row[f"{place}__title"], "count": row["count"]}
            for row in sources.order_by(f"{place}__title")
        ],
    )


def show_candidates(candidates: Iterable[CandidateClaim]) -> list[ShownCandidate]:
    """Return candidates as rows of a list: in three more queries, however many there are."""
    shown = list(candidates)
    near, sentences = _near(shown), _sentences(shown)
    return [
        ShownCandidate(
            candidate=candidate,
            pieces=candidate_pieces(candidate),
            reasons=reasons_of(candidate),
            worth=worth_words(candidate.score) if candidate.features else "",
            referred=_referred(candidate, sentences),
            near=near.get(candidate.pk),
            twins=getattr(candidate, "twins", 0),
        )
        for candidate in shown
    ]


def reading_facts(workspace: Workspace) -> ReadingFacts:
    """Return what the newest texts of the workspace were read as, in one query."""
    current = TextVersion.objects.current().filter(capture__source__workspace=workspace)
    left_out: dict[str, int] = {}
    foreign: dict[str, int] = {}
    for reading in CandidateReading.objects.filter(text_version__in=current):
        for reason, count in reading.left_out.items():
            left_out[reason] = left_out.get(reason, 0) + count
        if reading.language_name:
            foreign[reading.language_name] = foreign.get(reading.language_name, 0) + 1
    return ReadingFacts(left_out, sorted(foreign.items()))


def near_claim_of(candidate: CandidateClaim) -> FoundPassage | None:
    """Return the claim that the candidate comes nearest to, as the passage found for it, or None if it is near none."""
    return _near([candidate]).get(candidate.pk)


def _near(candidates: Sequence[CandidateClaim]) -> dict[UUID, FoundPassage]:
    """Return the best claim of each candidate, but for claims on which its sentence is decided evidence already."""
    found = (
        FoundPassage.objects.near()
        .filter(sentence__in={candidate.sentence_id for candidate in candidates})
        .select_related("claim")
        .order_by("-probability", "claim__number")
    )
    by_sentence: dict[int, list[FoundPassage]] = {}
    for passage in found:
        by_sentence.setdefault(passage.sentence_id, []).append(passage)
    decided = _decided(by_sentence, candidates)
    return {
        candidate.pk: best
        for candidate in candidates
        if (
            best := next(
                (
                    one
                    for one in by_sentence.get(candidate.sentence_id, ())
                    if (one.claim_id, one.sentence_id) not in decided
                ),
                None,
            )
        )
    }


def _decided(
    found: Mapping[int, Sequence[FoundPassage]], candidates: Sequence[CandidateClaim]
) -> set[tuple[UUID, int]]:
    """Return the pairs of claim and sentence on which people decided, here or elsewhere."""
    claims = {passage.claim_id for passages in found.values() for passage in passages}
    if not claims:
        return set()
    sentences = {candidate.sentence_id: candidate.sentence for candidate in candidates}
    rows = Evidence.objects.filter(
        claim__in=claims,
        state__in=[EvidenceState.ACCEPTED, EvidenceState.REJECTED],
        passage__anchors__text_version__in={sentence.text_version_id for sentence in sentences.values()},
    ).values_list("claim_id", "passage__anchors__text_version_id", "passage__anchors__start", "passage__anchors__end")
    return {
        (claim, pk)
        for claim, version, start, end in rows
        if start is not None and end is not None
        for pk, sentence in sentences.items()
        if sentence.text_version_id == version and start < sentence.end and sentence.start < end
    }


def _sentences(candidates: Sequence[CandidateClaim]) -> dict[int, Sentence]:
    wanted = {
        span["sentence"] for candidate in candidates if candidate.referent for span in candidate.referent["spans"][:1]
    }
    return Sentence.objects.only("pk", "position", "text").in_bulk(wanted)


def _referred(candidate: CandidateClaim, sentences: Mapping[int, Sentence]) -> ReferredTo | None:
    referent = candidate.referent
    if referent is None:
        return None
    said = ReferredTo(
        words=candidate.sentence.text[referent["start"] : referent["end"]],
        text=referent["text"],
        clear=referent["clear"],
        is_statement=referent["kind"] == "statement",
    )
    spans = [span for span in referent["spans"] if span["sentence"] in sentences]
    if not spans:
        return said
    sentence = sentences[spans[0]["sentence"]]
    inside = [span for span in spans if span["sentence"] == sentence.pk]
    start, end = min(span["start"] for span in inside), max(span["end"] for span in inside)
    text = sentence.text
    return replace(said, position=sentence.position, before=text[:start], named=text[start:end], after=text[end:])


def _with_twins(rows: QuerySet[CandidateClaim]) -> QuerySet[CandidateClaim]:
    twins = CandidateClaim.objects.filter(author=OuterRef("author"), fold_key=OuterRef("fold_key")).waiting()
    counted = twins.exclude(Q(fold_key="") | Q(pk=OuterRef("pk"))).order_by().values("author").annotate(n=Count("pk"))
    rows = rows.annotate(twins=Coalesce(Subquery(counted.values("n")), 0))
    return with_places(rows)
