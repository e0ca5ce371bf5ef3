"""Reads what the page of answers shows of claims, in as many queries for one as for many."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q

from agreement.models import Answer, AuthorFinding, FoundPassage
from agreement.queries.asked import AskedAuthor, AskedPassage, ClaimDesk, Decided
from agreement.queries.hints import hints_of
from agreement.queries.silences import FoundSilence, silences_on
from claims.enums import EvidenceState
from claims.models import Claim, Evidence, Stance
from claims.queries import effective_stances
from sources.enums import BlockKind
from sources.models import Page, Sentence, TextVersion
from workspaces.models import User

MOST_AUTHORS = 24
"""Authors of a claim that are shown at once, those who most likely speak first."""

Key = tuple[UUID, int]
"""Claim and sentence."""


def desks_of(claims: Sequence[Claim], user: User, *, first: str = "") -> list[ClaimDesk]:
    """Return what the page shows of each claim, in eleven queries however many there are.

    `first` is the slug of an author who comes first; the others come by how likely they speak.
    """
    findings = _findings(claims, first)
    found = _found(claims, findings)
    sentences = [one.sentence for one in found]
    answers, decided = _answers(claims, user), _decided(claims)
    around, pages = _Around(sentences), _Pages(sentences)
    by_id = {claim.pk: claim for claim in claims}
    hints = hints_of([(by_id[one.claim_id], one.sentence, one.probability) for one in found])
    passages: dict[tuple[UUID, UUID], list[AskedPassage]] = defaultdict(list)
    for one in found:
        before, after = around(one.sentence)
        answer = answers.get((one.claim_id, one.sentence_id))
        passages[one.claim_id, one.author_id].append(
            AskedPassage(
                found=one,
                source=one.sentence.text_version.capture.source,
                before=before,
                after=after,
                page=pages(one.sentence),
                answer=answer,
                decided=None if answer else _overlapping(decided.get(one.claim_id, ()), one.sentence),
                hint=hints.get((one.claim_id, one.sentence_id)),
            )
        )
    stances, silences = effective_stances(claims), silences_on(claims)
    return [_desk(claim, findings.get(claim.pk, []), passages, stances.get(claim.pk, {}), silences) for claim in claims]


def _desk(
    claim: Claim,
    findings: Sequence[AuthorFinding],
    passages: Mapping[tuple[UUID, UUID], list[AskedPassage]],
    stances: Mapping[UUID, Stance],
    silences: Mapping[tuple[UUID, UUID], FoundSilence],
) -> ClaimDesk:
    shown = findings[:MOST_AUTHORS]
    looked_at = {finding.author_id for finding in findings}
    authors = [
        AskedAuthor(
            author=finding.author,
            stance=stances.get(finding.author_id),
            finding=finding,
            passages=tuple(passages.get((claim.pk, finding.author_id), ())),
            silence=silences.get((claim.pk, finding.author_id)),
        )
        for finding in shown
    ]
    # Who speaks through somebody else's source was not looked for.
    authors += [
        AskedAuthor(author=stance.author, stance=stance, finding=None, passages=(), silence=None)
        for author_id, stance in stances.items()
        if author_id not in looked_at
    ]
    return ClaimDesk(claim, tuple(authors), is_found=bool(findings), author_count=len(findings))


def _findings(claims: Sequence[Claim], first: str) -> dict[UUID, list[AuthorFinding]]:
    rows = AuthorFinding.objects.of_current_wording().filter(claim__in=claims).select_related("author")
    found: dict[UUID, list[AuthorFinding]] = defaultdict(list)
    ordered = sorted(rows, key=lambda one: (one.author.slug != first, -one.speaks, one.author.family, one.author.slug))
    for finding in ordered:
        found[finding.claim_id].append(finding)
    return found


def _found(claims: Sequence[Claim], findings: Mapping[UUID, Sequence[AuthorFinding]]) -> list[FoundPassage]:
    authors = {one.author_id for rows in findings.values() for one in rows[:MOST_AUTHORS]}
    return list(
        FoundPassage.objects.of_current_wording()
        .filter(claim__in=claims, author__in=authors, sentence__text_version__in=TextVersion.objects.current())
        .select_related("sentence__text_version__capture__source")
        .defer(
            "sentence__text_version__text",
            "sentence__text_version__furniture",
            "sentence__text_version__capture__content",
        )
        .order_by("claim", "author", "rank")
    )


def _answers(claims: Sequence[Claim], user: User) -> dict[Key, Answer]:
    rows = Answer.objects.seen_by(user).filter(claim__in=claims).select_related("speaker", "answered_by")
    # Where both are there, the person's own stands before that of a time when one answer was enough.
    ordered = sorted(rows, key=lambda one: one.judge_id is not None)
    return {(one.claim_id, one.sentence_id): one for one in ordered}


def _decided(claims: Sequence[Claim]) -> dict[UUID, list[tuple[UUID, int, int, Decided]]]:
    rows: Any = (
        Evidence.objects.filter(
            claim__in=claims,
            state__in=[EvidenceState.ACCEPTED, EvidenceState.REJECTED],
            passage__anchors__start__isnull=False,
        )
        .order_by("-decided_at")
        .values_list(
            *("claim_id", "passage__anchors__text_version_id", "passage__anchors__start", "passage__anchors__end"),
            *("decided_by__name", "state", "bearing"),
        )
    )
    found: dict[UUID, list[tuple[UUID, int, int, Decided]]] = defaultdict(list)
    for claim, version, start, end, who, state, bearing in rows:
        found[claim].append((version, start, end, Decided(who or "Somebody", state, bearing)))
    return found


def _overlapping(decided: Iterable[tuple[UUID, int, int, Decided]], sentence: Sentence) -> Decided | None:
    here = [
        what
        for version, start, end, what in decided
        if version == sentence.text_version_id and start < sentence.end and sentence.start < end
    ]
    return next((what for what in here if what.state == EvidenceState.ACCEPTED), here[0] if here else None)


class _Around:
    """The sentences beside others, read in one query."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        beside: dict[UUID, set[int]] = defaultdict(set)
        for one in sentences:
            beside[one.text_version_id] |= {one.position - 1, one.position + 1}
        wanted = Q()
        for version, positions in beside.items():
            wanted |= Q(text_version=version, position__in=positions)
        # A heading is no part of what is said beside it.
        told = Sentence.objects.filter(wanted).exclude(block__kind=BlockKind.HEADING)
        rows = told.values_list("text_version_id", "position", "text") if beside else ()
        self._texts = {(version, position): text for version, position, text in rows}

    def __call__(self, sentence: Sentence) -> tuple[str, str]:
        """Return the sentence before and the one after, "" for none."""
        version, position = sentence.text_version_id, sentence.position
        return self._texts.get((version, position - 1), ""), self._texts.get((version, position + 1), "")


class _Pages:
    """The labels of the pages on which sentences begin, read in one query."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._pages: dict[UUID, list[tuple[int, str]]] = defaultdict(list)
        versions = {one.text_version_id for one in sentences}
        for page in Page.objects.filter(text_version__in=versions).order_by("start"):
            self._pages[page.text_version_id].append((page.start, page.label))

    def __call__(self, sentence: Sentence) -> str:
        """Return the label, "" for a text without pages."""
        pages = self._pages.get(sentence.text_version_id, [])
        place = bisect_right(pages, sentence.start, key=lambda page: page[0]) - 1
        return pages[place][1] if place >= 0 else ""
