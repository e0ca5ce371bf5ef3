"""Words of a text made evidence of a claim."""

from agreement.models import CandidateClaim
from claims.enums import EvidenceState
from claims.models import Claim, Evidence
from claims.services import decide_evidence, link_evidence, remove_evidence
from sources.models import Author, Passage, Sentence
from sources.services import create_passage
from workspaces.models import User


def link_sentence(claim: Claim, sentence: Sentence, bearing: str, author: Author, by: User) -> Evidence:
    """Make the whole sentence a passage and return it as accepted evidence of the claim, `author` its speaker."""
    passage = _passage(sentence, (0, len(sentence.text)), by)
    return link_evidence(claim=claim, passage=passage, bearing=bearing, speaker=author, by=by)


def link_slice(claim: Claim, candidate: CandidateClaim, bearing: str, by: User) -> Evidence:
    """Make the candidate's words a passage and return it as accepted evidence of the claim.

    The quote is the clause where that reads alone; where it needs other words to, the whole sentence.
    """
    passage = _passage(candidate.sentence, _quoted(candidate), by)
    return link_evidence(claim=claim, passage=passage, bearing=bearing, speaker=candidate.author, by=by)


def unlink_slice(claim: Claim, candidate: CandidateClaim, by: User) -> None:
    """Take back what `link_slice` made: evidence that was suggested before is a suggestion again, other is removed."""
    start, end = _quoted(candidate)
    first = candidate.sentence.start + start
    made = Evidence.objects.filter(
        claim=claim,
        speaker=candidate.author,
        state=EvidenceState.ACCEPTED,
        passage__anchors__text_version=candidate.sentence.text_version,
        passage__anchors__start=first,
        passage__anchors__end=first + end - start,
    ).select_related("claim", "speaker", "passage")
    for evidence in made:
        if evidence.score is not None:
            decide_evidence(evidence=evidence, state=EvidenceState.SUGGESTED, by=by)
            continue
        passage = evidence.passage
        remove_evidence(evidence=evidence, by=by)
        # The passage goes too, if it was made for this and serves nothing.
        Passage.objects.filter(pk=passage.pk, created_by=by, evidence__isnull=True).delete()


def _quoted(candidate: CandidateClaim) -> tuple[int, int]:
    if candidate.wording:
        return 0, len(candidate.sentence.text)
    return candidate.start, candidate.end


def _passage(sentence: Sentence, span: tuple[int, int], by: User) -> Passage:
    start, end = span
    exact = sentence.text[start:end]
    return create_passage(text_version=sentence.text_version, exact=exact, start=sentence.start + start, by=by)
