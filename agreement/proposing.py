"""Proposes candidate claims: reads the texts that these rules have not read yet, and keeps what they found.

Everything here is a proposal. It may run twice and be killed in between: what a person decided stays, and a text that
was read stays read until the rules change (docs/algorithms/candidates.md).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from agreement.domain.wording.candidates import Statement, reason_to_leave_out
from agreement.domain.wording.folds import fold_key
from agreement.domain.wording.languages import ENGLISH, UNKNOWN, guess_language
from agreement.domain.wording.propositions import Context, Proposition, as_claim, find_propositions
from agreement.domain.wording.referents import SENTENCES_BACK, Referent
from agreement.enums import CandidateState
from agreement.models import AnalysisRun, CandidateClaim, CandidateReading
from agreement.statements import LocatedStatement
from sources.models import TextVersion
from workspaces.jobs import Progress
from workspaces.models import Workspace

RULES = "3"
"""Raised with every change of the rules: texts read by others are read anew."""
BATCH = 1000
TOLD_EVERY = 500


@dataclass(frozen=True)
class TextReading:
    """What one text holds, by which rules: its language, sentences left out by reason, and its propositions."""

    text_version_id: UUID
    rules: str
    language: str
    left_out: Mapping[str, int]
    found: tuple[tuple[Statement, Proposition, tuple[dict[str, Any], ...]], ...]


def read_candidates(located: Sequence[LocatedStatement], progress: Progress) -> list[TextReading]:
    """Return what the texts hold that were not read by these rules yet; writes nothing. O(n) in their sentences."""
    texts: dict[UUID, list[LocatedStatement]] = defaultdict(list)
    for place in located:
        texts[place.text_version_id].append(place)
    known = CandidateReading.objects.filter(text_version__in=texts)
    for version, rules in known.values_list("text_version_id", "rules"):
        if rules == _rules_for(texts[version]):
            del texts[version]
    total, done, readings = sum(map(len, texts.values())), 0, []
    for version, places in texts.items():
        progress.report(stage="Looking for claims", done=done, total=total)
        readings.append(_read_text(version, sorted(places, key=lambda place: place.start)))
        done += len(places)
    return readings


def _read_text(version: UUID, places: Sequence[LocatedStatement]) -> TextReading:
    language = guess_language(place.statement.text for place in places if not place.statement.heading)
    left_out: Counter[str] = Counter()
    found = []
    before: list[LocatedStatement] = []
    heading = ""
    for place in places:
        statement = place.statement
        reason = reason_to_leave_out(statement)
        if statement.heading:
            before, heading = [], statement.text
        if reason is not None:
            left_out[reason.value] += 1
        else:
            context = Context(tuple(one.statement.text for one in before), heading)
            propositions = find_propositions(statement, context, english=language in {ENGLISH, UNKNOWN})
            found += [(statement, each, _referents(each, [*before, place])) for each in propositions]
        if not statement.heading:
            before = [*before, place][-SENTENCES_BACK:]
    return TextReading(version, _rules_for(places), language, dict(left_out), tuple(found))


def _rules_for(places: Iterable[LocatedStatement]) -> str:
    """Return the name of the rules and of whose statements they read: a new byline asks for a new reading."""
    authors = ",".join(sorted({place.statement.author for place in places}))
    return f"{RULES}-{sha256(authors.encode()).hexdigest()[:12]}"


def _referents(proposition: Proposition, told: Sequence[LocatedStatement]) -> tuple[dict[str, Any], ...]:
    return tuple(_referent(referent, told) for referent in proposition.referents)


def _referent(referent: Referent, told: Sequence[LocatedStatement]) -> dict[str, Any]:
    return {
        "start": referent.start,
        "end": referent.end,
        "kind": referent.kind.value,
        "text": referent.text,
        "wording": referent.wording,
        "clear": referent.clear,
        # A heading is no sentence that was loaded; its words are in `text`.
        "spans": [
            {"sentence": told[span.sentence].statement.id, "start": span.start, "end": span.end}
            for span in referent.spans
            if span.sentence >= 0
        ],
    }


def save_candidates(run: AnalysisRun, readings: Sequence[TextReading]) -> int:
    """Keep what was read as candidates of the run, and return how many wait for a person in the workspace.

    Call it inside of the run's transaction. What nobody decided on is replaced for the texts read, and removed for
    texts that have a newer version; what overlaps something that a person accepted or rejected is not proposed again.
    """
    waiting = CandidateClaim.objects.filter(workspace=run.workspace, state=CandidateState.SUGGESTED)
    current = TextVersion.objects.current().filter(capture__source__workspace=run.workspace)
    waiting.exclude(sentence__text_version__in=current).delete()
    versions = [reading.text_version_id for reading in readings]
    waiting.filter(sentence__text_version__in=versions).delete()
    decided = _decided_spans(run.workspace, versions)
    CandidateClaim.objects.bulk_create(
        [
            _candidate(run, statement, proposition, referents)
            for reading in readings
            for statement, proposition, referents in reading.found
            if not _overlaps(proposition, decided.get(statement.id, ()))
        ],
        batch_size=BATCH,
    )
    CandidateReading.objects.bulk_create(
        [
            CandidateReading(
                text_version_id=reading.text_version_id,
                rules=reading.rules,
                language=reading.language,
                left_out=dict(reading.left_out),
            )
            for reading in readings
        ],
        update_conflicts=True,
        unique_fields=["text_version"],
        update_fields=["rules", "language", "left_out", "read_at"],
    )
    return waiting.count()


def _decided_spans(workspace: Workspace, versions: Iterable[UUID]) -> dict[int, list[tuple[int, int]]]:
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    decided = CandidateClaim.objects.filter(workspace=workspace, sentence__text_version__in=versions)
    for sentence, start, end in decided.values_list("sentence_id", "start", "end"):
        spans[sentence].append((start, end))
    return spans


def _overlaps(proposition: Proposition, spans: Iterable[tuple[int, int]]) -> bool:
    return any(proposition.start < end and start < proposition.end for start, end in spans)


def _candidate(
    run: AnalysisRun, statement: Statement, proposition: Proposition, referents: Sequence[dict[str, Any]]
) -> CandidateClaim:
    holder = proposition.holder
    wording = proposition.wording or as_claim(statement.text[proposition.start : proposition.end])
    return CandidateClaim(
        workspace=run.workspace,
        run=run,
        sentence_id=statement.id,
        author_id=statement.author,
        start=proposition.start,
        end=proposition.end,
        kind=proposition.kind.value,
        wording=proposition.wording,
        holder={"text": holder.text, "verb": holder.verb, "start": holder.start, "end": holder.end} if holder else {},
        referents=list(referents),
        score=proposition.score,
        features=[{"name": feature.name, "weight": feature.weight} for feature in proposition.features],
        cues=[{"kind": cue.kind.value, "start": cue.start, "end": cue.end} for cue in proposition.cues],
        fold_key=fold_key(wording),
    )
