"""What a reader does in a text: making evidence, deciding on suggestions, and taking steps back.

Each answers a fragment's request with the blocks and notes that changed and what was done, never with the whole text.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import reselect, reswap, retarget

from claims.annotation_forms import DecisionForm, PassageForm, StepForm, signed_step
from claims.enums import EvidenceState
from claims.models import Claim, Evidence, Stance
from claims.queries import effective_stances
from claims.queries.citing import cite_blocks
from claims.queries.opening import find_version_to_read, open_text
from claims.queries.reader import count_reading, draw_touched, spans_of
from claims.services.annotating import Annotation, Quote, annotate, decide_here, dismiss
from claims.services.undoing import undo_step
from claims.views.reader import passage_form, reading_context, source_context
from common.errors import ParallaxError
from sources.models import TextVersion
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate


@dataclass(frozen=True)
class Outcome:
    """What an act did: in words, on which evidence and stance, and where; the signed step back is "" for none."""

    words: str
    spans: list[tuple[int, int]]
    evidence: Evidence | None = None
    stance: Stance | None = None
    step: str = ""
    new_author: bool = False

    @property
    def stance_is_new(self) -> bool:
        """Whether the stance follows from this very act."""
        at = self.evidence.decided_at if self.evidence else None
        return bool(self.stance and at and self.stance.updated_at >= at)


@member_page(can_annotate)
@require_POST
def passage_create(request: MemberRequest, source_id: UUID) -> HttpResponse:
    """Tie a quote of the source to a claim; a refusal shows the form again with the reason."""
    version = _version_or_404(request, source_id)
    form = passage_form(version.capture.source, request.POST)
    if not form.is_valid():
        return _refuse_form(request, version, form, None)
    try:
        annotation = annotate(text_version=version, by=request.user, **_annotation(request, form))
    except ParallaxError as error:
        return _refuse_form(request, version, form, error)
    return _answer(request, version, _outcome(version, annotation))


@member_page(can_annotate)
@require_POST
def passage_dismiss(request: MemberRequest, source_id: UUID) -> HttpResponse:
    """Note that a quote does not bear on a claim, so that it is not suggested again."""
    version = _version_or_404(request, source_id)
    form = passage_form(version.capture.source, request.POST)
    claim = None
    if form.is_valid() and form.claim_number:
        claim = Claim.objects.filter(workspace=request.workspace, number=form.claim_number).first()
    if claim is None:
        return _refuse(request, version, "Say which claim the passage does not bear on.")
    try:
        given = form.cleaned_data
        quote = Quote(given["quote"], given["start"])
        annotation = dismiss(
            text_version=version, quote=quote, claim=claim, score=given["score"] or 0.0, by=request.user
        )
    except ParallaxError as error:
        return _refuse(request, version, error.message)
    return _answer(request, version, _outcome(version, annotation))


@member_page(can_annotate)
@require_POST
def evidence_decide_here(request: MemberRequest, source_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Accept or reject a suggestion beside the text."""
    version = _version_or_404(request, source_id)
    mine = Evidence.objects.select_related("claim", "speaker")
    evidence = get_object_or_404(mine, pk=evidence_id, workspace=request.workspace, passage__source=source_id)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _refuse(request, version, "Accept or reject the passage.")
    state, bearing = form.cleaned_data["state"], form.cleaned_data["bearing"] or None
    try:
        annotation = decide_here(evidence=evidence, state=state, bearing=bearing, by=request.user)
    except ParallaxError as error:
        return _refuse(request, version, error.message)
    return _answer(request, version, _outcome(version, annotation))


@member_page(can_annotate)
@require_POST
def step_undo(request: MemberRequest, source_id: UUID) -> HttpResponse:
    """Take a step back, unless somebody has changed the evidence since."""
    version = _version_or_404(request, source_id)
    form = StepForm(request.POST)
    if not form.is_valid():
        return _refuse(request, version, "That is no step that can be undone.")
    try:
        undone = undo_step(
            workspace=request.workspace, text_version=version, step=form.cleaned_data["step"], by=request.user
        )
    except ParallaxError as error:
        return _refuse(request, version, error.message)
    return _answer(request, version, Outcome(words=undone.said, spans=list(undone.spans)))


