"""Makes passages and evidence of a confirmed import, and takes an import back.

Each annotation has a transaction of its own: killed in the middle and run again, the work goes on where it was.
"""

from typing import Any, cast
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from claims.enums import ClaimKind, EvidenceState
from claims.errors import NotYourJudgementError
from claims.models import Claim, Evidence
from claims.services import create_claim, link_evidence, remove_evidence, suggest_evidence
from common.errors import ParallaxError
from common.history import recorded_as
from exchange.domain.annotation import Agent
from exchange.domain.intents import Intent
from exchange.enums import TAKEN, ImportState, ItemOutcome
from exchange.finding import Finder
from exchange.models import AnnotationImport, ImportedAnnotation
from exchange.queries import count_made, untouched_states
from sources.domain.csl import AuthorName
from sources.models import Anchor, Author, Passage
from sources.services import create_passage, ensure_author
from workspaces.jobs import Progress
from workspaces.models import Job, User

STEP = 10
"""Annotations after which progress is told."""


def apply_job(job: Job, progress: Progress) -> dict[str, int]:
    """Import what the job's import holds; return counts for the page."""
    return apply(AnnotationImport.objects.get(pk=cast("UUID", job.subject)), progress, job.created_by)


def undo_job(job: Job, progress: Progress) -> dict[str, int]:
    """Take the job's import back; return counts for the page."""
    return undo(AnnotationImport.objects.get(pk=cast("UUID", job.subject)), progress, job.created_by)


def apply(batch: AnnotationImport, progress: Progress, by: User | None) -> dict[str, int]:
    """Make what the examined rows say, and return how much was made. A row that is done is not done again."""
    finder = Finder(batch.workspace, batch.source)
    keys = list(batch.items.filter(outcome__in=TAKEN, done_at__isnull=True).values_list("pk", flat=True))
    for number, key in enumerate(keys):
        if number % STEP == 0:
            progress.report(stage="Saving passages and evidence", done=number, total=len(keys))
        try:
            _apply_row(key, batch, finder, by)
        except ParallaxError as error:
            refusal = {"outcome": ItemOutcome.REFUSED, "reason": error.message}
            ImportedAnnotation.objects.filter(pk=key, done_at__isnull=True).update(**refusal)
    _end(batch, ImportState.DONE)
    made = count_made(batch)
    return {"passages": made.passages, "evidence": made.evidence, "claims": made.claims}


def undo(batch: AnnotationImport, progress: Progress, by: User | None) -> dict[str, int]:
    """Delete what the import made, as far as nobody has built on it since; return how much went and how much stays.

    Evidence that a person has decided on meanwhile stays, with its passage and claim; so does a passage or a new
    claim that something else hangs on.
    """
    gone, kept = 0, 0
    keys = list(batch.items.filter(done_at__isnull=False).order_by("-position").values_list("pk", flat=True))
    for number, key in enumerate(keys):
        if number % STEP == 0:
            progress.report(stage="Taking back", done=number, total=len(keys))
        with transaction.atomic(), recorded_as(by):
            row = ImportedAnnotation.objects.select_for_update().get(pk=key)
            for undo_part in (_undo_evidence, _undo_passage, _undo_claim):
                went = undo_part(row, by)
                gone += went is True
                kept += went is False
            row.done_at = None
            row.save()
    _end(batch, ImportState.UNDONE)
    return {"gone": gone, "kept": kept}


@transaction.atomic
def _apply_row(key: int, batch: AnnotationImport, finder: Finder, by: User | None) -> None:
    row = ImportedAnnotation.objects.select_for_update().get(pk=key)
    if row.done_at is not None:
        return
    if row.text_version is None:
        raise ParallaxError("The source was deleted before the import was confirmed.")
    began = timezone.now()
    passage = create_passage(
        text_version=row.text_version, exact=row.quote, prefix=row.prefix, suffix=row.suffix, start=row.start, by=by
    )
    row.passage = passage
    # The same span gives the same passage again; only one that is younger than this step was made by it.
    row.made_passage = passage.created_at >= began
    if row.bearing:
        _tie(row, passage, batch, finder, by)
    row.done_at = timezone.now()
    row.save()


