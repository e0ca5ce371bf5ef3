"""What stands on a passage already when somebody answers it, and which texts an author leads."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from agreement.domain.answering.answers import Said, bearing_of
from agreement.models import Answer, FoundPassage
from claims.enums import EvidenceState
from claims.models import Claim, Evidence
from sources.models import Author, Authorship, Sentence
from workspaces.models import User


@dataclass(frozen=True)
class Standing:
    """A decision on a passage that somebody took elsewhere: in the reader, on the claim's page, by the API."""

    evidence: Evidence

    @property
    def who(self) -> str:
        """Who took it."""
        return self.evidence.decided_by.name if self.evidence.decided_by else "Somebody"

    @property
    def words(self) -> str:
        """What was decided."""
        if self.evidence.state == EvidenceState.REJECTED:
            return "rejected it"
        return f"accepted it: {self.evidence.get_bearing_display().lower()}, view of {self.evidence.speaker.name}"

    @property
    def seen(self) -> str:
        """The mark by which an answer says that its giver has seen this decision."""
        at = self.evidence.decided_at
        return f"{self.evidence.pk}@{at.isoformat() if at else ''}"

    def says(self, said: Said, speaker: Author) -> bool:
        """Return whether the answers amount to what was decided."""
        bearing = bearing_of(said)
        if self.evidence.state == EvidenceState.REJECTED:
            return bearing is None
        return (bearing, speaker.pk) == (self.evidence.bearing, self.evidence.speaker_id)


def sentences_of(workspace_id: UUID) -> QuerySet[Sentence]:
    """Return the sentences of a workspace with what an answer needs of their texts."""
    rows = Sentence.objects.filter(text_version__capture__source__workspace=workspace_id)
    return rows.select_related("text_version__capture__source").defer("text_version__capture__content")


def suggestion_of(claim: Claim, sentence: Sentence) -> FoundPassage | None:
    """Return what the finder says of the sentence for the claim's present wording, or None."""
    return FoundPassage.objects.filter(claim=claim, sentence=sentence, wording=claim.text).first()


def judge_of(claim: Claim, user: User) -> User | None:
    """Return whose own the user's answers on the claim are: the user's where two judge alone, else nobody's."""
    return user if claim.workspace.judgements_wanted > 1 else None


def find_answer(claim: Claim, sentence: Sentence, user: User) -> Answer | None:
    """Return the current answer that the user sees on the sentence, or None."""
    answers = Answer.objects.filter(claim=claim, sentence=sentence, judge=judge_of(claim, user))
    return answers.select_related("speaker", "answered_by").first()


def find_standing(claim: Claim, sentence: Sentence) -> Standing | None:
    """Return the decided evidence on the claim that overlaps the sentence, best that of all of it, or None."""
    decided = Evidence.objects.filter(
        claim=claim,
        state__in=[EvidenceState.ACCEPTED, EvidenceState.REJECTED],
        passage__anchors__text_version=sentence.text_version_id,
        passage__anchors__start__lt=sentence.end,
        passage__anchors__end__gt=sentence.start,
    )
    found = list(decided.select_related("speaker", "decided_by", "passage").order_by("-decided_at", "pk"))
    exact = [one for one in found if one.passage.exact == sentence.text]
    # What was accepted says more than what was put aside for another speaker.
    best = sorted(exact or found, key=lambda one: one.state != EvidenceState.ACCEPTED)
    return Standing(best[0]) if best else None


def captures_of(author: Author) -> list[str]:
    """Return the ids of the captures of the sources that the author leads, in order."""
    rows = Authorship.objects.filter(author=author, position=0, source__captures__isnull=False)
    return sorted(str(capture) for capture in rows.values_list("source__captures", flat=True))