def _version_or_404(request: MemberRequest, source_id: UUID) -> TextVersion:
    version = find_version_to_read(request.workspace, source_id)
    if version is None:
        raise Http404
    return version


def _annotation(request: MemberRequest, form: PassageForm) -> dict[str, Any]:
    """Return the arguments of `annotate`; raise ParallaxError for a claim that is not here."""
    given = form.cleaned_data
    claim: Claim | str | None = given["claim"]
    if form.claim_number:
        claim = Claim.objects.filter(workspace=request.workspace, number=form.claim_number).first()
        if claim is None:
            raise ParallaxError(f"There is no claim C-{form.claim_number} here.", field="claim")
    return {
        "quote": Quote(exact=given["quote"], starts=given["start"]),
        "claim": claim,
        "kind": given["kind"],
        "bearing": given["bearing"],
        "speaker": form.chosen_speaker,
    }


def _outcome(version: TextVersion, annotation: Annotation) -> Outcome:
    evidence, step = annotation.evidence, annotation.step
    claim = evidence.claim
    words = {
        EvidenceState.ACCEPTED: f"{evidence.get_bearing_display()} {claim.label}",
        EvidenceState.REJECTED: f"Does not bear on {claim.label}; it will not be suggested again",
        EvidenceState.SUGGESTED: f"Waits for a decision on {claim.label} again",
        EvidenceState.JUDGING: f"Saved as your judgement on {claim.label}; it counts once another has judged alike",
    }[EvidenceState(evidence.state)]
    stances = effective_stances([claim]).get(claim.pk, {}) if evidence.state == EvidenceState.ACCEPTED else {}
    return Outcome(
        words=f"{words}{', a new claim' if step.made_claim else ''}.",
        spans=spans_of(version, [evidence.passage_id]),
        evidence=evidence,
        stance=stances.get(evidence.speaker_id),
        step=signed_step(step),
        new_author=step.made_speaker,
    )


def _answer(request: MemberRequest, version: TextVersion, outcome: Outcome) -> HttpResponse:
    """Return the parts that changed; without a script go back to the page with a message."""
    if not request.htmx:
        messages.success(request, outcome.words)
        page = reverse("claims:source_detail", args=[request.workspace.slug, version.capture.source_id])
        return redirect(f"{page}#p-{outcome.evidence.passage_id}" if outcome.evidence else page)
    context = source_context(version) | {
        "changed": cite_blocks(version, draw_touched(version, outcome.spans, request.user)),
        "counts": count_reading(version, request.user),
        "outcome": outcome,
    }
    if outcome.new_author:
        context["form"] = passage_form(version.capture.source)
    return render(request, "sources/_changes.html", context)


def _refuse(request: MemberRequest, version: TextVersion, reason: str) -> HttpResponse:
    """Say why nothing was done."""
    if not request.htmx:
        messages.error(request, reason)
        return redirect("claims:source_detail", request.workspace.slug, version.capture.source_id)
    return render(request, "sources/_changes.html", source_context(version) | {"refusal": reason}, status=422)


def _refuse_form(
    request: MemberRequest, version: TextVersion, form: PassageForm, refusal: ParallaxError | None
) -> HttpResponse:
    context: dict[str, Any] = {}
    if refusal is not None:
        field = {"text": "claim", "start": "quote"}.get(refusal.details.get("field", ""), refusal.details.get("field"))
        if refusal.code.startswith("quote_"):
            field = "quote"
        form.add_error(field if field in form.fields else None, refusal.message)
        context["nearest"] = refusal.details.get("nearest")
    if request.htmx:
        context |= {"source": version.capture.source, "form": form}
        answer = render(request, "sources/_passage_form.html", context, status=422)
        return reselect(reswap(retarget(answer, "#passage-form"), "outerHTML"), "#passage-form")
    opened = open_text(request.workspace, version.capture.source_id)
    if opened is None:
        raise Http404
    return render(request, "sources/source_detail.html", context | reading_context(request, opened, form), status=422)