def _tie(row: ImportedAnnotation, passage: Passage, batch: AnnotationImport, finder: Finder, by: User | None) -> None:
    claim = row.claim or finder.claim_of(Intent(row.bearing, wording=row.wording))
    if claim is None:
        claim = create_claim(workspace=batch.workspace, text=row.wording, kind=ClaimKind.FACTUAL, by=by)
        row.made_claim = True
    row.claim = claim
    speaker = _speaker(row, passage, batch, finder)
    existing = Evidence.objects.filter(claim=claim, passage=passage, speaker=speaker).first()
    if batch.own_judgement:
        row.evidence = link_evidence(claim=claim, passage=passage, bearing=row.bearing, speaker=speaker, by=by)
    else:
        suggested = suggest_evidence(
            claim=claim, passage=passage, bearing=row.bearing, speaker=speaker, score=row.score or 0.0, why=_why(row)
        )
        row.evidence = suggested or existing
    row.made_evidence = existing is None


def _speaker(row: ImportedAnnotation, passage: Passage, batch: AnnotationImport, finder: Finder) -> Author:
    """Return whose view the passage states: whom the annotation names, made now if need be, else its author."""
    if row.speaker:
        named = finder.speaker_of(Agent(name=row.speaker))
        return named or ensure_author(workspace=batch.workspace, name=_author_name(row))
    byline = passage.source.authorships.select_related("author").order_by("position").first()
    if byline is None:
        raise ParallaxError(f"“{passage.source.title}” names no author, and the annotation no speaker.")
    return byline.author


def _author_name(row: ImportedAnnotation) -> AuthorName:
    if row.speaker_type == "Organization":
        return AuthorName(family=row.speaker, given="", is_organisation=True)
    given, _, family = row.speaker.rpartition(" ")
    return AuthorName(family=family, given=given, is_organisation=False)


def _why(row: ImportedAnnotation) -> dict[str, Any]:
    return {"imported": row.batch.origin, "annotation": row.iri, "creator": row.creator}


def _undo_evidence(row: ImportedAnnotation, by: User | None) -> bool | None:
    evidence = row.evidence
    if not row.made_evidence or evidence is None:
        return None
    being_judged = evidence.state == EvidenceState.JUDGING
    if evidence.state not in untouched_states(row.batch):
        return False
    # What is being judged has no bearing of its own yet, and its first judgement is the import's.
    if not being_judged and (evidence.bearing != row.bearing or _is_built_on(evidence)):
        return False
    row.evidence, row.made_evidence = None, False
    row.save()
    try:
        # Where two judgements are wanted this takes back the importer's own; nobody else can.
        remove_evidence(evidence=evidence, by=by)
    except NotYourJudgementError:
        return False
    return not Evidence.objects.filter(pk=evidence.pk).exists()


def _undo_passage(row: ImportedAnnotation, by: User | None) -> bool | None:  # noqa: ARG001 - one shape for all parts
    passage = row.passage
    if not row.made_passage or passage is None:
        return None
    if _is_built_on(passage, own=(Anchor,)):
        return False
    row.passage, row.made_passage = None, False
    row.save()
    passage.delete()
    return True


def _undo_claim(row: ImportedAnnotation, by: User | None) -> bool | None:  # noqa: ARG001 - one shape for all parts
    claim = row.claim
    if not row.made_claim or claim is None:
        return None
    if claim.text != row.wording or _is_built_on(claim):
        return False
    row.claim, row.made_claim = None, False
    row.save()
    claim.delete()
    return True


def _is_built_on(row: Claim | Passage | Evidence, own: tuple[type[models.Model], ...] = ()) -> bool:
    """Say whether rows of any table point at this one, apart from histories, imports and its `own` parts."""
    for relation in row._meta.related_objects:  # noqa: SLF001 - Django's documented API
        model = relation.related_model
        if isinstance(model, str) or model in (ImportedAnnotation, *own) or hasattr(model, "pgh_tracked_model"):
            continue
        if model._base_manager.filter(**{relation.field.name: row.pk}).exists():  # noqa: SLF001 - the same
            return True
    return False


def _end(batch: AnnotationImport, state: ImportState) -> None:
    with transaction.atomic():
        locked = AnnotationImport.objects.select_for_update().get(pk=batch.pk)
        locked.state, locked.ended_at = state, timezone.now()
        locked.save(update_fields=["state", "ended_at"])
    batch.state = locked.state
