"""A sentence made evidence of a claim."""

from claims.models import Claim
from claims.services import link_evidence
from sources.models import Author, Sentence
from sources.services import create_passage
from workspaces.models import User


def link_sentence(claim: Claim, sentence: Sentence, bearing: str, author: Author, by: User) -> None:
    """Make the whole sentence a passage and accepted evidence of the claim, with `author` as its speaker."""
    passage = create_passage(text_version=sentence.text_version, exact=sentence.text, start=sentence.start, by=by)
    link_evidence(claim=claim, passage=passage, bearing=bearing, speaker=author, by=by)
