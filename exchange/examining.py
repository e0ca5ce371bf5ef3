"""Looks at every annotation of an import without changing anything else: the dry run that a person sees first."""

from collections.abc import Iterable, Iterator
from typing import cast
from uuid import UUID

from django.db import transaction

from common.errors import ParallaxError
from exchange.domain.annotation import Annotation, Loaded, Problem, Target
from exchange.domain.documents import Item, name_of, parse_document, read_items
from exchange.domain.intents import intent_of
from exchange.domain.loading import load_annotation
from exchange.enums import ImportState, ItemOutcome
from exchange.finding import Finder, FoundText
from exchange.models import AnnotationImport, ImportedAnnotation
from sources.domain.position_units import LocatedQuote, PositionHint
from sources.domain.quotes import ELISION, verify_quote
from sources.errors import QuoteNotFound
from sources.models import Source
from workspaces.jobs import Progress
from workspaces.models import Job

BATCH = 500
"""Rows written in one statement."""
STEP = 25
"""Annotations after which progress is told."""


def examine_job(job: Job, progress: Progress) -> dict[str, int]:
    """Examine the job's import; return counts for the page."""
    return examine(AnnotationImport.objects.get(pk=cast("UUID", job.subject)), progress)


def examine(batch: AnnotationImport, progress: Progress) -> dict[str, int]:
    """Write a row for each passage of each annotation, and say that the import waits for a person; return counts.

    Run again it starts anew; once a person has confirmed the import it changes nothing.
    """
    found = list(read_items(parse_document(batch.content)))
    examiner = _Examiner(batch, (one.node for one in found if isinstance(one, Item)))
    rows: list[ImportedAnnotation] = []
    for number, one in enumerate(found):
        if number % STEP == 0:
            progress.report(stage="Looking up quotes", done=number, total=len(found))
        rows += examiner.rows_of(one)
    for position, row in enumerate(rows):
        row.position = position
    with transaction.atomic():
        locked = AnnotationImport.objects.select_for_update().get(pk=batch.pk)
        if locked.state == ImportState.RECEIVED:
            batch.items.all().delete()
            ImportedAnnotation.objects.bulk_create(rows, batch_size=BATCH)
            locked.state = ImportState.READY
            locked.save(update_fields=["state"])
    return {str(outcome): sum(row.outcome == outcome for row in rows) for outcome in ItemOutcome}


