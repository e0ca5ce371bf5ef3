"""From a quote to evidence in one step, as a reader does it."""

from dataclasses import dataclass

from django.db import transaction

from claims.enums import ClaimKind
from claims.models import Claim, Evidence
from claims.services.claims import create_claim
from claims.services.evidence import link_evidence
from sources.models import Author, TextVersion
from sources.services import create_passage
from workspaces.models import User


@dataclass(frozen=True)
class Quote:
    """What a person marked: the words, and where they stand if known (code points)."""

    exact: str
    start: int | None = None


@transaction.atomic
def annotate(  # noqa: PLR0913 - keyword-only: what is said, where, on what, how, by whom
    *,
    text_version: TextVersion,
    quote: Quote,
    claim: Claim | str,
    kind: str = ClaimKind.FACTUAL,
    bearing: str,
    speaker: Author | None = None,
    by: User,
) -> Evidence:
    """Return accepted evidence that the quoted passage bears on the claim; all of it is written or nothing.

    `claim` may be the wording of a new one, which becomes a draft of that kind. Raises what the three steps raise:
    QuoteNotFound and QuoteAmbiguous, ClaimWordingTakenError, EvidenceExistsError, SpeakerMissingError.
    """
    passage = create_passage(text_version=text_version, exact=quote.exact, start=quote.start, by=by)
    if isinstance(claim, str):
        claim = create_claim(workspace=passage.workspace, text=claim, kind=kind, by=by)
    return link_evidence(claim=claim, passage=passage, bearing=bearing, speaker=speaker, by=by)
