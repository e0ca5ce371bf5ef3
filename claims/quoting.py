"""Hangs evidence and stances of an import on its claims: a quote is taken where it stands in a text, or refused."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from claims.domain.claim_files import ClaimRow, EvidenceRow, Fault, StanceRow
from claims.enums import EvidenceState, LikelihoodScale, StanceBasis
from claims.models import Evidence, Stance
from common.errors import ParallaxError
from sources.models import Author, Authorship, Passage, Source, TextVersion
from sources.services import create_passage
from workspaces.jobs import Progress
from workspaces.models import User, Workspace

STEP = 50
"""Quotes after which progress is told."""
BATCH = 1000
"""Rows of one statement."""


class Counts(Protocol):
    """What became of the parts so far."""

    evidence_created: int
    evidence_known: int
    stances_created: int
    stances_known: int

    def refuse(self, fault: Fault, *, part: bool = False) -> None:
        """Note a fault."""


@dataclass(frozen=True)
class _Piece:
    line: int
    claim: UUID
    row: EvidenceRow


def attach(  # noqa: PLR0913 - keyword-only after the rows, and each is a fact of the import
    workspace: Workspace,
    rows: Sequence[ClaimRow],
    claims: Mapping[int, UUID],
    counts: Counts,
    *,
    origin: str,
    by: User | None,
    progress: Progress,
) -> None:
    """Add evidence, as suggestions, and stances, as an editor's, to the claims of the lines; what is there stays.

    `claims` is by line; lines without one were refused. A part that names a source, an author or words that are not
    here is refused, and its claim stays.
    """
    pieces = [_Piece(row.line, claims[row.line], one) for row in rows if row.line in claims for one in row.evidence]
    stances = [(row.line, claims[row.line], one) for row in rows if row.line in claims for one in row.stances]
    if not pieces and not stances:
        return
    authors = _authors(workspace)
    quoted = _quoted(workspace, pieces, authors, counts, by, progress)
    _add_evidence(workspace, quoted, counts, origin, by)
    _add_stances(workspace, stances, authors, counts, by)


def _authors(workspace: Workspace) -> dict[str, Author]:
    """Return the workspace's authors by slug and by name; of two of one name the first."""
    found: dict[str, Author] = {}
    for author in Author.objects.filter(workspace=workspace).order_by("pk"):
        found.setdefault(author.name.casefold(), author)
    return found | {author.slug: author for author in found.values()}


def _quoted(  # noqa: PLR0913, PLR0917 - the parts of one step
    workspace: Workspace,
    pieces: Sequence[_Piece],
    authors: Mapping[str, Author],
    counts: Counts,
    by: User | None,
    progress: Progress,
) -> Iterator[tuple[_Piece, Passage, Author]]:
    by_source: dict[str, list[_Piece]] = defaultdict(list)
    for piece in pieces:
        by_source[piece.row.source].append(piece)
    done = 0
    for key, named in by_source.items():
        text, first = _text_of(workspace, key)
        for piece in named:
            if done % STEP == 0:
                progress.report(stage="Looking up quotes", done=done, total=len(pieces))
            done += 1
            speaker = authors.get(piece.row.speaker.casefold()) if piece.row.speaker else first
            fault = _fault(piece, text, speaker)
            if text is None or speaker is None or fault:
                counts.refuse(Fault(piece.line, *fault), part=True)
                continue
            try:
                passage = _passage(text, piece.row, by)
            except ParallaxError as error:
                counts.refuse(Fault(piece.line, f"{piece.row.pointer}/quote", error.message), part=True)
                continue
            yield piece, passage, speaker


def _fault(piece: _Piece, text: TextVersion | None, speaker: Author | None) -> tuple[str, str] | tuple[()]:
    row = piece.row
    if text is None:
        return f"{row.pointer}/source", f"No source here has the key “{row.source}” and a text."
    if speaker is None:
        missing = f"There is no author “{row.speaker}” here." if row.speaker else "The source names no author: say who."
        return f"{row.pointer}/speaker", missing
    return ()


def _text_of(workspace: Workspace, key: str) -> tuple[TextVersion | None, Author | None]:
    """Return the newest text of the source with that key, and the first author of its byline."""
    source = Source.objects.filter(workspace=workspace, key=key).first()
    if source is None:
        return None, None
    text = (
        TextVersion.objects.filter(capture__source=source)
        .select_related("capture__source")
        .defer("furniture", "capture__content")
        .order_by("-created_at", "-id")
        .first()
    )
    first = Authorship.objects.filter(source=source).select_related("author").order_by("position").first()
    return text, first.author if first else None


def _passage(text: TextVersion, row: EvidenceRow, by: User | None) -> Passage:
    return create_passage(text_version=text, exact=row.quote, prefix=row.prefix, suffix=row.suffix, by=by)


def _add_evidence(
    workspace: Workspace,
    quoted: Iterable[tuple[_Piece, Passage, Author]],
    counts: Counts,
    origin: str,
    by: User | None,
) -> None:
    wanted: dict[tuple[UUID, UUID, UUID], Evidence] = {}
    for piece, passage, speaker in quoted:
        key = (piece.claim, passage.pk, speaker.pk)
        if key in wanted:
            counts.evidence_known += 1
            continue
        wanted[key] = Evidence(
            workspace=workspace, claim_id=piece.claim, passage=passage, speaker=speaker, bearing=piece.row.bearing,
            state=EvidenceState.SUGGESTED, score=1.0, why={"imported": origin}, created_by=by,
        )  # fmt: skip
    there = Evidence.objects.filter(workspace=workspace, claim__in={claim for claim, *_ in wanted})
    for key in there.values_list("claim", "passage", "speaker"):
        counts.evidence_known += wanted.pop(key, None) is not None
    counts.evidence_created += len(Evidence.objects.bulk_create(wanted.values(), batch_size=BATCH))


def _add_stances(
    workspace: Workspace,
    stances: Sequence[tuple[int, UUID, StanceRow]],
    authors: Mapping[str, Author],
    counts: Counts,
    by: User | None,
) -> None:
    wanted: dict[tuple[object, ...], Stance] = {}
    for line, claim, row in stances:
        author = authors.get(row.author.casefold())
        if author is None:
            counts.refuse(Fault(line, f"{row.pointer}/author", f"There is no author “{row.author}” here."), part=True)
            continue
        key = (claim, author.pk, row.as_of)
        if key in wanted:
            counts.stances_known += 1
            continue
        scale = LikelihoodScale.ICD_203 if row.likelihood_term else ""
        wanted[key] = Stance(
            workspace=workspace, claim_id=claim, author=author, position=row.position, likelihood=row.likelihood,
            likelihood_term=row.likelihood_term, likelihood_scale=scale, as_of=row.as_of, basis=StanceBasis.SET,
            reason=row.reason, set_by=by,
        )  # fmt: skip
    there = Stance.objects.filter(workspace=workspace, basis=StanceBasis.SET, claim__in={key[0] for key in wanted})
    for key in there.values_list("claim", "author", "as_of"):
        counts.stances_known += wanted.pop(key, None) is not None
    counts.stances_created += len(Stance.objects.bulk_create(wanted.values(), batch_size=BATCH))
