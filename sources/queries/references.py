"""Reads over references and citations: what a source cites, what does not fit, and what of it is in the library."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sources.domain.citing.works import identity_keys
from sources.enums import CitationDecision, CitationProblem, ReferenceDecision
from sources.models import Citation, Reference, ReferenceReading, Sentence, Source, TextVersion
from workspaces.models import Workspace

NEVER_CITED = "never_cited"
"""The kind of problem that an entry has, not a citation."""
PROBLEM_ORDER = (*CitationProblem.values, NEVER_CITED)


@dataclass(frozen=True)
class CitedPlace:
    """A citation in its sentence: the words before it, its own, and those after; `sentence` counts from 0."""

    citation: Citation
    sentence: int | None
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class CitedWork:
    """A reference with its text, where it is cited, and the work in the library, if it is there."""

    reference: Reference
    text: str
    places: tuple[CitedPlace, ...]
    source: Source | None

    @property
    def is_unused(self) -> bool:
        """Whether nothing cites it."""
        return not self.places


@dataclass(frozen=True)
class Problem:
    """Something that does not fit: a citation in its place, or an entry that nothing cites.

    `entry` is the one that the citation is linked to, `candidates` those that it may mean instead.
    """

    kind: str
    place: CitedPlace | None
    entry: CitedWork | None
    candidates: tuple[CitedWork, ...] = ()

    @property
    def row(self) -> Citation | Reference | None:
        """The citation or reference that a decision is made on."""
        return self.place.citation if self.place else self.entry.reference if self.entry else None


@dataclass(frozen=True)
class Bibliography:
    """What one text version cites. `was_read` is false while the rules have not been over it yet."""

    was_read: bool
    works: tuple[CitedWork, ...]
    open_problems: tuple[Problem, ...]
    settled: tuple[Problem, ...]
    unlinked: tuple[CitedPlace, ...]
    citation_count: int


def bibliography_of(version: TextVersion) -> Bibliography:
    """Return what the version cites and what does not fit, in six queries however much it is."""
    references = list(Reference.objects.filter(text_version=version).select_related("source", "decided_by"))
    citations = list(Citation.objects.filter(text_version=version).select_related("decided_by"))
    places = _places(version, citations)
    by_reference: dict[UUID | None, list[CitedPlace]] = defaultdict(list)
    for place in places:
        by_reference[place.citation.reference_id].append(place)
    library = library_sources(references)
    works = tuple(
        CitedWork(one, version.text[one.start : one.end], tuple(by_reference[one.pk]), library.get(one.pk))
        for one in references
    )
    problems = _problems(works, places)
    return Bibliography(
        was_read=bool(references or citations) or ReferenceReading.objects.filter(text_version=version).exists(),
        works=works,
        open_problems=tuple(one for one in problems if one.row and not one.row.decision),
        settled=tuple(one for one in problems if one.row and one.row.decision),
        unlinked=tuple(one for one in by_reference[None] if one.citation.decision != CitationDecision.NO_CITATION),
        citation_count=sum(one.citation.decision != CitationDecision.NO_CITATION for one in places),
    )


def keys_of_source(source: Source) -> frozenset[str]:
    """Return the keys of a work in the library; reads the prefetched byline of `with_authors`."""
    authors = source.ordered_authors
    keys = identity_keys(
        title=source.title,
        year=str(source.issued_on.year) if source.issued_on else "",
        first_author=authors[0].family if authors else "",
        doi=source.doi,
        url=source.url,
    )
    return keys | {f"source:{source.pk}"}


def keys_of_reference(reference: Reference) -> frozenset[str]:
    """Return the keys of a cited work; one that a person tied to the library has that source's too."""
    tied = {f"source:{reference.source_id}"} if reference.source_id else set()
    return frozenset(reference.keys) | tied