class _Examiner:
    """Turns what a file says into rows; knows the workspace's sources, texts and earlier imports."""

    def __init__(self, batch: AnnotationImport, nodes: Iterable[object]) -> None:
        self._batch = batch
        self._finder = Finder(batch.workspace, batch.source)
        self._seen = self._finder.known(name_of(node) for node in nodes)

    def rows_of(self, one: Item | Problem) -> Iterator[ImportedAnnotation]:
        """Yield the rows of one annotation: one a passage, or one that says why there is none."""
        if isinstance(one, Problem):
            yield self._refused(str(one), pointer=one.pointer[:300])
            return
        loaded = load_annotation(one.node, one.pointer)
        name = name_of(one.node)[:2000]
        if not isinstance(loaded, Loaded):
            told = "; ".join(map(str, loaded))
            yield self._refused(told, pointer=one.pointer[:300], iri=name, node=one.node)
            return
        annotation = loaded.annotation
        groups = [annotation.targets] if annotation.together else [(target,) for target in annotation.targets]
        for part, targets in enumerate(groups):
            row = self._row(pointer=one.pointer[:300], iri=name, part=part, node=one.node, losses=list(loaded.losses))
            yield self._examined(row, annotation, targets)

    def _examined(
        self, row: ImportedAnnotation, annotation: Annotation, targets: tuple[Target, ...]
    ) -> ImportedAnnotation:
        quotes = [target.quote.exact.strip() for target in targets if target.quote is not None]
        row.quote = ELISION.join(quotes)
        row.creator = annotation.creator.name[:300] if annotation.creator else ""
        if (row.iri, row.part) in self._seen:
            row.outcome = ItemOutcome.KNOWN
            return row
        self._seen.add((row.iri, row.part))
        try:
            self._place(row, targets)
        except ParallaxError as error:
            row.outcome, row.reason = ItemOutcome.REFUSED, error.message
            nearest = error.details.get("nearest") if isinstance(error, QuoteNotFound) else None
            row.nearest = nearest["text"] if nearest else ""
            return row
        self._say(row, annotation)
        return row

    def _place(self, row: ImportedAnnotation, targets: tuple[Target, ...]) -> None:
        """Find the row's source and passage; raise ParallaxError with the reason if there is none."""
        source = self._source(targets)
        row.source = source
        text = self._finder.text_of(source.pk)
        if text is None:
            raise ParallaxError(f"“{source.title}” has no text yet in which the quote could be looked up.")
        first, last = targets[0], targets[-1]
        row.quote = row.quote if len(targets) > 1 else _words(first, text)
        row.prefix = first.quote.prefix if first.quote else ""
        row.suffix = last.quote.suffix if last.quote and last.until is None else ""
        located = text.locator.locate(row.quote, row.prefix, row.suffix, _hint(first, last))
        row.quote = row.quote.strip()
        row.text_version = text.version
        row.outcome, row.score = located.match.grade.value, located.match.score
        row.start = located.match.stretches[0].start
        row.units, row.distance = _units(located), located.distance

    def _say(self, row: ImportedAnnotation, annotation: Annotation) -> None:
        """Note which claim the passage bears on and how, and what of the annotation's words is lost."""
        intent, losses = intent_of(annotation)
        row.losses += losses
        if intent is None:
            return
        claim = self._finder.claim_of(intent)
        if claim is None and not intent.wording:
            name = f"C-{intent.number}" if intent.number else "that the annotation names"
            row.losses.append(f"{intent.bearing}: there is no claim {name} here")
            return
        row.bearing, row.claim = intent.bearing, claim
        row.wording = "" if claim else " ".join(intent.wording.split())
        speaker = annotation.claim.speaker if annotation.claim else None
        if speaker is not None:
            row.speaker, row.speaker_type = speaker.name[:300], speaker.type

    def _source(self, targets: tuple[Target, ...]) -> Source:
        sources = [self._finder.source_of(target) for target in targets]
        found = sources[0]
        if found is None:
            raise ParallaxError(f"No source here is {targets[0].source}: choose one for the import, or add it first.")
        if any(source != found for source in sources):
            raise ParallaxError("Its stretches lie in different sources; a passage lies in one.")
        return found

    def _refused(self, reason: str, **fields: object) -> ImportedAnnotation:
        return self._row(outcome=ItemOutcome.REFUSED, reason=reason, **fields)

    def _row(self, **fields: object) -> ImportedAnnotation:
        return ImportedAnnotation(workspace=self._batch.workspace, batch=self._batch, **fields)


def _words(target: Target, text: FoundText) -> str:
    """Return the words that the target quotes; of a range or a bare position, those that stand in the text there."""
    content = text.version.text
    if target.quote is None:
        named = target.state is not None and target.state.sha256 == text.version.sha256
        if target.position is None or not named:
            raise ParallaxError("A position without a quote: it names no words that could be checked.")
        return content[target.position.start : target.position.end]
    if target.until is None:
        return target.quote.exact
    hint = _hint(target, target)
    start = text.locator.locate(target.quote.exact, target.quote.prefix, target.quote.suffix, hint).match
    begin = start.stretches[0].start
    end = verify_quote(content[begin:], target.until.exact, target.until.prefix, target.until.suffix)
    return content[begin : begin + end.stretches[0].start]


def _hint(first: Target, last: Target) -> PositionHint | None:
    if first.position is None:
        return None
    end = last.position.end if last.position and last.until is None else None
    return PositionHint(first.position.start, end)


def _units(located: LocatedQuote) -> list[str]:
    return [unit.value for unit in located.units]
