"""From a quote to evidence in one step, as a reader does it. Each act comes with the step that takes it back."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from claims.domain.steps import Decision, Step
from claims.enums import Bearing, ClaimKind, EvidenceState
from claims.errors import SpeakerMissingError
from claims.models import Claim, Evidence
from claims.services.claims import create_claim
from claims.services.evidence import decide_evidence, link_evidence, suggest_evidence
from claims.signals import claim_made_of_text
from sources.domain.csl import AuthorName
from sources.models import Author, Passage, TextVersion
from sources.services import create_passage, ensure_author
from workspaces.models import User


@dataclass(frozen=True)
class Quote:
    """What a person marked: the words, and where they stand if known (code points)."""

    exact: str
    starts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Annotation:
    """Evidence as an act left it, and the step that takes the act back."""

    evidence: Evidence
    step: Step


@transaction.atomic
def annotate(  # noqa: PLR0913 - keyword-only: what is said, where, on what, how, whose view, by whom
    *,
    text_version: TextVersion,
    quote: Quote,
    claim: Claim | str,
    kind: str = ClaimKind.FACTUAL,
    bearing: str,
    speaker: Author | AuthorName | None = None,
    by: User,
) -> Annotation:
    """Return accepted evidence that the quoted passage bears on the claim; all of it is written or nothing.

    `claim` may be the wording of a new one, which becomes a draft of that kind, and `speaker` the name of an author
    who may be new. Raises what the steps raise: QuoteNotFound and QuoteAmbiguous, ClaimWordingTakenError,
    EvidenceExistsError, SpeakerMissingError.
    """
    began = timezone.now()
    passage = create_passage(text_version=text_version, exact=quote.exact, starts=quote.starts, by=by)
    makes_claim = isinstance(claim, str)
    if isinstance(claim, str):
        claim = create_claim(workspace=passage.workspace, text=claim, kind=kind, by=by)
    if isinstance(speaker, AuthorName):
        speaker = ensure_author(workspace=passage.workspace, name=speaker)
    speaker = speaker or _writer(text_version)
    before = _standing(claim, passage, speaker)
    evidence = link_evidence(claim=claim, passage=passage, bearing=bearing, speaker=speaker, by=by)
    if makes_claim:
        spans = list(passage.anchors.filter(text_version=text_version).values_list("start", "end"))
        claim_made_of_text.send(sender=Claim, claim=claim, text_version=text_version, spans=spans)
    step = Step(
        evidence=str(evidence.pk),
        before=_decision(before),
        after=decided(evidence),
        made_passage=passage.created_at >= began,
        made_claim=makes_claim,
        made_speaker=evidence.speaker.created_at >= began,
    )
    return Annotation(evidence, step)


@transaction.atomic
def decide_here(*, evidence: Evidence, state: str, bearing: str | None = None, by: User) -> Annotation:
    """Return the evidence accepted or rejected where it is read; `bearing` replaces the suggested one."""
    before = _decision(Evidence.objects.get(pk=evidence.pk))
    after = decide_evidence(evidence=evidence, state=state, bearing=bearing, by=by)
    return Annotation(after, Step(evidence=str(after.pk), before=before, after=decided(after)))


@transaction.atomic
def dismiss(*, text_version: TextVersion, quote: Quote, claim: Claim, score: float, by: User) -> Annotation:
    """Return rejected evidence: the quoted passage does not bear on the claim, and is not suggested again.

    `score` (0 to 1) is how likely it looked. Raises what `create_passage` raises, and SpeakerMissingError.
    """
    began = timezone.now()
    passage = create_passage(text_version=text_version, exact=quote.exact, starts=quote.starts, by=by)
    speaker = _writer(text_version)
    before = _standing(claim, passage, speaker)
    evidence = before or _suggested(claim, passage, speaker, score)
    evidence = decide_evidence(evidence=evidence, state=EvidenceState.REJECTED, by=by)
    made = passage.created_at >= began
    step = Step(evidence=str(evidence.pk), before=_decision(before), after=decided(evidence), made_passage=made)
    return Annotation(evidence, step)


def _suggested(claim: Claim, passage: Passage, speaker: Author, score: float) -> Evidence:
    made = suggest_evidence(
        claim=claim, passage=passage, bearing=Bearing.CONTEXT, speaker=speaker, score=score, why={"asked": True}
    )
    return made or Evidence.objects.get(claim=claim, passage=passage, speaker=speaker)


def _writer(text_version: TextVersion) -> Author:
    writers = text_version.capture.source.ordered_authors
    if not writers:
        raise SpeakerMissingError("The source names no author: say whose view the passage states.", field="speaker")
    return writers[0]


def _standing(claim: Claim, passage: Passage, speaker: Author) -> Evidence | None:
    return Evidence.objects.filter(claim=claim, passage=passage, speaker=speaker).first()


def _decision(evidence: Evidence | None) -> Decision | None:
    return None if evidence is None else decided(evidence)


def decided(evidence: Evidence) -> Decision:
    """Return how the evidence stands, as a step keeps it."""
    return Decision(
        state=str(evidence.state),
        bearing=str(evidence.bearing),
        by=str(evidence.decided_by_id or ""),
        at=evidence.decided_at.isoformat() if evidence.decided_at else "",
    )
