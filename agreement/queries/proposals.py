"""What the newest analysis proposes: its facts, and candidate claims."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from agreement.enums import CandidateState, RunState
from agreement.models import AnalysisRun, CandidateClaim
from sources.models import Authorship, Sentence
from workspaces.models import Job, Workspace

# The longest columns there are: never needed to say where a sentence stands.
UNREAD = (
    "sentence__text_version__text",
    "sentence__text_version__furniture",
    "sentence__text_version__capture__content",
)

CUE_WORDS = {
    "hedge": "hedged",
    "negation": "negated",
    "reported_speech": "reported speech",
    "question": "a question",
    "vague_start": "begins with a pronoun",
    "quantity": "a quantity",
    "time": "a time",
    "cause": "a cause",
    "contrast": "a contrast",
    "judgement": "a judgement",
    "norm": "a norm",
    "citation": "cites",
}


@dataclass(frozen=True)
class AnalysisFacts:
    """What a page needs to know before it shows proposals.

    `run` is the newest one that is done, `job` the newest analysis job whatever its state, both None if there is
    none; `author_count` counts the first authors of its sources.
    """

    run: AnalysisRun | None
    job: Job | None
    author_count: int


@dataclass(frozen=True)
class CuePiece:
    """A stretch of a candidate's sentence and what sign it is of, "" for none.

    `is_first` says that no earlier stretch is of that sign.
    """

    text: str
    cue: str
    is_first: bool = False


def analysis_facts(workspace: Workspace, task: str) -> AnalysisFacts:
    """Return what is known about the workspace's analysis, in three queries; `task` names the job's task."""
    return AnalysisFacts(
        run=AnalysisRun.objects.filter(workspace=workspace, state=RunState.DONE).first(),
        job=Job.objects.filter(workspace=workspace, task=task).select_related("created_by").first(),
        author_count=Authorship.objects.filter(source__workspace=workspace, position=0).aggregate(
            n=Count("author", distinct=True)
        )["n"],
    )


def list_candidates(workspace: Workspace, author: str = "") -> QuerySet[CandidateClaim]:
    """Return the undecided candidates, the likeliest first; `author` is a slug that narrows them."""
    candidates = CandidateClaim.objects.filter(workspace=workspace, state=CandidateState.SUGGESTED)
    if author:
        candidates = candidates.filter(author__slug=author)
    return with_places(candidates.order_by("-score", "id"))


def find_candidate(workspace: Workspace, candidate_id: UUID) -> CandidateClaim | None:
    """Return the workspace's candidate in any state with its sentence, author and source, or None."""
    return with_places(CandidateClaim.objects.filter(workspace=workspace, pk=candidate_id)).first()


def candidate_authors(workspace: Workspace) -> Sequence[Mapping[str, Any]]:
    """Return who has undecided candidates and how many: `slug`, `family`, `given`, `count`, by name."""
    waiting = Q(candidates__state=CandidateState.SUGGESTED)
    return list(
        workspace.authors.annotate(count=Count("candidates", filter=waiting))
        .filter(count__gt=0)
        .order_by("family", "given")
        .values("slug", "family", "given", "count")
    )


def cue_pieces(text: str, cues: Iterable[dict[str, Any]]) -> tuple[CuePiece, ...]:
    """Return the sentence cut at its signs, in order; of signs that overlap the first one stays.

    Offsets are code points of the sentence; a sign that points outside of it is left out.
    """
    pieces, reached = [], 0
    seen: set[str] = set()
    for cue in sorted(cues, key=lambda cue: (cue["start"], -cue["end"])):
        if not reached <= cue["start"] < cue["end"] <= len(text):
            continue
        word = CUE_WORDS.get(cue["kind"], cue["kind"])
        pieces.append(CuePiece(text[reached : cue["start"]], ""))
        pieces.append(CuePiece(text[cue["start"] : cue["end"]], word, is_first=word not in seen))
        seen.add(word)
        reached = cue["end"]
    pieces.append(CuePiece(text[reached:], ""))
    return tuple(piece for piece in pieces if piece.text)


def with_places(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return rows about a sentence with its author and source, without the long columns."""
    return rows.select_related("author", "sentence__text_version__capture__source").defer(*UNREAD)


def with_sources(sentences: QuerySet[Sentence]) -> QuerySet[Sentence]:
    """Return sentences with their sources, without the long columns."""
    unread = (name.removeprefix("sentence__") for name in UNREAD)
    return sentences.select_related("text_version__capture__source").defer(*unread)
