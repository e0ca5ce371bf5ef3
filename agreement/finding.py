"""Finds, for worded claims, whether each author says anything and which passages come nearest; keeps what it found.

Everything here is a proposal. It runs when a claim is worded and at the end of an analysis, may run twice or twice at
once, and leaves for every claim either what was found before or what was found now (docs/algorithms/finding.md).
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from uuid import UUID

import numpy.typing as npt
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from agreement.claim_vectors import ensure_claim_vectors
from agreement.domain.likeness.bands import Band, band_of
from agreement.domain.likeness.finder import AuthorFinding as Found
from agreement.domain.likeness.finder import RankedStatement, find_passages
from agreement.domain.likeness.similarity import StatementIndex
from agreement.engines import model_identity
from agreement.indexing import load_index
from agreement.models import SILENT_BELOW, AuthorFinding, FoundPassage
from agreement.searching import open_search, search_passages
from agreement.vector_store import hold_sentences, model_in_use
from agreement.word_vectors import PassageReader
from claims.models import Claim
from workspaces.jobs import Progress
from workspaces.models import Workspace

ALWAYS_KEPT = 5
"""Passages kept of an author who seems to speak, whatever their bands."""
MOST_KEPT = 10
"""Passages kept of an author at most: beyond the fifth only those that are at least as likely as not."""
KEPT_OF_SILENT = 3
"""Passages kept of an author who seems silent: who confirms the silence has to have seen the nearest ones."""
FEW_CLAIMS = 20
"""Claims up to which searching a large workspace for each takes less time than reading all of its statements."""
Find = Callable[[Claim, npt.ArrayLike], tuple[dict[str, Found], Mapping[str, int]]]
"""What finds for a claim with its vector: of each author what is said, and how many statements there are."""
_WORTH_A_LOOK = {Band.LIKELY_SAME, Band.PERHAPS, Band.UNCLEAR}


def claims_to_look_for(workspace: Workspace) -> QuerySet[Claim]:
    """Return the current claims for whose wording nothing was found yet in the space of the model in use."""
    found = AuthorFinding.objects.filter(claim=OuterRef("pk"), wording=OuterRef("text"), model=model_identity().space)
    return Claim.objects.current().filter(workspace=workspace).exclude(Exists(found))


def find_for_claims(
    claims: Sequence[Claim], *, index: StatementIndex | None = None, progress: Progress | None = None
) -> int:
    """Find passages for claims of one workspace and replace what was found for them before; return how many are kept.

    `index` is that of all statements of the workspace, made anew if it is not at hand. A claim that was worded anew
    in the meantime is left to the job that its new wording has queued, one that was deleted is left out.
    """
    if not claims:
        return 0
    progress = progress or Progress()
    find = _finder(claims, index, progress)
    kept = 0
    for number, (claim, vector) in enumerate(zip(claims, ensure_claim_vectors(claims), strict=True)):
        progress.report(stage="Looking for passages on claims", done=number, total=len(claims))
        kept += _replace(claim, *find(claim, vector))
    return kept


def _finder(claims: Sequence[Claim], index: StatementIndex | None, progress: Progress) -> Find:
    """Return what finds for a claim: by all statements, or for few claims in a large workspace by the nearest."""
    workspace, reader = claims[0].workspace, PassageReader()
    if index is None and len(claims) <= FEW_CLAIMS:
        search = open_search(workspace, model_in_use(workspace).space)
        if search is not None:
            counts = {str(author): count for author, count in search.authors.items()}
            return lambda claim, vector: (
                search_passages(search, claim.text, vector, top=MOST_KEPT, reader=reader),
                counts,
            )
    whole = index or load_index(workspace, progress)
    everyone = Counter(statement.author for statement in whole.statements)
    return lambda claim, vector: (find_passages(whole, claim.text, vector, top=MOST_KEPT, reader=reader), everyone)


@transaction.atomic
def _replace(claim: Claim, found: Mapping[str, Found], counts: Mapping[str, int]) -> int:
    # Who words the claim anew, or finds for it at the same time, waits for us or we for them.
    same = Claim.objects.select_for_update(no_key=True).filter(pk=claim.pk, text=claim.text)
    if not same.exists():
        return 0
    AuthorFinding.objects.filter(claim=claim).delete()
    FoundPassage.objects.filter(claim=claim).delete()
    space = model_identity().space
    AuthorFinding.objects.bulk_create(
        AuthorFinding(
            claim=claim,
            author_id=UUID(author),
            speaks=finding.speaks,
            statement_count=counts[author],
            wording=claim.text,
            model=space,
        )
        for author, finding in found.items()
    )
    rows = [_row(claim, space, ranked) for finding in found.values() for ranked in _worth_keeping(finding)]
    there = hold_sentences([row.sentence_id for row in rows])
    return len(FoundPassage.objects.bulk_create([row for row in rows if row.sentence_id in there], batch_size=1000))


def _worth_keeping(finding: Found) -> Sequence[RankedStatement]:
    sure = ALWAYS_KEPT if finding.speaks >= SILENT_BELOW else KEPT_OF_SILENT
    rest = (ranked for ranked in finding.passages[sure:] if band_of(ranked.probability) in _WORTH_A_LOOK)
    return (*finding.passages[:sure], *rest)


def _row(claim: Claim, space: str, ranked: RankedStatement) -> FoundPassage:
    return FoundPassage(
        claim=claim,
        author_id=UUID(ranked.author),
        sentence_id=ranked.statement,
        rank=ranked.rank,
        score=ranked.score,
        cosine=ranked.cosine,
        centred=ranked.centred,
        lexical=ranked.lexical,
        probability=ranked.probability,
        band=band_of(ranked.probability).value,
        reasons=[asdict(reason) for reason in ranked.reasons],
        wording=claim.text,
        model=space,
    )