def library_sources(references: Sequence[Reference]) -> dict[UUID, Source]:
    """Return the library's source for each reference that has one, in two queries at most.

    A person's word comes first, then DOI, address, and title with year and first author.
    """
    found: dict[UUID, Source] = {one.pk: one.source for one in references if one.source is not None}
    left = [one for one in references if one.source_id is None and one.keys]
    if not left:
        return found
    by_key: dict[str, Source] = {}
    for source in _likely(left):
        for key in keys_of_source(source):
            by_key.setdefault(key, source)
    for one in left:
        fitting = [by_key[key] for key in one.keys if key in by_key]
        found.update((one.pk, source) for source in fitting[:1])
    return found


def open_problems_in(workspace: Workspace) -> tuple[int, UUID | None]:
    """Return how many citations of the workspace's newest texts do not fit, and the source with most of them."""
    waiting = Citation.objects.filter(workspace=workspace, text_version__in=TextVersion.objects.current())
    counts = list(
        waiting.exclude(problem=CitationProblem.NONE)
        .filter(decision=CitationDecision.NONE)
        .order_by()
        .values_list("text_version__capture__source")
        .annotate(number=Count("pk"))
        .order_by("-number", "text_version__capture__source")
    )
    return sum(number for _source, number in counts), counts[0][0] if counts else None


def find_current_version(workspace: Workspace, source_id: UUID) -> TextVersion | None:
    """Return the newest text version of the workspace's source with the source, None without one."""
    return (
        TextVersion.objects.current()
        .filter(capture__source=source_id, capture__source__workspace=workspace)
        .select_related("capture__source")
        .defer("capture__content")
        .first()
    )


def unread_versions(workspace: Workspace | None, rules: str) -> QuerySet[TextVersion]:
    """Return the text versions whose references the present rules have not read yet."""
    done = ReferenceReading.objects.filter(text_version=OuterRef("pk"), rules=rules)
    versions = TextVersion.objects.filter(~Exists(done)).select_related("capture__source").defer("capture__content")
    return versions.filter(capture__source__workspace=workspace) if workspace else versions


def _likely(references: Iterable[Reference]) -> QuerySet[Source]:
    """Return the sources of the workspace that may be one of the works: same year, DOI or any address."""
    rows = list(references)
    years = {int(one.year[:4]) for one in rows if one.year[:4].isdigit()}
    dois = {one.doi for one in rows if one.doi}
    return (
        Source.objects.filter(workspace=rows[0].workspace_id)
        .filter(Q(issued_on__year__in=years) | Q(doi__in=dois) | ~Q(url="") | ~Q(doi=""))
        .with_authors()
        .defer("csl")
        .order_by("created_at", "id")
    )


def _places(version: TextVersion, citations: Sequence[Citation]) -> list[CitedPlace]:
    sentences = list(
        Sentence.objects.filter(text_version=version).order_by("start").values_list("start", "end", "position")
    )
    starts = [start for start, _end, _position in sentences]
    return [_place(version.text, citation, sentences, starts) for citation in citations]


def _place(
    text: str, citation: Citation, sentences: Sequence[tuple[int, int, int]], starts: Sequence[int]
) -> CitedPlace:
    index = bisect_right(starts, citation.start) - 1
    first, last, position = sentences[index] if index >= 0 else (citation.start, citation.end, None)
    last = max(last, citation.end)
    return CitedPlace(
        citation=citation,
        sentence=position,
        before=text[first : citation.start],
        words=text[citation.start : citation.end],
        after=text[citation.end : last],
    )


def _problems(works: Sequence[CitedWork], places: Sequence[CitedPlace]) -> list[Problem]:
    by_id = {work.reference.pk: work for work in works}
    found = [
        Problem(
            kind=place.citation.problem or CitationDecision.NO_CITATION,
            place=place,
            entry=by_id.get(place.citation.reference_id) if place.citation.reference_id else None,
            candidates=tuple(by_id[one] for one in place.citation.candidates if one in by_id),
        )
        for place in places
        if place.citation.problem or place.citation.decision
    ]
    maybe = {
        one
        for place in places
        if place.citation.reference_id is None and not place.citation.decision
        for one in place.citation.candidates
    }
    unused = [
        Problem(kind=NEVER_CITED, place=None, entry=work)
        for work in works
        if (work.is_unused and work.reference.pk not in maybe) or work.reference.decision == ReferenceDecision.DISMISSED
    ]
    return found + unused
